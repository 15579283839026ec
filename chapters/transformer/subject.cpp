// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/parts.hpp"
#include "common/error.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace warplight::chapter {

Tensor forward(const Subject& subject, const std::vector<std::int64_t>& ids, model::Trace* trace) {
  model::LlamaInputs inputs;
  inputs.input_ids = Tensor::from(ids, {1, static_cast<std::int64_t>(ids.size())});  // [1, T]
  inputs.trace = trace;
  return subject.model.logits(inputs);  // [1, T, V]
}

std::vector<std::int64_t> paragraph(const Subject& subject) {
  const std::string path = WARPLIGHT_SOURCE_DIR "/models/paragraph.txt";
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (text.empty()) {
    throw SetupError(fmt::format("{}: cannot be read", path));
  }
  text.pop_back();  // the newline that ends the file is not of the text
  return subject.tokenizer.encode(text, text::Special::AsText);
}

double worst_difference(const Tensor& a, const Tensor& b) {
  if (a.shape() != b.shape()) {
    throw InputError(
        fmt::format("{} and {} cannot be compared", to_string(a.shape()), to_string(b.shape())));
  }
  const Tensor left = a.contiguous();
  const Tensor right = b.contiguous();
  double worst = 0;
  for (std::int64_t i = 0; i < left.numel(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(left.data<float>()[i]) -
                                     static_cast<double>(right.data<float>()[i])));
  }
  return worst;
}

double rounding_tolerance(const Tensor& logits) {
  const Tensor dense = logits.contiguous();
  double largest = 1;
  for (const float value : dense.span<float>()) {
    largest = std::max(largest, std::abs(static_cast<double>(value)));
  }
  return (5e-6 + 1e-5) * largest;
}

}  // namespace warplight::chapter
