// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/position_encoding/rope_parameters.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

// Every formula is a template on T. In float it rounds where Hugging Face rounds, operation by operation:
// at position 131071 one unit in the last place of a frequency turns the head by 0.01 radian, so the same
// formula in other steps is another model far out. In double it is the judge.

namespace warplight::model {
namespace {

// base^exponent, rounded once.
template <class T>
T power(T base, double exponent) {
  return static_cast<T>(std::pow(static_cast<double>(base), exponent));
}

// base^(2k/d), k = 0 .. d/2 - 1: the wavelengths, over 2 pi
template <class T>
std::vector<T> wavelengths(T base, std::int64_t d) {
  std::vector<T> result(static_cast<std::size_t>((d + 1) / 2));
  for (std::size_t k = 0; k < result.size(); ++k) {
    const T exponent = static_cast<T>(2 * k) / static_cast<T>(d);
    result[k] = power(base, static_cast<double>(exponent));
  }
  return result;
}

// theta_k = base^(-2k/d)
template <class T>
std::vector<T> frequencies(T base, std::int64_t d) {
  std::vector<T> theta = wavelengths(base, d);
  std::for_each(theta.begin(), theta.end(), [](T& t) { t = T{1} / t; });
  return theta;
}

// The base that keeps the highest frequency and divides the lowest by the needed stretch.
template <class T>
T dynamic_ntk_base(const RopeParameters& p, std::int64_t d, std::int64_t length) {
  if (length <= p.max_position_embeddings) {
    return static_cast<T>(p.rope_theta);
  }
  const auto trained = static_cast<T>(p.max_position_embeddings);
  const T stretch =
      static_cast<T>(p.factor) * static_cast<T>(length) / trained - static_cast<T>(p.factor - 1);
  return static_cast<T>(p.rope_theta) *
         power(stretch, static_cast<double>(d) / static_cast<double>(d - 2));
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

template <class T>
std::vector<T> yarn_frequencies(const RopeParameters& p, std::int64_t d) {
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
  std::vector<T> theta = wavelengths(static_cast<T>(p.rope_theta), d);
  for (std::size_t k = 0; k < theta.size(); ++k) {
    const T ramp = std::clamp(
        (static_cast<T>(k) - static_cast<T>(low)) / static_cast<T>(high - low), T{0}, T{1});
    const T as_trained = T{1} - ramp;
    const T divided = T{1} / (theta[k] * static_cast<T>(p.factor));
    theta[k] = divided * (T{1} - as_trained) + T{1} / theta[k] * as_trained;
  }
  return theta;
}

template <class T>
void scale_llama3(const RopeParameters& p, std::vector<T>& theta) {
  const auto trained = static_cast<double>(p.original_max_position_embeddings);
  const auto factor = static_cast<T>(p.factor);
  for (T& frequency : theta) {
    const T wavelength = T{1} / frequency * static_cast<T>(2 * std::numbers::pi);
    if (wavelength > static_cast<T>(trained / p.low_freq_factor)) {
      frequency /= factor;
    } else if (wavelength >= static_cast<T>(trained / p.high_freq_factor)) {
      const T turns = T{1} / wavelength * static_cast<T>(trained);
      const T smooth = (turns - static_cast<T>(p.low_freq_factor)) /
                       static_cast<T>(p.high_freq_factor - p.low_freq_factor);
      frequency = (T{1} - smooth) * frequency / factor + smooth * frequency;
    }
  }
}

template <class T>
std::vector<T> scaled_frequencies(const RopeParameters& p, std::int64_t d, std::int64_t length) {
  if (p.rope_type == RopeType::Yarn) {
    return yarn_frequencies<T>(p, d);
  }
  if (p.rope_type == RopeType::Dynamic) {
    return frequencies(dynamic_ntk_base<T>(p, d, length), d);
  }
  std::vector<T> theta = frequencies(static_cast<T>(p.rope_theta), d);
  if (p.rope_type == RopeType::Linear) {
    std::for_each(theta.begin(), theta.end(), [&](T& t) { t /= static_cast<T>(p.factor); });
  } else if (p.rope_type == RopeType::Llama3) {
    scale_llama3(p, theta);
  }
  return theta;
}

}  // namespace

//! [rope_frequencies]
RopeFrequencies rope_frequencies(const RopeParameters& parameters,
                                 std::int64_t length,
                                 DType dtype) {
  // D_rot
  const auto d = static_cast<std::int64_t>(static_cast<double>(parameters.head_dim) *
                                           parameters.partial_rotary_factor);
  const double attention_scaling =
      parameters.rope_type == RopeType::Yarn ? yarn_attention_factor(parameters) : 1.0;
  if (dtype == DType::F64) {
    return {Tensor::from(scaled_frequencies<double>(parameters, d, length)), attention_scaling};
  }
  return {Tensor::from(scaled_frequencies<float>(parameters, d, length)).to(dtype),
          attention_scaling};
}
//! [rope_frequencies]

}  // namespace warplight::model
