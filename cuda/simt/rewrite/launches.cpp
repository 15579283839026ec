// SPDX-License-Identifier: Apache-2.0
#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

bool opens_launch(const Source& source, std::size_t i) {
  return source.is(i, "<") && source.is(i + 1, "<") && source.is(i + 2, "<") && i > 0 &&
         !source.is(i - 1, "operator") && !source.is(i - 1, "<");
}

/// What stands between `<<<` and `>>>`.
struct Configuration {
  std::size_t close = kNone;  ///< the first `>` of the closing three
  unsigned arguments = 1;
};

/// A template-id in the configuration, `round_up<32, 4>(n)`: its commas and `>` are its own.
bool is_template_id(const Source& source, std::size_t i) {
  const std::size_t end = after_piece(source, i);
  return source.is_identifier(i) && source.is(i + 1, "<") && end > i + 2 &&
         (source.is(end, "(") || source.is(end, "::") || source.is(end, "{"));
}

Configuration read_configuration(const Source& source, std::size_t i) {
  Configuration configuration;
  while (i < source.tokens.size() && !source.is(i, ";") && !source.is(i, ")")) {
    if (source.is(i, ",")) ++configuration.arguments;
    if (source.is(i, ">")) {
      std::size_t end = i;
      while (source.is(end, ">")) ++end;
      if (end - i >= 3 && source.is(end, "(") && source.partner[end] != kNone) {
        configuration.close = end - 3;
        return configuration;
      }
      i = end;
    } else if (source.is(i, "(") || source.is(i, "[") || source.is(i, "{") ||
               is_template_id(source, i)) {
      i = after_piece(source, i);
    } else {
      ++i;
    }
  }
  return configuration;
}

}  // namespace

void rewrite_launches(Context& context) {
  const Source& source = context.source;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (!opens_launch(source, i)) continue;
    const Configuration configuration = read_configuration(source, i + 3);
    if (configuration.close == kNone) refuse(source, i, "a launch without >>>(arguments)");
    if (configuration.arguments < 2 || configuration.arguments > 4) {
      refuse(
          source, i,
          "a launch with " + std::to_string(configuration.arguments) + " configuration arguments");
    }
    const std::size_t callee = postfix_begin(source, i - 1);
    const std::size_t arguments = configuration.close + 3;
    const char* const defaults[] = {", 0, nullptr", ", nullptr", ""};
    context.replace_tokens(callee, i + 3, "(::simt::configure(");
    context.replace_tokens(configuration.close, arguments,
                           std::string(defaults[configuration.arguments - 2]) + ", " +
                               site_of(source, callee) + "), " + text_of(source, callee, i));
    context.insert_after(source.partner[arguments], ")");
  }
}

}  // namespace simt::rewrite
