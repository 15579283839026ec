// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/concat.hpp"

#include <cstring>

namespace warplight::reference {

Tensor concat(const std::vector<Tensor>& inputs, std::int64_t axis) {
  const auto joined = static_cast<std::size_t>(axis);
  Shape shape = inputs.front().shape();
  shape[joined] = 0;
  std::size_t outer = 1;  // runs: the elements from the axis inward are side by side in every input
  for (std::size_t i = 0; i < joined; ++i) {
    outer *= static_cast<std::size_t>(shape[i]);
  }
  for (const Tensor& input : inputs) {
    shape[joined] += input.dim(axis);
  }
  Tensor output = Tensor::empty(shape, inputs.front().dtype());
  if (output.numel() == 0) {
    return output;
  }
  const std::size_t output_run = output.nbytes() / outer;
  std::byte* target = output.bytes();
  for (const Tensor& input : inputs) {
    const Tensor source = input.contiguous();
    const std::size_t run = source.nbytes() / outer;
    for (std::size_t i = 0; run > 0 && i < outer; ++i) {
      std::memcpy(target + i * output_run, source.bytes() + i * run, run);
    }
    target += run;
  }
  return output;
}

void register_concat() { ops::concat_op().set_forward(Device::Reference, concat); }

}  // namespace warplight::reference
