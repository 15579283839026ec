// SPDX-License-Identifier: Apache-2.0
#include "common/report/table.hpp"

#include "common/report/text_width.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace warplight::report {

namespace {

constexpr std::size_t kGap = 3;  // spaces between columns

}  // namespace

Table::Table(std::vector<Column> columns, std::size_t indent)
    : columns_(std::move(columns)), indent_(indent) {
  std::vector<std::string> heading;
  heading.reserve(columns_.size());
  for (const Column& column : columns_) {
    heading.push_back(column.title);
  }
  add_row(std::move(heading));
}

void Table::add_row(std::vector<std::string> cells) {
  if (cells.size() != columns_.size()) {
    throw std::invalid_argument("a table's row must have one cell for each column");
  }
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> widths(columns_.size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], text_width(row[i]));
    }
  }
  const std::size_t total = indent_ + kGap * (columns_.empty() ? 0 : columns_.size() - 1) +
                            std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  std::size_t* widest = nullptr;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].align == Align::Left && (widest == nullptr || widths[i] > *widest)) {
      widest = &widths[i];
    }
  }
  if (total > kLineWidth && widest != nullptr) {
    const std::size_t excess = total - kLineWidth;
    *widest = *widest > excess ? *widest - excess : 1;
  }
  return widths;
}

std::string Table::render() const {
  const std::vector<std::size_t> widths = this->widths();
  std::string text;
  for (const auto& row : rows_) {
    std::string line(indent_, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = cut_to_width(row[i], widths[i]);
      const std::string space(widths[i] - text_width(cell), ' ');
      line += i == 0 ? "" : std::string(kGap, ' ');
      line += columns_[i].align == Align::Left ? cell + space : space + cell;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace warplight::report
