// SPDX-License-Identifier: Apache-2.0
#include "common/report/language.hpp"

#include "common/error.hpp"
#include "tests/catch.hpp"

#include <cstdlib>

namespace warplight::report {

TEST_CASE("the option counts, then the environment", "[report][language]") {
  for (const char* name : {"WARPLIGHT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    unsetenv(name);
  }
  CHECK(choose_language("") == Language::English);
  setenv("LANG", "zh_CN.UTF-8", 1);
  CHECK(choose_language("") == Language::Chinese);
  CHECK(choose_language("en") == Language::English);
  setenv("LC_MESSAGES", "de_DE.UTF-8", 1);
  CHECK(choose_language("") == Language::English);
  setenv("LC_ALL", "", 1);  // set but empty counts as unset
  CHECK(choose_language("") == Language::English);
  setenv("WARPLIGHT_LANG", "zh", 1);
  CHECK(choose_language("") == Language::Chinese);
  CHECK(choose_language("zh") == Language::Chinese);
  CHECK_THROWS_AS(choose_language("fr"), InputError);
  CHECK(pick(Language::Chinese, "attention", "\u6CE8\u610F\u529B") == "\u6CE8\u610F\u529B");
}

}  // namespace warplight::report
