// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

/// @file
/// @ingroup report
/// @brief English or Chinese, for what a person reads.

namespace warplight::report {

/// The language of prose. File names, identifiers and kinds of findings stay English.
enum class Language : std::uint8_t { English, Chinese };

/// What `--lang` asks for, "zh" or "en"; if it is empty, what the environment says (WARPLIGHT_LANG, LC_ALL,
/// LC_MESSAGES, LANG: the first that is set), else English. Throws InputError for another `--lang`.
Language choose_language(std::string_view option);

/// The one of two texts that is in the language.
inline std::string_view pick(Language language,
                             std::string_view english,
                             std::string_view chinese) {
  return language == Language::English ? english : chinese;
}

}  // namespace warplight::report
