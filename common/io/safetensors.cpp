// SPDX-License-Identifier: Apache-2.0
#include "common/io/safetensors.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/json_reader.hpp"
#include "common/io/tensor_view.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace warplight::io {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kLongestHeader = 100'000'000;  // the format's own limit
constexpr std::array kDTypes{DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32,
                             DType::I16, DType::I8,  DType::U8,   DType::Bool};

// One tensor as the header describes it. Offsets count from the end of the header.
struct Claim {
  std::string name;
  DType dtype = DType::F32;
  Shape shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

class HeaderReader {
 public:
  explicit HeaderReader(const MappedFile& file) : file_(file) {}

  [[nodiscard]] std::size_t data_offset() const { return data_offset_; }

  // The header as JSON, an object.
  Json header() {
    const auto bytes = file_.bytes();
    if (bytes.size() < kLengthBytes) {
      fail(fmt::format("{} bytes are too few for a safetensors file", bytes.size()));
    }
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
      length |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    }
    if (length > kLongestHeader || length > bytes.size() - kLengthBytes) {
      fail(fmt::format("not a safetensors file, or cut short: a header of {} bytes in a file of {}",
                       length, bytes.size()));
    }
    data_offset_ = kLengthBytes + static_cast<std::size_t>(length);
    const std::string_view text =
        file_.text().substr(kLengthBytes, static_cast<std::size_t>(length));
    if (!text.starts_with('{')) {
      fail("the header does not begin with an object");
    }
    return parse_json(text, file_.source() + ": header");
  }

  // `__metadata__`: texts by name.
  std::map<std::string, std::string> metadata(const Json& value) const {
    std::map<std::string, std::string> result;
    if (!value.is_object()) {
      fail("__metadata__ is not an object");
    }
    for (const auto& [key, text] : value.items()) {
      if (!text.is_string()) {
        fail(fmt::format("__metadata__: {} is not a string", in_quotes(key)));
      }
      result.emplace(key, text.get<std::string>());
    }
    return result;
  }

  Claim claim(const std::string& name, const Json& value) const {
    if (!value.is_object()) {
      fail_tensor(name, "is not described by an object");
    }
    for (const auto& [key, ignored] : value.items()) {
      if (key != "dtype" && key != "shape" && key != "data_offsets") {
        fail_tensor(name, fmt::format("has an unknown field {}", in_quotes(key)));
      }
    }
    Claim result{.name = name, .dtype = dtype(name, value), .shape = {}, .begin = 0, .end = 0};
    for (const std::uint64_t extent : numbers(name, value, "shape")) {
      result.shape.push_back(static_cast<std::int64_t>(extent));
    }
    const std::vector<std::uint64_t> offsets = numbers(name, value, "data_offsets");
    if (offsets.size() != 2 || offsets[0] > offsets[1]) {
      fail_tensor(name, "needs two data_offsets, begin and end");
    }
    result.begin = offsets[0];
    result.end = offsets[1];
    check_size(result);
    return result;
  }

  // The format wants the tensors to cover the data without gap or overlap, in whatever order.
  void check_cover(std::vector<Claim>& claims) const {
    std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    const std::uint64_t available = file_.bytes().size() - data_offset_;
    std::uint64_t covered = 0;
    for (const Claim& claim : claims) {
      if (claim.end > available) {
        fail_tensor(claim.name, fmt::format("ends at byte {} of the data, of which the file has {}",
                                            claim.end, available));
      }
      if (claim.begin != covered) {
        fail_tensor(claim.name,
                    fmt::format("begins at byte {} of the data, {} byte {}", claim.begin,
                                claim.begin < covered ? "within another tensor, up to"
                                                      : "after a gap that begins at",
                                covered));
      }
      covered = claim.end;
    }
    if (covered != available) {
      fail(fmt::format("{} bytes after the last tensor belong to none", available - covered));
    }
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw InputError(fmt::format("{}: {}", file_.source(), what));
  }
  [[noreturn]] void fail_tensor(const std::string& name, std::string_view what) const {
    fail(fmt::format("tensor {} {}", in_quotes(name), what));
  }

