// SPDX-License-Identifier: Apache-2.0
#include "common/io/json_reader.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/mapped_file.hpp"

#include <limits>
#include <set>

#include <fmt/format.h>

namespace warplight::io {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 64;

// Watches the parser: keys seen so far in each open object, and how deep it is.
class StructureCheck {
 public:
  explicit StructureCheck(const std::string& source) : source_(source) {}

  void operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    if (depth > kDeepest) {
      throw InputError(fmt::format("{}: JSON nested deeper than {} levels", source_, kDeepest));
    }
    if (event == Event::object_start) {
      keys_.emplace_back();
    } else if (event == Event::object_end) {
      keys_.pop_back();
    } else if (event == Event::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys_.back().insert(key).second) {
        throw InputError(fmt::format("{}: key {} is there twice", source_, in_quotes(key)));
      }
    }
  }

 private:
  const std::string& source_;
  std::vector<std::set<std::string>> keys_;
};

template <class T>
bool is(const Json& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return value.is_boolean();
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return value.is_number_integer() &&
           (!value.is_number_unsigned() ||
            value.get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max());
  } else if constexpr (std::is_same_v<T, double>) {
    return value.is_number();
  } else {
    return value.is_string();
  }
}

template <class T>
constexpr std::string_view kKind = "a string";
template <>
constexpr std::string_view kKind<bool> = "true or false";
template <>
constexpr std::string_view kKind<std::int64_t> = "a whole number";
template <>
constexpr std::string_view kKind<double> = "a number";
template <>
constexpr std::string_view kKind<std::vector<std::int64_t>> = "a list of whole numbers";
template <>
constexpr std::string_view kKind<std::vector<double>> = "a list of numbers";
template <>
constexpr std::string_view kKind<std::vector<std::string>> = "a list of strings";

// The value as T, or nothing if it is something else.
template <class T>
struct Cast {
  static std::optional<T> from(const Json& value) {
    return is<T>(value) ? std::optional<T>(value.get<T>()) : std::nullopt;
  }
};

template <class T>
struct Cast<std::vector<T>> {
  static std::optional<std::vector<T>> from(const Json& value) {
    if (!value.is_array()) {
      return std::nullopt;
    }
    std::vector<T> list;
    for (const Json& item : value) {
      if (!is<T>(item)) {
        return std::nullopt;
      }
      list.push_back(item.get<T>());
    }
    return list;
  }
};

// A value as a message shows it: scalars as they are, the rest by kind.
std::string shown(const Json& value) {
  if (value.is_string()) {
    return in_quotes(value.get_ref<const std::string&>());
  }
  if (value.is_array() || value.is_object()) {
    return value.is_array() ? "a list" : "an object";
  }
  return value.dump();
}

}  // namespace

Json parse_json(std::string_view text, const std::string& source) {
  try {
    StructureCheck check(source);
    return Json::parse(text.begin(), text.end(),
                       [&](int depth, Json::parse_event_t event, const Json& parsed) {
                         check(depth, event, parsed);
                         return true;
                       });
  } catch (const Json::parse_error& error) {
    throw InputError(fmt::format("{}: not valid JSON at byte {}", source, error.byte));
  } catch (const Json::exception&) {
    throw InputError(fmt::format("{}: JSON with a number that is out of range", source));
  }
}

Json load_json(const std::filesystem::path& path) {
  const auto file = MappedFile::open(path);
  return parse_json(file->text(), file->source());
}

JsonReader::JsonReader(const Json& object, std::string source)
    : object_(&object), source_(std::move(source)) {
  if (!object.is_object()) {
    throw InputError(fmt::format("{}: expected a JSON object, got {}", source_, shown(object)));
  }
}

const Json* JsonReader::value(std::string_view key) const {
  const auto found = object_->find(std::string(key));
  return found == object_->end() || found->is_null() ? nullptr : &*found;
}

bool JsonReader::has(std::string_view key) const { return value(key) != nullptr; }

void JsonReader::fail(std::string_view key, std::string_view expected) const {
  const auto found = object_->find(std::string(key));
  const std::string got = found == object_->end() ? "but it is missing" : "got " + shown(*found);
  throw InputError(fmt::format("{}: {}{}: expected {}, {}", source_, prefix_, key, expected, got));
}

template <class T>
std::optional<T> JsonReader::find(std::string_view key) const {
  const Json* found = value(key);
  if (found == nullptr) {
    return std::nullopt;
  }
  std::optional<T> result = Cast<T>::from(*found);
  if (!result) {
    fail(key, kKind<T>);
  }
  return result;
}

template <class T>
T JsonReader::get(std::string_view key) const {
  std::optional<T> result = find<T>(key);
  if (!result) {
    fail(key, kKind<T>);
  }
  return *std::move(result);
}

std::int64_t JsonReader::positive(std::string_view key) const {
  const Json* found = value(key);
  const std::optional<std::int64_t> number =
      found == nullptr ? std::nullopt : Cast<std::int64_t>::from(*found);
  if (!number || *number < 1 || *number > std::numeric_limits<std::int32_t>::max()) {
    fail(key, number && *number > 0 ? "a number below 2^31" : "a positive whole number");
  }
  return *number;
}

std::int64_t JsonReader::positive(std::string_view key, std::int64_t fallback) const {
  return has(key) ? positive(key) : fallback;
}

JsonReader JsonReader::object(std::string_view key) const {
  const Json* found = value(key);
  if (found == nullptr || !found->is_object()) {
    fail(key, "an object");
  }
  JsonReader inner(*found, source_);
  inner.prefix_ = fmt::format("{}{}.", prefix_, key);
  return inner;
}

template std::optional<bool> JsonReader::find(std::string_view) const;
template bool JsonReader::get(std::string_view) const;
template std::optional<std::int64_t> JsonReader::find(std::string_view) const;
template std::int64_t JsonReader::get(std::string_view) const;
template std::optional<double> JsonReader::find(std::string_view) const;
template double JsonReader::get(std::string_view) const;
template std::optional<std::string> JsonReader::find(std::string_view) const;
template std::string JsonReader::get(std::string_view) const;
template std::optional<std::vector<std::int64_t>> JsonReader::find(std::string_view) const;
template std::vector<std::int64_t> JsonReader::get(std::string_view) const;
template std::optional<std::vector<double>> JsonReader::find(std::string_view) const;
template std::vector<double> JsonReader::get(std::string_view) const;
template std::optional<std::vector<std::string>> JsonReader::find(std::string_view) const;
template std::vector<std::string> JsonReader::get(std::string_view) const;

}  // namespace warplight::io
