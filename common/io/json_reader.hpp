// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

/// @file
/// @ingroup io
/// @brief JSON that is believed only as far as it was checked: config.json and its like.

namespace warplight::io {

/// Parses one JSON value. Throws InputError that names `source`, and the byte, if the text is not JSON
/// or not UTF-8, if an object has a key twice (of which one would win silently), or if it nests deeper
/// than 64 levels.
nlohmann::json parse_json(std::string_view text, const std::string& source);

/// parse_json() of a whole file, which gives the name. Throws InputError if it cannot be read, too.
nlohmann::json load_json(const std::filesystem::path& path);

/// Reads the keys of one JSON object. Every error is an InputError such as
/// `config.json: hidden_size: expected a positive whole number, got "abc"`.
/// A key that is null counts as absent, because Python writes None so.
///
/// T is bool, std::int64_t, double, std::string, or a std::vector of one of the last three. A whole
/// number is read as a double too, never the other way round.
class JsonReader {
 public:
  /// Reads from `object`, which must outlive this; `source` names it in messages.
  /// Throws InputError unless it is an object.
  JsonReader(const nlohmann::json& object, std::string source);
  JsonReader(nlohmann::json&& object, std::string source) = delete;

  /// What messages call it.
  [[nodiscard]] const std::string& source() const { return source_; }
  /// The object itself.
  [[nodiscard]] const nlohmann::json& json() const { return *object_; }
  /// True if the key is there and not null.
  [[nodiscard]] bool has(std::string_view key) const;

  /// The key's value, or nothing if it is absent.
  template <class T>
  [[nodiscard]] std::optional<T> find(std::string_view key) const;
  /// The key's value, which must be there.
  template <class T>
  [[nodiscard]] T get(std::string_view key) const;
  /// The key's value, or `fallback` if it is absent.
  template <class T>
  [[nodiscard]] T get(std::string_view key, T fallback) const {
    return find<T>(key).value_or(std::move(fallback));
  }

  /// A whole number from 1 to 2^31 - 1 (so that two may be multiplied), which must be there.
  [[nodiscard]] std::int64_t positive(std::string_view key) const;
  /// The same, or `fallback` if it is absent.
  [[nodiscard]] std::int64_t positive(std::string_view key, std::int64_t fallback) const;

  /// The object under a key, which must be there. Its keys are named `outer.inner` in messages.
  [[nodiscard]] JsonReader object(std::string_view key) const;

  /// Throws InputError about a key's value: `source: key: expected WHAT, got VALUE`. For checks that go
  /// beyond a type.
  [[noreturn]] void fail(std::string_view key, std::string_view expected) const;

 private:
  [[nodiscard]] const nlohmann::json* value(std::string_view key) const;

  const nlohmann::json* object_;
  std::string source_;
  std::string prefix_;  // "outer." within outer
};

}  // namespace warplight::io
