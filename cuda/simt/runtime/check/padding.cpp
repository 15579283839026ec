// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/padding.hpp"

#include <vector>

#include "runtime/check/shadow.hpp"

namespace simt::check {
namespace {

struct Gap {
  std::size_t first;
  std::size_t size;
};

bool unwritten(std::uint8_t state) { return (state & kBaseState) == kUnwritten; }

std::vector<Gap> find_gaps(const std::uint8_t* state, std::size_t size) {
  std::vector<Gap> gaps;
  for (std::size_t i = 0; i < size; ++i) {
    if (!unwritten(state[i])) continue;
    if (!gaps.empty() && gaps.back().first + gaps.back().size == i) {
      ++gaps.back().size;
    } else {
      gaps.push_back({i, 1});
    }
  }
  return gaps;
}

/// Structures have at most 7 bytes of padding in a row. Gaps of 4 at every 8 are rather every second float.
bool is_padding(const std::vector<Gap>& gaps, std::size_t size) {
  constexpr std::size_t kMostPadding = 7;
  constexpr std::size_t kLoneStruct = 16;
  const Gap first = gaps.front();
  if (first.size > kMostPadding) return false;
  if (gaps.size() == 1) return size <= kLoneStruct && size % 8 == 0 && first.size != size;
  const std::size_t stride = gaps[1].first - first.first;
  if (size % stride != 0 || size / stride != gaps.size()) return false;
  if (stride == 8 && first.size == 4) return false;
  for (std::size_t i = 1; i < gaps.size(); ++i) {
    if (gaps[i].size != first.size || gaps[i].first - gaps[i - 1].first != stride) return false;
  }
  return first.size * 2 <= stride;
}

}  // namespace

Unwritten find_unwritten(const std::uint8_t* state, std::size_t size) {
  const std::vector<Gap> gaps = find_gaps(state, size);
  if (gaps.empty() || is_padding(gaps, size)) return {};
  Unwritten result;
  result.first = gaps.front().first;
  for (const Gap& gap : gaps) result.bytes += gap.size;
  return result;
}

}  // namespace simt::check
