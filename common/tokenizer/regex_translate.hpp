// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// @file
/// @ingroup tokenizer
/// @brief From the regular expressions of tokenizer files to PCRE2's.

namespace warplight::text {

/// Rewrites a pattern of Oniguruma's (Ruby) syntax so that PCRE2 matches the same text. Known are: text,
/// `.`, classes, `\s \S \d \D \r \n \t \f \uHHHH \x{H}`, `\p{..}` with a general category, escaped
/// punctuation, `| * + ?`, counts, groups `( (?: (?i: (?> (?= (?! (?<= (?<!`.
/// Anything else, where the two engines differ or that no tokenizer needs, is refused: throws InputError
/// naming `source`, the pattern and what is not supported.
std::string translate_regex(std::string_view pattern, std::string_view source);

/// A pattern as messages show it: like io::in_quotes, but with its backslashes as they are.
std::string pattern_in_quotes(std::string_view pattern);

/// The pattern that matches `text` and nothing else.
std::string quote_regex(std::string_view text);

}  // namespace warplight::text
