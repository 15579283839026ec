// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/ops/cross_entropy.hpp"
#include "common/ops/embedding.hpp"
#include "common/ops/gelu.hpp"
#include "common/ops/layer_norm.hpp"
#include "common/ops/linear.hpp"
#include "common/ops/log_softmax.hpp"
#include "common/ops/rms_norm.hpp"
#include "common/ops/silu.hpp"
#include "common/ops/softmax.hpp"
#include "tests/golden/runner/registry.hpp"

#include <array>

#include <fmt/format.h>

namespace warplight::golden {
namespace {

// The value that `text` stands for among `choices`; throws InputError naming the param.
template <class T, std::size_t N>
T choice(Case& golden,
         const std::string& param,
         const std::array<std::pair<std::string_view, T>, N>& choices) {
  const auto text = golden.param<std::string>(param);
  for (const auto& [name, value] : choices) {
    if (text == name) {
      return value;
    }
  }
  throw InputError(fmt::format("{}: param \"{}\" asks for \"{}\", which is not built",
                               golden.source(), param, text));
}

NamedTensors softmax(Case& golden) {
  const Tensor input = golden.input("input");
  return {{"output", ops::softmax(input, golden.param<std::int64_t>("dim"))}};
}

NamedTensors log_softmax(Case& golden) {
  const Tensor input = golden.input("input");
  return {{"output", ops::log_softmax(input, golden.param<std::int64_t>("dim"))}};
}

NamedTensors gelu(Case& golden) {
  const Tensor input = golden.input("input");
  using Approximation = ops::GeluApproximation;
  constexpr std::array<std::pair<std::string_view, Approximation>, 2> kApproximations{
      {{"none", Approximation::None}, {"tanh", Approximation::Tanh}}};
  return {{"output", ops::gelu(input, choice(golden, "approximate", kApproximations))}};
}

NamedTensors silu(Case& golden) { return {{"output", ops::silu(golden.input("input"))}}; }

NamedTensors layer_norm(Case& golden) {
  const Tensor input = golden.input("input");
  const Tensor weight = golden.optional_parameter("weight");
  const Tensor bias = golden.optional_parameter("bias");
  const auto shape = golden.param<std::vector<std::int64_t>>("normalized_shape");
  return {{"output", ops::layer_norm(input, weight, bias, shape, golden.param<double>("eps"))}};
}

NamedTensors rms_norm(Case& golden) {
  const Tensor input = golden.input("input");
  const Tensor weight = golden.optional_parameter("weight");
  const auto shape = golden.param<std::vector<std::int64_t>>("normalized_shape");
  const double eps = golden.nullable_param<double>("eps").value_or(0x1p-23);
  return {{"output", ops::rms_norm(input, weight, shape, eps)}};
}

NamedTensors cross_entropy(Case& golden) {
  const Tensor input = golden.input("input");
  const Tensor target = golden.input("target", {DType::I64, DType::F32});
  const Tensor weight = golden.optional_parameter("weight");
  constexpr std::array<std::pair<std::string_view, ops::Reduction>, 3> kReductions{
      {{"none", ops::Reduction::None},
       {"mean", ops::Reduction::Mean},
       {"sum", ops::Reduction::Sum}}};
  ops::CrossEntropyOptions options;
  options.ignore_index = golden.param<std::int64_t>("ignore_index");
  options.label_smoothing = golden.param<double>("label_smoothing");
  options.reduction = choice(golden, "reduction", kReductions);
  return {{"output", ops::cross_entropy(input, target, weight, options)}};
}

NamedTensors linear(Case& golden) {
  const Tensor input = golden.input("input");
  const Tensor weight = golden.parameter("weight");
  const Tensor bias = golden.optional_parameter("bias");
  if (weight.ndim() != 1) {
    return {{"output", ops::linear(input, weight, bias)}};
  }
  // A vector as weight is one row of a matrix whose output axis is then left out.
  const Tensor column =
      ops::linear(input, weight.reshape({1, -1}), bias.defined() ? bias.reshape({1}) : bias);
  Shape shape = column.shape();
  shape.pop_back();
  return {{"output", column.reshape(shape)}};
}

NamedTensors embedding(Case& golden) {
  const Tensor indices = golden.input("input", {DType::I64});
  const Tensor weight = golden.parameter("weight");
  // It only says whose gradient is 0, but it has to be a row.
  const auto padding = golden.optional_param<std::int64_t>("padding_idx");
  if (padding && (*padding < -weight.dim(0) || *padding >= weight.dim(0))) {
    throw InputError(fmt::format("{}: param \"padding_idx\" is {}, but \"in.weight\" has {} rows",
                                 golden.source(), *padding, weight.dim(0)));
  }
  return {{"output", ops::embedding(indices, weight)}};
}

constexpr std::array kOps{
    Op{"torch.nn.functional.cross_entropy", cross_entropy},
    Op{"torch.nn.functional.embedding", embedding},
    Op{"torch.nn.functional.gelu", gelu},
    Op{"torch.nn.functional.layer_norm", layer_norm},
    Op{"torch.nn.functional.linear", linear},
    Op{"torch.nn.functional.log_softmax", log_softmax},
    Op{"torch.nn.functional.rms_norm", rms_norm},
    Op{"torch.nn.functional.silu", silu},
    Op{"torch.nn.functional.softmax", softmax},
};

}  // namespace

std::span<const Op> function_ops() { return kOps; }

}  // namespace warplight::golden
