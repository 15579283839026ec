// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/kv_cache/kv_cache.hpp"

#include "common/ops/kv_append.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/random_tensor.hpp"
#include "tests/refuses.hpp"

#include <vector>

namespace warplight {

TEST_CASE("A cache gives back every row in order, however it grew", "[kv_cache]") {
  reference::register_ops();
  const Tensor keys = random_tensor({2, 3, 300, 4}, 1);  // [B, Hk, T, D]
  const Tensor values = random_tensor({2, 3, 300, 5}, 2);
  for (const std::int64_t step : {1, 7, 64, 299, 300}) {
    model::KvCache cache(2);
    for (std::int64_t first = 0; first < 300; first += step) {
      const std::int64_t last = std::min<std::int64_t>(first + step, 300);
      for (std::int64_t layer = 0; layer < 2; ++layer) {
        CHECK(cache.length() == first);  // grows once all layers have been updated
        const auto seen =
            cache.update(layer, keys.slice(2, first, last), values.slice(2, first, last));
        CHECK(max_difference(seen.keys, keys.slice(2, 0, last)) == 0);
        CHECK(max_difference(seen.values, values.slice(2, 0, last)) == 0);
      }
    }
    CHECK(cache.length() == 300);
    // 2 layers of 2 * 3 heads, 9 numbers of 8 bytes a row; never more than half as much again.
    const std::size_t used = std::size_t{2} * 2 * 3 * 300 * 9 * 8;
    CHECK(cache.bytes() >= used);
    CHECK(cache.bytes() <= used + used / 2);
  }
}

TEST_CASE("Rows that were written never change, and a cropped cache writes over what it forgot",
          "[kv_cache]") {
  reference::register_ops();
  model::KvCache cache(1);
  const Tensor first = random_tensor({1, 1, 10, 4}, 1);
  const Tensor second = random_tensor({1, 1, 500, 4}, 2);
  cache.update(0, first, first);
  cache.update(0, second, second);
  cache.crop(10);
  const Tensor third = random_tensor({1, 1, 3, 4}, 3);
  const auto seen = cache.update(0, third, third);
  CHECK(max_difference(seen.keys.slice(2, 0, 10), first) == 0);
  CHECK(max_difference(seen.keys.slice(2, 10, 13), third) == 0);
  CHECK(refuses([&] { cache.crop(14); }, {"13", "14"}));
}

TEST_CASE("kv_append refuses rows that do not fit", "[kv_cache]") {
  reference::register_ops();
  const Tensor cache = Tensor::zeros({1, 2, 8, 4}, DType::F32);
  CHECK(refuses([&] { ops::kv_append(cache, Tensor::zeros({1, 2, 3, 4}, DType::F32), 6); },
                {"kv_append", "[1, 2, 8, 4]", "[1, 2, 3, 4]"}));
  CHECK(refuses([&] { ops::kv_append(cache, Tensor::zeros({1, 1, 3, 4}, DType::F32), 0); },
                {"kv_append"}));
}

}  // namespace warplight
