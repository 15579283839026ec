// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.hpp"

#include "runtime/counters/request.hpp"
#include "runtime/counters/unique_bytes.hpp"
#include "runtime/counters/warp_requests.hpp"

namespace {

using namespace simt::counters;  // NOLINT(google-build-using-namespace): a test of this namespace

constexpr std::uint32_t kAll = 0xFFFFFFFFU;

/// All lanes, `stride` bytes apart.
LaneAddresses apart(std::uint64_t first, std::uint64_t stride, std::uint32_t mask = kAll) {
  LaneAddresses lanes;
  lanes.mask = mask;
  for (unsigned lane = 0; lane < 32; ++lane) lanes.of[lane] = first + stride * lane;
  return lanes;
}

unsigned wavefronts(const LaneAddresses& lanes, unsigned size) {
  return count_wavefronts(lanes, size).wavefronts;
}

}  // namespace

TEST_CASE("sectors are distinct aligned 32 bytes", "[simt][counters]") {
  CHECK(count_sectors(apart(0, 4), 4) == 4);
  CHECK(count_sectors(apart(4, 4), 4) == 5);
  CHECK(count_sectors(apart(0, 8), 4) == 8);
  CHECK(count_sectors(apart(0, 16), 16) == 16);
  CHECK(count_sectors(apart(96, 0), 4) == 1);
  CHECK(count_sectors(apart(30, 0), 4) == 2);
  CHECK(count_sectors(apart(24, 32), 16) == 33);
  CHECK(count_sectors(apart(0, 4, 0), 4) == 0);
  CHECK(count_sectors(apart(0, 1), 1) == 1);
  LaneAddresses backwards = apart(0, 4);
  for (unsigned lane = 0; lane < 32; ++lane) backwards.of[lane] = std::uint64_t{4} * (31 - lane);
  CHECK(count_sectors(backwards, 4) == 4);
}

TEST_CASE("wavefronts are words of the fullest bank, group by group", "[simt][counters]") {
  for (const unsigned ways : {1U, 2U, 4U, 8U, 16U, 32U})
    CHECK(wavefronts(apart(0, std::uint64_t{4} * ways), 4) == ways);
  CHECK(wavefronts(apart(0, 132), 4) == 1);
  CHECK(wavefronts(apart(64, 0), 4) == 1);
  CHECK(wavefronts(apart(0, 8), 8) == 2);
  CHECK(wavefronts(apart(0, 16), 8) == 4);
  CHECK(wavefronts(apart(0, 16), 16) == 4);
  CHECK(wavefronts(apart(0, 128), 16) == 32);
  CHECK(wavefronts(apart(0, 16, 0xFFU), 16) == 1);
  CHECK(wavefronts(apart(0, 4, 0), 4) == 0);
  CHECK(count_wavefronts(apart(0, 128), 16).conflicts == 28);
  CHECK(count_wavefronts(apart(0, 8, 0xFFFFU), 8).conflicts == 0);
}

TEST_CASE("a request tells its lanes' addresses, even and uneven, in any order",
          "[simt][counters]") {
  const unsigned orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {5, 31, 0, 17}};
  for (const auto& order : orders) {
    Request even;
    Request uneven;
    for (const unsigned lane : order) {
      even.add(lane, 1000 + 24 * lane);
      uneven.add(lane, 1000 + 24 * lane * lane + 1);
    }
    for (const unsigned lane : order) {
      CHECK(even.addresses().of[lane] == 1000 + 24 * lane);
      CHECK(uneven.addresses().of[lane] == 1000 + 24 * lane * lane + 1);
    }
    CHECK(even.mask() == uneven.mask());
  }
}

TEST_CASE("lanes that run one after the other make requests together", "[simt][counters]") {
  Instructions all;
  WarpRequests warp;
  const unsigned load = all.find(100, Kind::GlobalLoad, 4);
  // Lane l goes around l + 1 times.
  for (unsigned lane = 0; lane < 32; ++lane) {
    for (unsigned k = 0; k <= lane; ++k) warp.access(all, load, lane, kAll, 4 * lane + 4096 * k);
  }
  CHECK(all[load].requests == 32);
  CHECK(warp.open() != 0);
  warp.meet(all);
  CHECK(warp.open() == 0);
  CHECK(all[load].sectors == 80);  // 8 times 4 + 3 + 2 + 1
  // The next round starts from one again.
  for (unsigned lane = 0; lane < 32; ++lane)
    warp.access(all, load, lane, kAll, std::uint64_t{4} * lane);
  CHECK(warp.open() == 0);
  CHECK(all[load].requests == 33);
}

TEST_CASE("lanes that are gone are not waited for", "[simt][counters]") {
  Instructions all;
  WarpRequests warp;
  const unsigned store = all.find(100, Kind::SharedStore, 4);
  for (unsigned lane = 0; lane < 8; ++lane) {
    for (unsigned k = 0; k < 1000; ++k)
      warp.access(all, store, lane, 0xFFU & ~((1U << lane) - 1), std::uint64_t{4} * lane);
  }
  CHECK(warp.open() == 0);
  CHECK(all[store].requests == 1000);
  CHECK(all[store].wavefronts == 1000);
  // Only lane 0 can still come: what it did alone is finished.
  for (unsigned k = 0; k < 10; ++k) warp.access(all, store, 0, kAll, 0);
  CHECK(warp.open() == 10);
  warp.finish_without(all, 1);
  CHECK(warp.open() == 0);
}

TEST_CASE("a part of a warp that met is level from then on", "[simt][counters]") {
  Instructions all;
  WarpRequests warp;
  const unsigned load = all.find(100, Kind::GlobalLoad, 4);
  for (int row = 0; row < 2; ++row) {
    // Lanes 0 and 1 go around twice, the other two once.
    for (unsigned lane = 0; lane < 4; ++lane) {
      for (unsigned k = 0; k < (lane < 2 ? 2U : 1U); ++k) warp.access(all, load, lane, kAll, 0);
    }
    warp.level(0xF);
  }
  CHECK(all[load].requests == 4);
}

TEST_CASE("unique bytes are counted once, across pages", "[simt][counters]") {
  ByteSet bytes;
  bytes.insert(4090, 16);
  CHECK(bytes.size() == 16);
  bytes.insert(4090, 16);
  CHECK(bytes.size() == 16);
  bytes.insert(4100, 16);
  CHECK(bytes.size() == 26);
  for (std::uint64_t page = 0; page < 1000; ++page) bytes.insert(page * 4096 + 60, 8);
  CHECK(bytes.size() == 26 + 8000);
  bytes.clear();
  CHECK(bytes.size() == 0);
  bytes.insert(60, 8);
  CHECK(bytes.size() == 8);
}
