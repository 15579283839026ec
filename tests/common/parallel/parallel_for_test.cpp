// SPDX-License-Identifier: Apache-2.0
#include "common/parallel/parallel_for.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace warplight {

TEST_CASE("parallel_for visits every index once, whatever the grain", "[parallel]") {
  set_thread_count(4);
  for (const std::int64_t count : {0, 1, 2, 7, 64, 1000}) {
    for (const std::int64_t grain : {0, 1, 3, 64, 5000}) {
      std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
      parallel_for(count, grain, [&](std::int64_t first, std::int64_t last) {
        CHECK_FALSE(last - first > std::max<std::int64_t>(grain, 1));
        for (std::int64_t i = first; i < last; ++i) {
          ++visits[static_cast<std::size_t>(i)];
        }
      });
      CHECK(std::all_of(visits.begin(), visits.end(), [](const auto& n) { return n == 1; }));
    }
  }
}

TEST_CASE("parallel_for survives ten thousand short jobs in a row", "[parallel]") {
  set_thread_count(4);
  std::int64_t total = 0;
  for (int job = 0; job < 10000; ++job) {
    std::atomic<std::int64_t> sum = 0;
    parallel_for(8, 1, [&](std::int64_t first, std::int64_t) { sum += first; });
    total += sum;
  }
  CHECK(total == std::int64_t{10000} * 28);
}

TEST_CASE("A parallel_for inside another runs serially, in the same thread", "[parallel]") {
  set_thread_count(4);
  std::atomic<std::int64_t> sum = 0;
  parallel_for(16, 1, [&](std::int64_t outer, std::int64_t) {
    std::int64_t inner_sum = 0;  // no lock: the inner loop must stay in this thread
    parallel_for(100, 7, [&](std::int64_t first, std::int64_t last) { inner_sum += last - first; });
    sum += outer * inner_sum;
  });
  CHECK(sum == std::int64_t{100} * 120);
}

TEST_CASE("An exception inside parallel_for reaches its caller, and the pool goes on",
          "[parallel]") {
  set_thread_count(4);
  CHECK_THROWS_AS(parallel_for(100, 1,
                               [](std::int64_t first, std::int64_t) {
                                 if (first == 42) {
                                   throw std::runtime_error("42");
                                 }
                               }),
                  std::runtime_error);
  std::atomic<std::int64_t> count = 0;
  parallel_for(100, 1, [&](std::int64_t, std::int64_t) { ++count; });
  CHECK(count == 100);
}

}  // namespace warplight
