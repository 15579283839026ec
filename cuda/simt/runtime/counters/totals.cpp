// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/check/findings.hpp"
#include "runtime/counters/counters.hpp"
#include "runtime/counters/tally.hpp"
#include "simt/counters.hpp"

namespace simt {
namespace {

std::size_t forgotten = 0;  // launches before the sum began

std::size_t index_of(const char* name) {
  for (std::size_t i = 0; i < counters::kCounterCount; ++i) {
    if (std::strcmp(counters::kCounterNames[i], name) == 0) return i;
  }
  std::fprintf(stderr, "simt: there is no counter '%s'\n", name);
  std::exit(87);
}

}  // namespace

bool counting() { return counters::on; }

std::uint64_t counted(const char* name) {
  const std::size_t index = index_of(name);
  const auto& launches = counters::finished_launches();
  std::uint64_t sum = 0;
  for (std::size_t i = forgotten; i < launches.size(); ++i) sum += launches[i].counts[index];
  return sum;
}

void forget_counted() { forgotten = counters::finished_launches().size(); }

std::uint64_t findings() { return check::finding_count(); }

}  // namespace simt
