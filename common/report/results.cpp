// SPDX-License-Identifier: Apache-2.0
#include "common/report/results.hpp"

#include "common/error.hpp"

#include <cmath>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace warplight::report {

namespace {

nlohmann::ordered_json to_json(const Value& value) {
  return std::visit([](const auto& v) { return nlohmann::ordered_json(v); }, value);
}

std::string quoted_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    return text;
  }
  std::string field = "\"";
  for (const char c : text) {
    field += c;
    if (c == '"') {
      field += c;
    }
  }
  return field + '"';
}

std::string to_field(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) {
    return std::isfinite(*number) ? fmt::format("{}", *number) : "";
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return fmt::format("{}", *number);
  }
  return quoted_field(std::get<std::string>(value));
}

}  // namespace

void Results::add_row(std::vector<Value> values) {
  if (values.size() != columns_.size()) {
    throw std::invalid_argument("a result's row must have one value for each column");
  }
  rows_.push_back(std::move(values));
}

std::string Results::json() const {
  auto list = nlohmann::ordered_json::array();
  for (const auto& row : rows_) {
    auto object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      object[columns_[i]] = to_json(row[i]);
    }
    list.push_back(std::move(object));
  }
  return list.dump(1) + '\n';
}

std::string Results::csv() const {
  std::string text;
  const auto add_line = [&](const auto& cells, auto to_text) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += i == 0 ? "" : ",";
      text += to_text(cells[i]);
    }
    text += '\n';
  };
  add_line(columns_, quoted_field);
  for (const auto& row : rows_) {
    add_line(row, to_field);
  }
  return text;
}

void Results::write(const std::filesystem::path& path) const {
  const bool is_csv = path.extension() == ".csv";
  if (!is_csv && path.extension() != ".json") {
    throw InputError(fmt::format("{}: results are written as .json or .csv", path.string()));
  }
  std::error_code error;
  if (path.has_parent_path()) {
    std::filesystem::create_directories(path.parent_path(), error);
  }
  std::filesystem::path part = path;
  part += fmt::format(".{}.part", getpid());
  std::ofstream file(part, std::ios::binary);
  file << (is_csv ? csv() : json());
  file.close();
  if (file) {
    std::filesystem::rename(part, path, error);
  }
  if (!file || error) {
    std::filesystem::remove(part, error);
    throw InputError(fmt::format("{}: cannot be written", path.string()));
  }
}

}  // namespace warplight::report
