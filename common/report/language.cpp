// SPDX-License-Identifier: Apache-2.0
#include "common/report/language.hpp"

#include "common/error.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace warplight::report {

Language choose_language(std::string_view option) {
  if (option == "zh" || option == "en") {
    return option == "zh" ? Language::Chinese : Language::English;
  }
  if (!option.empty()) {
    throw InputError(fmt::format("--lang takes zh or en, not '{}'", option));
  }
  for (const char* name : {"WARPLIGHT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here writes the environment
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view(value).starts_with("zh") ? Language::Chinese : Language::English;
    }
  }
  return Language::English;
}

}  // namespace warplight::report
