// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include "common/error.hpp"
#include "common/tokenizer/regex_translate.hpp"

#include <array>

#include <fmt/format.h>
#include <pcre2.h>

namespace warplight::text {

namespace {

std::string message_of(int error) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  pcre2_get_error_message(error, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

PCRE2_SPTR units(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

}  // namespace

struct Regex::Compiled {
  std::string pattern;  // as the file has it, for messages
  std::string source;
  std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code{nullptr, pcre2_code_free};

  [[noreturn]] void fail(std::string_view why) const {
    throw InputError(fmt::format("{}: the pre-tokenizer's regex {} {}", source,
                                 pattern_in_quotes(pattern), why));
  }
};

struct Regex::Matches::Scratch {
  pcre2_match_data* data;
};

Regex::Regex(std::string_view pattern, std::string_view source)
    : compiled_(std::make_unique<Compiled>()) {
  compiled_->pattern = pattern;
  compiled_->source = source;
  const std::string translated = translate_regex(pattern, source);
  int error = 0;
  PCRE2_SIZE offset = 0;
  compiled_->code.reset(pcre2_compile(units(translated), translated.size(), PCRE2_UTF | PCRE2_UCP,
                                      &error, &offset, nullptr));
  if (!compiled_->code) {
    compiled_->fail("is wrong: " + message_of(error));
  }
  std::uint32_t matches_empty = 0;
  pcre2_pattern_info(compiled_->code.get(), PCRE2_INFO_MATCHEMPTY, &matches_empty);
  if (matches_empty != 0) {
    compiled_->fail("matches the empty text, which splits nothing");
  }
  // Where no machine code may be made at run time this fails, and matching is only slower.
  pcre2_jit_compile(compiled_->code.get(), PCRE2_JIT_COMPLETE);
}

Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Regex::Matches::Matches(const Regex& regex, std::string_view text)
    : compiled_(*regex.compiled_),
      text_(text),
      scratch_(std::make_unique<Scratch>(Scratch{pcre2_match_data_create(1, nullptr)})) {}

Regex::Matches::~Matches() { pcre2_match_data_free(scratch_->data); }

bool Regex::Matches::next() {
  const int count = pcre2_match(compiled_.code.get(), units(text_), text_.size(), end_,
                                PCRE2_NO_UTF_CHECK,  // checked once, for the whole text
                                scratch_->data, nullptr);
  if (count == PCRE2_ERROR_NOMATCH) {
    return false;
  }
  if (count < 0) {
    compiled_.fail("cannot be matched within bounds: " + message_of(count));
  }
  const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(scratch_->data);
  begin_ = offsets[0];
  end_ = offsets[1];
  return true;
}

}  // namespace warplight::text
