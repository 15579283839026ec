// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/position_encoding/rope_parameters.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace warplight::model {
namespace {

// theta_k = base^(-2k/d), k = 0 .. d/2 - 1
std::vector<double> frequencies(double base, std::int64_t d) {
  std::vector<double> theta(static_cast<std::size_t>((d + 1) / 2));
  for (std::size_t k = 0; k < theta.size(); ++k) {
    theta[k] = std::pow(base, -2.0 * static_cast<double>(k) / static_cast<double>(d));
  }
  return theta;
}

// The base that keeps the highest frequency and divides the lowest by the needed stretch.
double dynamic_ntk_base(const RopeParameters& p, std::int64_t d, std::int64_t length) {
  const auto trained = static_cast<double>(p.max_position_embeddings);
  const double stretch =
      p.factor * std::max(static_cast<double>(length), trained) / trained - (p.factor - 1);
  return p.rope_theta * std::pow(stretch, static_cast<double>(d) / static_cast<double>(d - 2));
}

double yarn_magnitude(double factor, double mscale) {
  return factor <= 1 ? 1.0 : 0.1 * mscale * std::log(factor) + 1.0;
}

double yarn_attention_factor(const RopeParameters& p) {
  if (p.attention_factor) {
    return *p.attention_factor;
  }
  if (p.mscale.value_or(0) != 0 && p.mscale_all_dim.value_or(0) != 0) {
    return yarn_magnitude(p.factor, *p.mscale) / yarn_magnitude(p.factor, *p.mscale_all_dim);
  }
  return yarn_magnitude(p.factor, 1.0);
}

// The (fractional) k whose wave turns `rotations` times over the trained context.
double yarn_dimension(const RopeParameters& p, double rotations, std::int64_t d) {
  const auto trained = static_cast<double>(p.original_max_position_embeddings);
  return static_cast<double>(d) * std::log(trained / (rotations * 2 * std::numbers::pi)) /
         (2 * std::log(p.rope_theta));
}

void scale_yarn(const RopeParameters& p, std::int64_t d, std::vector<double>& theta) {
  double low = yarn_dimension(p, p.beta_fast, d);
  double high = yarn_dimension(p, p.beta_slow, d);
  if (p.truncate) {
    low = std::floor(low);
    high = std::ceil(high);
  }
  low = std::max(low, 0.0);
  high = std::min(high, static_cast<double>(d - 1));
  if (low == high) {
    high += 0.001;
  }
  for (std::size_t k = 0; k < theta.size(); ++k) {
    const double ramp = std::clamp((static_cast<double>(k) - low) / (high - low), 0.0, 1.0);
    theta[k] = theta[k] / p.factor * ramp + theta[k] * (1 - ramp);
  }
}

void scale_llama3(const RopeParameters& p, std::vector<double>& theta) {
  const auto trained = static_cast<double>(p.original_max_position_embeddings);
  for (double& frequency : theta) {
    const double wavelength = 2 * std::numbers::pi / frequency;
    if (wavelength > trained / p.low_freq_factor) {
      frequency /= p.factor;
    } else if (wavelength >= trained / p.high_freq_factor) {
      const double smooth =
          (trained / wavelength - p.low_freq_factor) / (p.high_freq_factor - p.low_freq_factor);
      frequency = (1 - smooth) * frequency / p.factor + smooth * frequency;
    }
  }
}

}  // namespace

//! [rope_frequencies]
RopeFrequencies rope_frequencies(const RopeParameters& parameters,
                                 std::int64_t length,
                                 DType dtype) {
  // D_rot
  const auto d = static_cast<std::int64_t>(static_cast<double>(parameters.head_dim) *
                                           parameters.partial_rotary_factor);
  const double base = parameters.rope_type == RopeType::Dynamic
                          ? dynamic_ntk_base(parameters, d, length)
                          : parameters.rope_theta;
  std::vector<double> theta = frequencies(base, d);
  double attention_scaling = 1.0;
  switch (parameters.rope_type) {
    case RopeType::Default:
    case RopeType::Dynamic:
      break;
    case RopeType::Linear:
      std::for_each(theta.begin(), theta.end(), [&](double& t) { t /= parameters.factor; });
      break;
    case RopeType::Yarn:
      scale_yarn(parameters, d, theta);
      attention_scaling = yarn_attention_factor(parameters);
      break;
    case RopeType::Llama3:
      scale_llama3(parameters, theta);
      break;
  }
  for (std::size_t k = 0; k < parameters.frequency_divisors.size(); ++k) {
    theta.at(k) /= parameters.frequency_divisors[k];
  }
  return {Tensor::from(theta).to(dtype), attention_scaling};
}
//! [rope_frequencies]

}  // namespace warplight::model
