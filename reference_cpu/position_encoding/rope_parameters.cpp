// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/position_encoding/rope_parameters.hpp"

#include "common/io/json_reader.hpp"

#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace warplight::model {
namespace {

constexpr std::array<std::pair<std::string_view, RopeType>, 5> kTypes{
    {{"default", RopeType::Default},
     {"linear", RopeType::Linear},
     {"dynamic", RopeType::Dynamic},
     {"yarn", RopeType::Yarn},
     {"llama3", RopeType::Llama3}}};

RopeType parse_type(const io::JsonReader& reader, std::string_view key) {
  const auto text = reader.get<std::string>(key);
  for (const auto& [name, type] : kTypes) {
    if (name == text) {
      return type;
    }
  }
  reader.fail(key, "default, linear, dynamic, yarn or llama3");
}

double positive_number(const io::JsonReader& reader, std::string_view key, double fallback) {
  const double value = reader.get<double>(key, fallback);
  if (!(value > 0)) {
    reader.fail(key, "a positive number");
  }
  return value;
}

void read_yarn(const io::JsonReader& reader, RopeParameters& p) {
  if (!reader.has("factor")) {  // as DeepSeek writes it: the ratio of the two lengths
    p.factor = static_cast<double>(p.max_position_embeddings) /
               static_cast<double>(p.original_max_position_embeddings);
  }
  p.attention_factor = reader.find<double>("attention_factor");
  p.mscale = reader.find<double>("mscale");
  p.mscale_all_dim = reader.find<double>("mscale_all_dim");
  p.truncate = reader.get<bool>("truncate", true);
  // Upstream reads 0 as absent.
  const double fast = reader.get<double>("beta_fast", 0);
  const double slow = reader.get<double>("beta_slow", 0);
  p.beta_fast = fast == 0 ? p.beta_fast : fast;
  p.beta_slow = slow == 0 ? p.beta_slow : slow;
  if (!(p.rope_theta > 1)) {
    reader.fail("rope_theta", "more than 1 for yarn");
  }
  if (!(p.beta_fast > 0)) {
    reader.fail("beta_fast", "a positive number");
  }
  if (!(p.beta_slow > 0)) {
    reader.fail("beta_slow", "a positive number");
  }
}

// The keys of one `rope_parameters` object; `rope_theta` may stand outside of it in older files.
void read_scaling(const io::JsonReader& reader, RopeParameters& p) {
  p.rope_type = reader.has("rope_type") ? parse_type(reader, "rope_type")
                : reader.has("type")    ? parse_type(reader, "type")
                                        : RopeType::Default;
  p.rope_theta = positive_number(reader, "rope_theta", p.rope_theta);
  if (p.rope_type == RopeType::Default) {
    return;  // as upstream, which reads nothing else then
  }
  if (reader.get<double>("partial_rotary_factor", 1.0) != 1.0) {
    reader.fail("partial_rotary_factor", "1 (a Llama rotates whole heads)");
  }
  p.original_max_position_embeddings =
      reader.positive("original_max_position_embeddings", p.max_position_embeddings);
  if (p.rope_type == RopeType::Yarn) {
    p.factor = positive_number(reader, "factor", 1.0);
    read_yarn(reader, p);
    return;
  }
  p.factor = reader.get<double>("factor");
  if (!(p.factor > 0)) {
    reader.fail("factor", "a positive number");
  }
  if (p.rope_type == RopeType::Dynamic && p.head_dim <= 2) {
    reader.fail("rope_type", "another type for heads of 2 elements (dynamic divides by D - 2)");
  }
  if (p.rope_type == RopeType::Llama3) {
    p.low_freq_factor = reader.get<double>("low_freq_factor");
    p.high_freq_factor = reader.get<double>("high_freq_factor");
    if (!(p.low_freq_factor > 0)) {
      reader.fail("low_freq_factor", "a positive number");
    }
    if (!(p.high_freq_factor > p.low_freq_factor)) {
      reader.fail("high_freq_factor", "more than low_freq_factor");
    }
  }
}

}  // namespace

RopeParameters parse_rope_parameters(const nlohmann::json& config,
                                     std::int64_t head_dim,
                                     std::int64_t max_position_embeddings,
                                     std::string_view source) {
  const io::JsonReader reader(config, std::string(source));
  RopeParameters p;
  p.head_dim = head_dim;
  p.max_position_embeddings = max_position_embeddings;
  p.original_max_position_embeddings = max_position_embeddings;
  p.rope_theta = positive_number(reader, "rope_theta", p.rope_theta);
  if (reader.has("rope_parameters")) {
    read_scaling(reader.object("rope_parameters"), p);
  } else if (reader.has("rope_scaling")) {
    read_scaling(reader.object("rope_scaling"), p);
  }
  return p;
}

}  // namespace warplight::model
