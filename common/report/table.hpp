// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// @file
/// @ingroup report
/// @brief Tables for the terminal: columns apart by spaces, at most 110 columns wide.

namespace warplight::report {

/// No line that the project prints is wider.
inline constexpr std::size_t kLineWidth = 110;

/// Which edge of a column its cells keep to: text left, numbers right.
enum class Align : std::uint8_t { Left, Right };

/// A column of a table.
struct Column {
  std::string title;           ///< its heading
  Align align = Align::Right;  ///< of heading and cells
};

/// A table that is read without colour and without lines:
/// @verbatim
///   version    max error   barriers
///   v1 naive     4.8e-07          0
///   v4 tiled     6.0e-07        512
/// @endverbatim
class Table {
 public:
  /// An empty table; `indent` spaces stand before every line.
  explicit Table(std::vector<Column> columns, std::size_t indent = 0);

  /// Adds a row, one cell for each column. Throws std::invalid_argument for another number of cells.
  void add_row(std::vector<std::string> cells);

  /// Heading and rows, each line ended. Where the table would be wider than kLineWidth, the widest left-aligned
  /// column is cut; numbers never are.
  [[nodiscard]] std::string render() const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;

  std::vector<Column> columns_;
  std::size_t indent_;
  std::vector<std::vector<std::string>> rows_;  // the heading first
};

}  // namespace warplight::report
