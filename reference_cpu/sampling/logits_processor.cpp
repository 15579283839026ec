// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/sampling/logits_processor.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace warplight::reference {
namespace {

// Calls row(scores) for each row of a copy of the scores, and returns the copy. [B, V]
template <Scalar T, class Row>
Tensor edit_rows(const Tensor& scores, const Row& row) {
  const Tensor output = scores.clone();
  const auto width = static_cast<std::size_t>(output.dim(1));
  const std::span<T> all = output.span<T>();
  for (std::size_t first = 0; first < all.size(); first += width) {
    row(all.subspan(first, width));
  }
  return output;
}

// A filter sorts: NaN has no place in an order.
template <Scalar T>
void refuse_nan(std::string_view op, std::span<const T> row) {
  if (std::any_of(row.begin(), row.end(), [](T score) { return std::isnan(score); })) {
    throw InputError(fmt::format("{}: scores hold NaN", op));
  }
}

// Tokens of a row by rising score, lower ids first among ties. [V]
template <Scalar T>
std::vector<std::size_t> ascending(std::span<const T> row) {
  std::vector<std::size_t> ids(row.size());
  std::iota(ids.begin(), ids.end(), std::size_t{0});
  std::stable_sort(ids.begin(), ids.end(),
                   [row](std::size_t a, std::size_t b) { return row[a] < row[b]; });
  return ids;
}

// Softmax of a row. [V]
template <Scalar T>
std::vector<T> probabilities(std::span<const T> row) {
  std::vector<T> p(row.size());
  const T largest = *std::max_element(row.begin(), row.end());
  std::transform(row.begin(), row.end(), p.begin(), [=](T x) { return std::exp(x - largest); });
  const T sum = static_cast<T>(std::accumulate(p.begin(), p.end(), 0.0));
  std::for_each(p.begin(), p.end(), [sum](T& x) { x /= sum; });
  return p;
}

}  // namespace

template <Scalar T>
Tensor temperature(const Tensor& scores, double temperature) {
  return edit_rows<T>(scores, [&](std::span<T> row) {
    std::for_each(row.begin(), row.end(), [&](T& score) { score /= static_cast<T>(temperature); });
  });
}

//! [top_k]
template <Scalar T>
Tensor top_k(const Tensor& scores, std::int64_t k, double filter_value) {
  return edit_rows<T>(scores, [&](std::span<T> row) {
    refuse_nan<T>("top_k", row);
    std::vector<T> best(row.begin(), row.end());
    std::nth_element(best.begin(), best.begin() + (k - 1), best.end(), std::greater<>());
    const T kth = best[static_cast<std::size_t>(k - 1)];
    std::replace_if(
        row.begin(), row.end(), [kth](T score) { return score < kth; },
        static_cast<T>(filter_value));
  });
}
//! [top_k]

//! [top_p]
template <Scalar T>
Tensor top_p(const Tensor& scores, double p, std::int64_t min_tokens_to_keep, double filter_value) {
  return edit_rows<T>(scores, [&](std::span<T> row) {
    refuse_nan<T>("top_p", row);
    const std::vector<T> probability = probabilities<T>(row);
    const std::vector<std::size_t> ids = ascending<T>(row);
    const auto keep = std::min(static_cast<std::size_t>(min_tokens_to_keep), row.size());
    double sum = 0;  // of the tail, the least probable tokens
    for (std::size_t rank = 0; rank < ids.size() - keep; ++rank) {
      sum += static_cast<double>(probability[ids[rank]]);
      // Both sides rounded to T, as upstream compares them. With a row of -inf the sum is NaN: all stay.
      if (!(static_cast<T>(sum) <= static_cast<T>(1 - p))) {
        break;
      }
      row[ids[rank]] = static_cast<T>(filter_value);
    }
  });
}
//! [top_p]

