// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/cross_entropy.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace warplight::reference {
namespace {

// Every element of one position stands `step` elements after the one before: step = product of d...
template <class T>
std::vector<double> gather(const T* first, std::int64_t classes, std::int64_t step) {
  std::vector<double> values(static_cast<std::size_t>(classes));
  for (std::size_t c = 0; c < values.size(); ++c) {
    values[c] = static_cast<double>(first[static_cast<std::int64_t>(c) * step]);
  }
  return values;
}

// In place, scores to log softmax. [C]
void to_log_probabilities(std::vector<double>& scores) {
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (const double score : scores) {
    sum += std::exp(score - largest);
  }
  const double log_sum = std::log(sum);
  std::for_each(scores.begin(), scores.end(), [=](double& x) { x = x - largest - log_sum; });
}

// A position's loss, and what it adds to the divisor of the mean.
struct Loss {
  double value;
  double share;
};

//! [cross_entropy]
// One class is right; smoothing spreads its share evenly over all C.
Loss class_loss(const std::vector<double>& log_p,
                std::int64_t right,
                const std::vector<double>& weight,
                double smoothing) {
  const auto y = static_cast<std::size_t>(right);
  double value = (1 - smoothing) * -(weight[y] * log_p[y]);
  if (smoothing > 0) {
    const double sum = std::inner_product(weight.begin(), weight.end(), log_p.begin(), 0.0);
    value -= smoothing / static_cast<double>(log_p.size()) * sum;
  }
  return {value, weight[y]};
}

// Every class has a probability q. [C]
Loss distribution_loss(const std::vector<double>& log_p,
                       const std::vector<double>& q,
                       const std::vector<double>& weight,
                       double smoothing) {
  double value = 0;
  for (std::size_t c = 0; c < log_p.size(); ++c) {
    const double smooth_q = q[c] * (1 - smoothing) + smoothing / static_cast<double>(log_p.size());
    value -= log_p[c] * smooth_q * weight[c];
  }
  return {value, 1};
}
//! [cross_entropy]

// The losses of all positions, [N, d...] in row-major order.
template <Scalar T>
std::vector<Loss> position_losses(const Tensor& input,
                                  const Tensor& target,
                                  const std::vector<double>& weight,
                                  const ops::CrossEntropyOptions& options) {
  const std::int64_t classes = input.dim(1);
  const std::int64_t positions = input.numel() / classes;
  const std::int64_t inner = input.dim(0) == 0 ? 0 : positions / input.dim(0);  // product of d...
  std::vector<Loss> losses;
  losses.reserve(static_cast<std::size_t>(positions));
  for (std::int64_t position = 0; position < positions; ++position) {
    const std::int64_t first = position / inner * classes * inner + position % inner;
    std::vector<double> log_p = gather(input.data<const T>() + first, classes, inner);
    to_log_probabilities(log_p);
    if (target.dtype() != DType::I64) {
      const std::vector<double> q = gather(target.data<const T>() + first, classes, inner);
      losses.push_back(distribution_loss(log_p, q, weight, options.label_smoothing));
      continue;
    }
    const std::int64_t right = target.data<const std::int64_t>()[position];
    if (right == options.ignore_index) {
      losses.push_back({0, 0});
    } else if (right >= 0 && right < classes) {
      losses.push_back(class_loss(log_p, right, weight, options.label_smoothing));
    } else {
      throw InputError(fmt::format("cross_entropy: target {} is not in [0, {})", right, classes));
    }
  }
  return losses;
}

}  // namespace

template <Scalar T>
Tensor cross_entropy(const Tensor& input,
                     const Tensor& target,
                     const Tensor& weight,
                     const ops::CrossEntropyOptions& options) {
  std::vector<double> class_weight(static_cast<std::size_t>(input.dim(1)), 1.0);  // [C]
  if (weight.defined()) {
    class_weight = gather(weight.data<const T>(), weight.dim(0), weight.strides()[0]);
  }
  const std::vector<Loss> losses =
      position_losses<T>(input.contiguous(), target.contiguous(), class_weight, options);
  if (options.reduction == ops::Reduction::None) {
    Shape shape = input.shape();
    shape.erase(shape.begin() + 1);
    Tensor output = Tensor::empty(shape, input.dtype());  // [N, d...]
    std::transform(losses.begin(), losses.end(), output.data<T>(),
                   [](const Loss& loss) { return static_cast<T>(loss.value); });
    return output;
  }
  Loss total{0, 0};
  for (const Loss& loss : losses) {
    total.value += loss.value;
    total.share += loss.share;
  }
  const bool mean = options.reduction == ops::Reduction::Mean;
  return Tensor::from(
      std::vector<T>{static_cast<T>(mean ? total.value / total.share : total.value)}, {});
}

template Tensor cross_entropy<float>(const Tensor&,
                                     const Tensor&,
                                     const Tensor&,
                                     const ops::CrossEntropyOptions&);
template Tensor cross_entropy<double>(const Tensor&,
                                      const Tensor&,
                                      const Tensor&,
                                      const ops::CrossEntropyOptions&);

void register_cross_entropy() {
  ops::cross_entropy_op().set_forward(
      Device::Reference, [](const Tensor& input, const Tensor& target, const Tensor& weight,
                            const ops::CrossEntropyOptions& options) {
        return with_scalar("cross_entropy", input.dtype(), [&]<class T>(T) {
          return cross_entropy<T>(input, target, weight, options);
        });
      });
}

}  // namespace warplight::reference
