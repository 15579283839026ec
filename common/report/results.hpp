// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

/// @file
/// @ingroup report
/// @brief Measured results as files, which plots and generated tables are made from.

namespace warplight::report {

/// One value of a result.
using Value = std::variant<std::int64_t, double, std::string>;

/// Rows of named values. A file appears under its name whole or not at all.
class Results {
 public:
  /// No rows yet.
  explicit Results(std::vector<std::string> columns) : columns_(std::move(columns)) {}

  /// Adds a row, one value for each column. Throws std::invalid_argument for another number of values.
  void add_row(std::vector<Value> values);

  /// A JSON list with an object for each row, keys in the columns' order. What is not finite is null.
  [[nodiscard]] std::string json() const;
  /// CSV (RFC 4180) with a heading; doubles with all their digits, what is not finite an empty field.
  [[nodiscard]] std::string csv() const;

  /// Writes json() to a file whose name ends in .json, csv() to one that ends in .csv. Missing folders are made.
  /// Throws InputError that names the file if it cannot be written.
  void write(const std::filesystem::path& path) const;

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<Value>> rows_;
};

}  // namespace warplight::report