  DType dtype(const std::string& name, const Json& value) const {
    const auto found = value.find("dtype");
    if (found == value.end() || !found->is_string()) {
      fail_tensor(name, "has no dtype");
    }
    const auto& text = found->get_ref<const std::string&>();
    const auto* known = std::find_if(kDTypes.begin(), kDTypes.end(),
                                     [&](DType dtype) { return warplight::name(dtype) == text; });
    if (known == kDTypes.end()) {
      fail_tensor(name,
                  fmt::format("has dtype {}, which is not read (F32, F16, BF16, I64, I32, I16, "
                              "I8, U8, BOOL are)",
                              in_quotes(text)));
    }
    return *known;
  }

  // A list of whole numbers, none of them negative or above 2^63 - 1.
  std::vector<std::uint64_t> numbers(const std::string& name,
                                     const Json& value,
                                     const std::string& field) const {
    const auto found = value.find(field);
    if (found == value.end() || !found->is_array()) {
      fail_tensor(name, fmt::format("has no {}", field));
    }
    std::vector<std::uint64_t> result;
    for (const Json& item : *found) {
      if (!item.is_number_unsigned() ||
          item.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) {
        fail_tensor(name, fmt::format("has a {} with {}, not a whole number from 0 up", field,
                                      item.is_primitive() && !item.is_string() ? item.dump()
                                                                               : "something"));
      }
      result.push_back(item.get<std::uint64_t>());
    }
    return result;
  }

  void check_size(const Claim& claim) const {
    const std::optional<std::size_t> bytes = checked_bytes(claim.shape, claim.dtype);
    if (!bytes) {
      fail_tensor(claim.name, fmt::format("has shape {}, which overflows", to_string(claim.shape)));
    }
    if (*bytes != claim.end - claim.begin) {
      fail_tensor(claim.name,
                  fmt::format("has {} bytes, but {} {} needs {}", claim.end - claim.begin,
                              warplight::name(claim.dtype), to_string(claim.shape), *bytes));
    }
  }

  const MappedFile& file_;
  std::size_t data_offset_ = 0;
};

}  // namespace

SafetensorsFile SafetensorsFile::open(const std::filesystem::path& path) {
  return parse(MappedFile::open(path));
}

SafetensorsFile SafetensorsFile::parse(std::shared_ptr<const MappedFile> file) {
  SafetensorsFile result(std::move(file));
  HeaderReader reader(*result.file_);
  const Json header = reader.header();
  std::vector<Claim> claims;
  for (const auto& [name, value] : header.items()) {
    if (name == "__metadata__") {
      result.metadata_ = reader.metadata(value);
    } else {
      claims.push_back(reader.claim(name, value));
    }
  }
  reader.check_cover(claims);
  for (Claim& claim : claims) {
    const std::size_t offset = reader.data_offset() + static_cast<std::size_t>(claim.begin);
    result.entries_.emplace(std::move(claim.name),
                            Entry{claim.dtype, std::move(claim.shape), offset});
  }
  return result;
}

std::vector<std::string> SafetensorsFile::names() const {
  std::vector<std::string> result;
  result.reserve(entries_.size());
  for (const auto& [name, entry] : entries_) {
    result.push_back(name);
  }
  return result;
}

Tensor SafetensorsFile::tensor(const std::string& name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) {
    throw InputError(fmt::format("{}: tensor {} is missing", source(), in_quotes(name)));
  }
  const Entry& entry = found->second;
  const Tensor result = tensor_view(file_, entry.offset, entry.shape, entry.dtype);
  if (entry.dtype == DType::Bool) {
    // Reading any other byte as a bool is undefined behaviour.
    const std::byte* bytes = result.bytes();
    if (std::any_of(bytes, bytes + result.nbytes(), [](std::byte b) { return b > std::byte{1}; })) {
      throw InputError(fmt::format("{}: tensor {} is BOOL, but has a byte other than 0 and 1",
                                   source(), in_quotes(name)));
    }
  }
  return result;
}

StateDict SafetensorsFile::state_dict() const {
  StateDict result(source());
  for (const auto& [name, entry] : entries_) {
    result.add(name, tensor(name));
  }
  result.add_mapping(file_);
  return result;
}

}  // namespace warplight::io