//! [min_p]
template <Scalar T>
Tensor min_p(const Tensor& scores, double p, std::int64_t min_tokens_to_keep, double filter_value) {
  return edit_rows<T>(scores, [&](std::span<T> row) {
    refuse_nan<T>("min_p", row);
    const std::vector<T> probability = probabilities<T>(row);
    const std::vector<std::size_t> ids = ascending<T>(row);
    const T threshold = static_cast<T>(p) * probability[ids.back()];
    const auto keep = std::min(static_cast<std::size_t>(min_tokens_to_keep), row.size());
    for (std::size_t rank = 0; rank < ids.size() - keep; ++rank) {
      if (probability[ids[rank]] < threshold) {
        row[ids[rank]] = static_cast<T>(filter_value);
      }
    }
  });
}
//! [min_p]

template <Scalar T>
Tensor repetition_penalty(const Tensor& input_ids, const Tensor& scores, double penalty) {
  const Tensor contiguous = input_ids.contiguous();  // [B, T]
  const Tensor before = scores.contiguous();         // [B, V]
  Tensor after = scores.clone();                     // [B, V]
  const std::int64_t tokens = contiguous.dim(1);
  const std::int64_t vocabulary = scores.dim(1);
  for (std::int64_t i = 0; i < contiguous.numel(); ++i) {
    const std::int64_t id = contiguous.data<const std::int64_t>()[i];
    if (id < 0) {
      throw InputError(fmt::format("repetition_penalty: input_ids hold {}", id));
    }
    if (id < vocabulary) {
      const std::int64_t at = i / tokens * vocabulary + id;
      // From the scores before, so that a token that occurs twice is punished once.
      const T score = before.data<const T>()[at];
      const T factor = static_cast<T>(penalty);
      after.data<T>()[at] = score < T{0} ? score * factor : score / factor;
    }
  }
  return after;
}

template Tensor temperature<float>(const Tensor&, double);
template Tensor temperature<double>(const Tensor&, double);
template Tensor top_k<float>(const Tensor&, std::int64_t, double);
template Tensor top_k<double>(const Tensor&, std::int64_t, double);
template Tensor top_p<float>(const Tensor&, double, std::int64_t, double);
template Tensor top_p<double>(const Tensor&, double, std::int64_t, double);
template Tensor min_p<float>(const Tensor&, double, std::int64_t, double);
template Tensor min_p<double>(const Tensor&, double, std::int64_t, double);
template Tensor repetition_penalty<float>(const Tensor&, const Tensor&, double);
template Tensor repetition_penalty<double>(const Tensor&, const Tensor&, double);

void register_logits_processors() {
  ops::temperature_op().set_forward(Device::Reference, [](const Tensor& scores, double t) {
    return with_scalar("temperature", scores.dtype(),
                       [&]<class T>(T) { return temperature<T>(scores, t); });
  });
  ops::top_k_op().set_forward(
      Device::Reference, [](const Tensor& scores, std::int64_t k, double filter_value) {
        return with_scalar("top_k", scores.dtype(),
                           [&]<class T>(T) { return top_k<T>(scores, k, filter_value); });
      });
  ops::top_p_op().set_forward(Device::Reference, [](const Tensor& scores, double p,
                                                    std::int64_t keep, double filter_value) {
    return with_scalar("top_p", scores.dtype(),
                       [&]<class T>(T) { return top_p<T>(scores, p, keep, filter_value); });
  });
  ops::min_p_op().set_forward(Device::Reference, [](const Tensor& scores, double p,
                                                    std::int64_t keep, double filter_value) {
    return with_scalar("min_p", scores.dtype(),
                       [&]<class T>(T) { return min_p<T>(scores, p, keep, filter_value); });
  });
  ops::repetition_penalty_op().set_forward(
      Device::Reference, [](const Tensor& input_ids, const Tensor& scores, double penalty) {
        return with_scalar("repetition_penalty", scores.dtype(), [&]<class T>(T) {
          return repetition_penalty<T>(input_ids, scores, penalty);
        });
      });
}

}  // namespace warplight::reference
