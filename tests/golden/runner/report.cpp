// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/runner/report.hpp"

#include <cmath>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace warplight::golden {
namespace {

std::string_view name_of(Status status) {
  switch (status) {
    case Status::Pass:
      return "PASS";
    case Status::Fail:
      return "FAIL";
    case Status::None:
      return "NONE";
    case Status::Error:
      break;
  }
  return "ERROR";
}

// JSON has no infinity: an error without bound is null.
nlohmann::json number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? nlohmann::json(*value) : nlohmann::json();
}

nlohmann::json text(const std::string& value) {
  return value.empty() ? nlohmann::json() : nlohmann::json(value);
}

}  // namespace

std::string line(const Result& result) {
  if (result.status == Status::Error) {
    return fmt::format("ERROR {}", result.message);
  }
  const std::string what = result.status == Status::Pass
                               ? fmt::format("max|err| {:.1e}  ({})", *result.max_abs_err,
                                             fmt::join(result.compared, ", "))
                               : result.message;
  return fmt::format("{} {:<9} {}  {}  {}", name_of(result.status), name(result.backend), result.op,
                     result.file, what);
}

nlohmann::json to_json(const std::vector<Result>& results) {
  nlohmann::json list = nlohmann::json::array();
  for (const Result& result : results) {
    list.push_back({{"file", result.file},
                    {"op", text(result.op)},
                    {"backend", name(result.backend)},
                    {"status", name_of(result.status)},
                    {"max_abs_err", number(result.max_abs_err)},
                    {"max_share", number(result.max_share)},
                    {"at", result.at ? nlohmann::json(*result.at) : nlohmann::json()},
                    {"compared", result.compared},
                    {"message", text(result.message)}});
  }
  return list;
}

}  // namespace warplight::golden
