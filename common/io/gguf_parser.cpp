// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf_parser.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/tensor_view.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include <fmt/format.h>

namespace warplight::io {
namespace {

constexpr std::string_view kMagic = "GGUF";
constexpr std::uint32_t kMostAxes = 4;
constexpr int kDeepestArray = 8;
constexpr std::uint64_t kDefaultAlignment = 32;
// The least that one of each takes in a file: what bounds the counts that the header claims.
constexpr std::size_t kSmallestString = 8;
constexpr std::size_t kSmallestArray = 4 + 8;
constexpr std::size_t kSmallestMetadata = kSmallestString + 4 + 1;
constexpr std::size_t kSmallestTensorInfo = kSmallestString + 4 + 4 + 8;

// ggml's numbers for the types that are read.
struct GgmlType {
  std::uint32_t number;
  DType dtype;
};
constexpr std::array<GgmlType, 6> kRead{{{0, DType::F32},
                                         {1, DType::F16},
                                         {2, DType::Q4_0},
                                         {3, DType::Q4_1},
                                         {8, DType::Q8_0},
                                         {30, DType::BF16}}};

// ggml's names for those that are not, so that a refusal says what the file holds.
struct GgmlName {
  std::uint32_t number;
  std::string_view name;
};
// clang-format off
constexpr std::array<GgmlName, 27> kRefused{{
    {6, "Q5_0"},     {7, "Q5_1"},     {9, "Q8_1"},    {10, "Q2_K"},   {11, "Q3_K"},   {12, "Q4_K"},
    {13, "Q5_K"},    {14, "Q6_K"},    {15, "Q8_K"},   {16, "IQ2_XXS"}, {17, "IQ2_XS"}, {18, "IQ3_XXS"},
    {19, "IQ1_S"},   {20, "IQ4_NL"},  {21, "IQ3_S"},  {22, "IQ2_S"},  {23, "IQ4_XS"}, {24, "I8"},
    {25, "I16"},     {26, "I32"},     {27, "I64"},    {28, "F64"},    {29, "IQ1_M"},  {34, "TQ1_0"},
    {35, "TQ2_0"},   {39, "MXFP4"},   {40, "NVFP4"}}};
// clang-format on

}  // namespace

void GgufParser::run() {
  read_header();
  read_metadata(metadata_count_);
  read_tensor_infos(tensor_count_);
  place_tensors();
}

void GgufParser::read_header() {
  if (!file_.file_->text().starts_with(kMagic)) {
    fail("does not begin with GGUF");
  }
  position_ = kMagic.size();
  file_.version_ = read<std::uint32_t>();
  if (file_.version_ == __builtin_bswap32(2) || file_.version_ == __builtin_bswap32(3)) {
    fail("is big-endian, which is not read");
  }
  if (file_.version_ != 2 && file_.version_ != 3) {
    fail(fmt::format("is of version {}; versions 2 and 3 are read", file_.version_));
  }
  tensor_count_ = read_count(kSmallestTensorInfo, "tensors");
  metadata_count_ = read_count(kSmallestMetadata, "metadata values");
}

void GgufParser::read_metadata(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    context_ = fmt::format("metadata {} of {}", i + 1, count);
    const std::string_view key = read_string();
    context_ = fmt::format("metadata {}", in_quotes(key));
    if (key.empty()) {
      fail("has no key");
    }
    const GgufType type = read_type();
    if (!file_.metadata_.emplace(key, read_value(type)).second) {
      fail("is there twice");
    }
  }
}

void GgufParser::read_tensor_infos(std::uint64_t count) {
  file_.entries_.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    context_ = fmt::format("tensor {} of {}", i + 1, count);
    read_tensor_info();
  }
}

void GgufParser::read_tensor_info() {
  GgufFile::Entry entry;
  entry.name = read_string();
  context_ = fmt::format("tensor {}", in_quotes(entry.name));
  if (entry.name.empty()) {
    fail("has no name");
  }
  if (!file_.by_name_.emplace(entry.name, file_.entries_.size()).second) {
    fail("is there twice");
  }
  const auto axes = read<std::uint32_t>();
  if (axes > kMostAxes) {
    fail(fmt::format("has {} axes; {} are the most", axes, kMostAxes));
  }
  for (std::uint32_t axis = 0; axis < axes; ++axis) {
    const auto extent = read<std::uint64_t>();
    if (extent > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      fail(fmt::format("has an extent of {}", extent));
    }
    entry.shape.push_back(static_cast<std::int64_t>(extent));
  }
  std::reverse(entry.shape.begin(), entry.shape.end());
  entry.dtype = read_dtype();
  const std::optional<std::size_t> bytes = checked_bytes(entry.shape, entry.dtype);
  if (!bytes) {
    fail(fmt::format("cannot be {} of shape {}", name(entry.dtype), to_string(entry.shape)));
  }
  entry.bytes = *bytes;
  const auto offset = read<std::uint64_t>();  // from the start of the data, which is not known yet
  if (offset > bytes_.size()) {
    fail(fmt::format("begins at byte {} of the data, beyond the end of the file", offset));
  }
  entry.offset = static_cast<std::size_t>(offset);
  file_.entries_.push_back(std::move(entry));
}

