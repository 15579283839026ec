// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/sampling/sampler.hpp"

#include "common/error.hpp"
#include "common/random/philox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace warplight::model {
namespace {

struct Candidate {
  double score;  // double: a score over a small temperature can pass the largest float
  std::uint32_t id;
};

bool ranks_before(const Candidate& a, const Candidate& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

// The candidates that are not banned, in order of their ids.
std::vector<Candidate> candidates(std::span<const float> logits) {
  std::vector<Candidate> kept;
  kept.reserve(logits.size());
  for (std::size_t id = 0; id < logits.size(); ++id) {
    if (std::isnan(logits[id]) || logits[id] == std::numeric_limits<float>::infinity()) {
      throw InputError(fmt::format("sampling: the score of token {} is {}", id, logits[id]));
    }
    if (logits[id] != -std::numeric_limits<float>::infinity()) {
      kept.push_back({static_cast<double>(logits[id]), static_cast<std::uint32_t>(id)});
    }
  }
  if (kept.empty()) {
    throw InputError(fmt::format("sampling: none of the {} tokens may be drawn", logits.size()));
  }
  return kept;
}

void keep_top_k(std::vector<Candidate>& kept, std::int64_t k) {
  if (k > 0 && k < static_cast<std::int64_t>(kept.size())) {
    std::nth_element(kept.begin(), kept.begin() + (k - 1), kept.end(), ranks_before);
    kept.resize(static_cast<std::size_t>(k));
  }
}

//! [nucleus]
// Keeps the fewest best candidates whose probabilities reach p; the best always stays.
void keep_top_p(std::vector<Candidate>& kept, double p) {
  if (p >= 1) {
    return;
  }
  // Probabilities in units of 2^-40 of the best one's: sums of whole numbers do not depend on their
  // order, so every machine cuts at the same rank.
  const double best = std::min_element(kept.begin(), kept.end(), ranks_before)->score;
  const auto mass = [best](const Candidate& candidate) {
    return static_cast<std::uint64_t>(std::llrint(0x1p40 * std::exp(candidate.score - best)));
  };
  std::uint64_t total = 0;
  for (const Candidate& candidate : kept) {
    total += mass(candidate);
  }
  // A heap gives them best first: the nucleus is small, so most of the vocabulary is never sorted.
  const auto ranks_after = [](const Candidate& a, const Candidate& b) {
    return ranks_before(b, a);
  };
  std::make_heap(kept.begin(), kept.end(), ranks_after);
  auto rest = kept.end();  // [begin, rest) is the heap, [rest, end) the nucleus
  std::uint64_t sum = 0;
  do {
    std::pop_heap(kept.begin(), rest, ranks_after);
    --rest;
    sum += mass(*rest);
  } while (rest != kept.begin() && static_cast<double>(sum) < p * static_cast<double>(total));
  kept.erase(kept.begin(), rest);
}
//! [nucleus]

//! [gumbel]
// Gumbel-max: argmax of score - log(-log u) over independent uniform u is a draw from the softmax of the
// scores, with no sum to normalise by. The noise of a token has an address, not a turn: one word of the
// block that seed, step and token name, so that any thread could compute it. A token 26 below the best
// can't win, as u has 32 bits (it would once in 10^11 draws).
std::uint32_t draw(const std::vector<Candidate>& kept, std::uint64_t seed, std::uint32_t step) {
  std::uint32_t best_id = 0;
  double best = -std::numeric_limits<double>::infinity();
  for (const auto& [score, id] : kept) {
    const PhiloxBlock noise = philox({{id / 4, step, 0, 0}}, philox_key(seed));
    const double u = uniform_double(noise.words[id % 4]);
    const double perturbed = score - std::log(-std::log(u));
    if (perturbed > best || (perturbed == best && id < best_id)) {
      best = perturbed;
      best_id = id;
    }
  }
  return best_id;
}
//! [gumbel]

}  // namespace

Sampler::Sampler(const SampleParams& params) : params_(params) {
  if (!(params.temperature >= 0) || std::isinf(params.temperature)) {
    throw InputError(fmt::format("temperature is {}, not 0 or more", params.temperature));
  }
  if (params.top_k < 0) {
    throw InputError(fmt::format("top-k is {}, not 0 or more", params.top_k));
  }
  if (!(params.top_p >= 0 && params.top_p <= 1)) {
    throw InputError(fmt::format("top-p is {}, not in [0, 1]", params.top_p));
  }
}

std::int64_t Sampler::next(const Tensor& logits) {
  if (logits.ndim() != 1) {
    throw InputError(fmt::format("sampling: logits are not [V] but {}", to_string(logits.shape())));
  }
  const Tensor scores = logits.to(Device::Reference).contiguous();
  std::vector<Candidate> kept = candidates(scores.span<const float>());
  const std::uint32_t step = step_++;
  if (params_.temperature < 1e-5) {
    return std::min_element(kept.begin(), kept.end(), ranks_before)->id;
  }
  for (Candidate& candidate : kept) {
    candidate.score /= params_.temperature;
  }
  keep_top_k(kept, params_.top_k);
  keep_top_p(kept, params_.top_p);
  return draw(kept, params_.seed, step);
}

}  // namespace warplight::model
