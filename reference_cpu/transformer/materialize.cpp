// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/require_finite.hpp"
#include "common/parallel/parallel_for.hpp"
#include "common/tensor/convert.hpp"
#include "reference_cpu/transformer/load.hpp"

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace warplight::model {
namespace {

// One tensor's way from the file into the block of memory that holds all weights.
struct Job {
  std::string name;
  Tensor source;
  Tensor target;
  std::int64_t rotary_heads = 0;  // heads whose rows must be put back into order; 0: none
};

DType stored_type(const Tensor& source, Compute compute) {
  const bool matrix = source.ndim() >= 2;
  if (!matrix || compute == Compute::F32) {
    return DType::F32;  // norms and biases are few: always exact
  }
  return compute == Compute::BF16 ? DType::BF16 : source.dtype();
}

std::int64_t rotary_heads(const std::string& name, const LlamaConfig& config) {
  if (name.find(".self_attn.q_proj.") != std::string::npos) {
    return config.num_attention_heads;
  }
  return name.find(".self_attn.k_proj.") != std::string::npos ? config.num_key_value_heads : 0;
}

//! [restore_rotary_rows]
// llama.cpp keeps the two halves of a rotated pair side by side: row (head, pair j, part p). Ours, and
// Hugging Face's, is (head, part p, pair j). Where row `row` of the target comes from:
std::int64_t interleaved_row(std::int64_t row, std::int64_t head_dim) {
  const std::int64_t head = row / head_dim;
  const std::int64_t part = row % head_dim / (head_dim / 2);
  const std::int64_t pair = row % (head_dim / 2);
  return head * head_dim + 2 * pair + part;
}
//! [restore_rotary_rows]

void copy_converted(const Tensor& source, const Tensor& target) {
  if (source.dtype() == target.dtype()) {
    std::memcpy(target.bytes(), source.bytes(), source.nbytes());
  } else if (is_quantized(source.dtype()) && target.dtype() != DType::F32) {
    const Tensor wide = source.to(DType::F32);
    convert(wide.bytes(), wide.dtype(), target.bytes(), target.dtype(), wide.numel());
  } else {
    convert(source.bytes(), source.dtype(), target.bytes(), target.dtype(), source.numel());
  }
}

void run(const Job& job, const std::string& file) {
  io::require_finite(job.source, job.name, file);
  if (job.rotary_heads == 0) {
    copy_converted(job.source, job.target);
    return;
  }
  const std::int64_t rows = job.source.dim(0);
  const std::int64_t head_dim = rows / job.rotary_heads;
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::int64_t from = interleaved_row(row, head_dim);
    copy_converted(job.source.slice(0, from, from + 1), job.target.slice(0, row, row + 1));
  }
}

// What has to be done, and the memory for it: one block, so that huge pages are not half empty.
std::vector<Job> plan(const io::StateDict& weights,
                      const LlamaConfig& config,
                      bool rotary_rows_interleaved,
                      Compute compute) {
  constexpr std::size_t kAlignment = 64;
  std::vector<Job> jobs;
  std::vector<std::size_t> offsets;
  std::size_t total = 0;
  for (const auto& [name, tensor] : weights.tensors()) {
    if (!is_floating(tensor.dtype()) && !is_quantized(tensor.dtype())) {
      throw InputError(
          fmt::format("{}: weight {} has dtype {}; weights are F32, F16, BF16 or blocks",
                      weights.source(), name, warplight::name(tensor.dtype())));
    }
    const std::int64_t heads = rotary_rows_interleaved ? rotary_heads(name, config) : 0;
    if (heads > 0 && (tensor.ndim() < 1 || tensor.dim(0) != heads * config.head_dim)) {
      throw InputError(fmt::format("{}: weight {} of shape {} does not have {} rows",
                                   weights.source(), name, to_string(tensor.shape()),
                                   heads * config.head_dim));
    }
    jobs.push_back({name, tensor, Tensor(), heads});
    offsets.push_back(total);
    const std::size_t bytes = byte_count(tensor.shape(), stored_type(tensor, compute));
    total += (bytes + kAlignment - 1) / kAlignment * kAlignment;
  }
  const auto memory = std::make_shared<Storage>(total, Device::Reference);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const Tensor& source = jobs[i].source;
    jobs[i].target = Tensor::on(memory, offsets[i], source.shape(), stored_type(source, compute));
  }
  return jobs;
}

}  // namespace

io::StateDict materialize(const io::StateDict& weights,
                          const LlamaConfig& config,
                          bool rotary_rows_interleaved,
                          Compute compute) {
  const std::vector<Job> jobs = plan(weights, config, rotary_rows_interleaved, compute);
  parallel_for(static_cast<std::int64_t>(jobs.size()), 1, [&](std::int64_t first, std::int64_t) {
    const Job& job = jobs[static_cast<std::size_t>(first)];
    run(job, weights.source());
    weights.drop_pages(job.source);
  });
  io::StateDict result(weights.source());
  for (const Job& job : jobs) {
    result.add(job.name, job.target);
  }
  return result;
}

}  // namespace warplight::model
