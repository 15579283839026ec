// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/ops/logits_processor.hpp"
#include "tests/golden/runner/registry.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include <fmt/format.h>

namespace warplight::golden {
namespace {

// One entry of `processors`, whose keys must be exactly its class and arguments.
class Processor {
 public:
  Processor(const nlohmann::json& entry, const std::string& source) : reader_(entry, source) {}

  [[nodiscard]] std::string name() const { return reader_.get<std::string>("class"); }

  void require_arguments(std::initializer_list<std::string_view> names) const {
    for (const auto& [key, value] : reader_.json().items()) {
      if (key != "class" && std::find(names.begin(), names.end(), key) == names.end()) {
        reader_.fail(key, fmt::format("no such argument of {}", name()));
      }
    }
  }
  template <class T>
  [[nodiscard]] T argument(std::string_view key) const {
    return reader_.get<T>(key);
  }

 private:
  io::JsonReader reader_;
};

Tensor apply(const Processor& processor, const Tensor& input_ids, const Tensor& scores) {
  const std::string name = processor.name();
  const auto keep = [&] { return processor.argument<std::int64_t>("min_tokens_to_keep"); };
  if (name == "TemperatureLogitsWarper") {
    processor.require_arguments({"temperature"});
    return ops::temperature(scores, processor.argument<double>("temperature"));
  }
  if (name == "TopKLogitsWarper") {
    processor.require_arguments({"top_k", "min_tokens_to_keep"});
    return ops::top_k(scores, processor.argument<std::int64_t>("top_k"), keep());
  }
  if (name == "TopPLogitsWarper") {
    processor.require_arguments({"top_p", "min_tokens_to_keep"});
    return ops::top_p(scores, processor.argument<double>("top_p"), keep());
  }
  if (name == "MinPLogitsWarper") {
    processor.require_arguments({"min_p", "min_tokens_to_keep"});
    return ops::min_p(scores, processor.argument<double>("min_p"), keep());
  }
  if (name == "RepetitionPenaltyLogitsProcessor") {
    processor.require_arguments({"penalty"});
    return ops::repetition_penalty(input_ids, scores, processor.argument<double>("penalty"));
  }
  throw InputError(fmt::format("logits processor \"{}\" is not built", name));
}

NamedTensors logits_processor_list(Case& golden) {
  const Tensor input_ids = golden.input("input_ids", {DType::I64});
  Tensor scores = golden.input("scores");
  const nlohmann::json& processors = golden.json_param("processors");
  if (!processors.is_array()) {
    throw InputError(fmt::format("{}: param \"processors\" is not a list", golden.source()));
  }
  if (scores.ndim() != 2 || input_ids.ndim() != 2 || scores.dim(0) != input_ids.dim(0)) {
    throw InputError(
        fmt::format("{}: \"in.input_ids\" {} and \"in.scores\" {} are not [B, T] and [B, V]",
                    golden.source(), to_string(input_ids.shape()), to_string(scores.shape())));
  }
  for (std::size_t i = 0; i < processors.size(); ++i) {
    const std::string source = fmt::format("{}: params: processors[{}]", golden.source(), i);
    scores = apply(Processor(processors[i], source), input_ids, scores);
  }
  return {{"scores", scores}};
}

constexpr std::array kOps{
    Op{"transformers.generation.logits_process.LogitsProcessorList", logits_processor_list},
};

}  // namespace

std::span<const Op> sampling_ops() { return kOps; }

}  // namespace warplight::golden