void GgufParser::place_tensors() {
  const std::uint64_t align = alignment();
  const auto padded = [align](std::uint64_t size) { return (size + align - 1) / align * align; };
  const std::uint64_t data_offset = padded(position_);
  std::uint64_t next = 0;  // where the next tensor must begin, counted from data_offset
  std::uint64_t end = 0;
  for (GgufFile::Entry& entry : file_.entries_) {
    context_ = fmt::format("tensor {}", in_quotes(entry.name));
    if (entry.offset != next) {
      fail(fmt::format("begins at byte {} of the data, where the one before it leads to {}",
                       entry.offset, next));
    }
    if (data_offset + next > bytes_.size() || entry.bytes > bytes_.size() - (data_offset + next)) {
      fail(fmt::format("needs {} bytes from byte {} on, in a file of {}", entry.bytes,
                       data_offset + next, bytes_.size()));
    }
    entry.offset = static_cast<std::size_t>(data_offset + next);
    end = entry.offset + entry.bytes;
    next = padded(next + entry.bytes);
  }
  context_ = "end of the file";
  if (!file_.entries_.empty() && bytes_.size() > padded(end)) {
    fail(fmt::format("has {} bytes that belong to no tensor", bytes_.size() - end));
  }
  file_.data_offset_ = static_cast<std::size_t>(data_offset);
}

std::uint64_t GgufParser::alignment() const {
  const auto value = file_.find<std::uint32_t>("general.alignment");
  if (value && (*value < 8 || !std::has_single_bit(*value))) {
    throw InputError(
        fmt::format("{}: metadata \"general.alignment\" is {}, not a power of two from 8 on",
                    file_.source(), *value));
  }
  return value.value_or(kDefaultAlignment);
}

GgufValue GgufParser::read_value(GgufType type) {
  if (type == GgufType::String) {
    return {type, read_string()};
  }
  if (type == GgufType::Array) {
    return {type, read_array(1)};
  }
  const auto bytes = take(fixed_size(type));
  if (type == GgufType::Bool) {
    check_bools(bytes);
  }
  return {type, load_scalar(type, bytes.data())};
}

GgufArray GgufParser::read_array(int depth) {
  if (depth > kDeepestArray) {
    fail(fmt::format("nests arrays deeper than {}", kDeepestArray));
  }
  GgufArray result;
  result.type = read_type();
  if (result.type == GgufType::String) {
    const std::uint64_t count = read_count(kSmallestString, "strings");
    result.strings.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
      result.strings.push_back(read_string());
    }
  } else if (result.type == GgufType::Array) {
    const std::uint64_t count = read_count(kSmallestArray, "arrays");
    result.arrays.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
      result.arrays.push_back(read_array(depth + 1));
    }
  } else {
    const std::size_t size = fixed_size(result.type);
    result.packed = take(read_count(size, "values") * size);
    if (result.type == GgufType::Bool) {
      check_bools(result.packed);
    }
  }
  return result;
}

GgufType GgufParser::read_type() {
  const auto number = read<std::uint32_t>();
  if (number >= kGgufTypeCount) {
    fail(fmt::format("has unknown type {}", number));
  }
  return static_cast<GgufType>(number);
}

DType GgufParser::read_dtype() {
  const auto number = read<std::uint32_t>();
  const auto* known = std::find_if(kRead.begin(), kRead.end(),
                                   [&](const GgmlType& type) { return type.number == number; });
  if (known != kRead.end()) {
    return known->dtype;
  }
  const auto* refused = std::find_if(kRefused.begin(), kRefused.end(),
                                     [&](const GgmlName& type) { return type.number == number; });
  fail(fmt::format("has type {}, which is not read (F32, F16, BF16, Q8_0, Q4_0, Q4_1 are)",
                   refused == kRefused.end() ? fmt::format("number {}", number) : refused->name));
}

std::string_view GgufParser::read_string() {
  const auto length = read<std::uint64_t>();
  const auto bytes = take(length);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A count of things that take at least `smallest` bytes each, so that it can be believed.
std::uint64_t GgufParser::read_count(std::size_t smallest, std::string_view what) {
  const auto count = read<std::uint64_t>();
  const std::size_t left = bytes_.size() - position_;
  if (count > left / smallest) {
    fail(fmt::format("claims {} {}, for which {} bytes are left", count, what, left));
  }
  return count;
}

template <class T>
T GgufParser::read() {
  T value{};
  std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
  return value;
}

std::span<const std::byte> GgufParser::take(std::uint64_t count) {
  const std::size_t left = bytes_.size() - position_;
  if (count > left) {
    fail(fmt::format("is cut short: {} bytes at byte {} of {}", count, position_, bytes_.size()));
  }
  const auto result = bytes_.subspan(position_, static_cast<std::size_t>(count));
  position_ += result.size();
  return result;
}

void GgufParser::check_bools(std::span<const std::byte> values) const {
  if (std::any_of(values.begin(), values.end(), [](std::byte b) { return b > std::byte{1}; })) {
    fail("is bool, but neither 0 nor 1");
  }
}

void GgufParser::fail(std::string_view what) const {
  throw InputError(fmt::format("{}: {} {}", file_.source(), context_, what));
}

}  // namespace warplight::io
