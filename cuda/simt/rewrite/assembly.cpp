// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rewrite/passes.hpp"
#include "rewrite/ptx.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

/// asm [volatile] ("text" : outputs : inputs : clobbers)
struct Assembly {
  std::size_t end = kNone;  ///< behind the closing parenthesis
  std::string text;
  std::vector<std::string> expressions;  ///< of the operands, outputs first
  bool memory = false;                   ///< clobbers memory
};

bool is_asm(const Source& source, std::size_t i) {
  return source.is(i, "asm") || source.is(i, "__asm__") || source.is(i, "__asm");
}

/// A string literal's characters; escapes other than \n, \t, \" and \\ do not occur in assembly.
void append_literal(std::string_view literal, std::string& out) {
  const bool raw = literal.find('R') < literal.find('"');
  const std::size_t open = literal.find(raw ? '(' : '"');
  const std::size_t close = literal.rfind(raw ? ')' : '"');
  for (std::size_t i = open + 1; i < close; ++i) {
    if (raw || literal[i] != '\\') {
      out += literal[i];
      continue;
    }
    ++i;
    out += literal[i] == 'n' || literal[i] == 't' ? '\n' : literal[i];
  }
}

/// One section's `[name] "constraint"(expression)` list; `i` is behind its colon. `::` is two colons at once.
std::size_t read_section(const Source& source, std::size_t i, std::size_t end, Assembly& assembly) {
  while (i < end && !source.is(i, ":") && !source.is(i, "::")) {
    if (source.tokens[i].kind == TokenKind::String && source.tokens[i].text == "\"memory\"") {
      assembly.memory = true;
    }
    if (source.is(i, "(")) {
      assembly.expressions.push_back(text_of(source, i + 1, source.partner[i]));
      i = source.partner[i];
    }
    ++i;
  }
  return i;
}

std::optional<Assembly> read_assembly(const Source& source, std::size_t i) {
  ++i;
  while (source.is(i, "volatile") || source.is(i, "__volatile__") || source.is(i, "inline")) ++i;
  if (!source.is(i, "(") || source.partner[i] == kNone) return std::nullopt;
  Assembly assembly;
  const std::size_t end = source.partner[i];
  assembly.end = end + 1;
  for (++i; i < end && source.tokens[i].kind == TokenKind::String; ++i) {
    append_literal(source.tokens[i].text, assembly.text);
  }
  while (i < end) i = read_section(source, i + 1, end, assembly);
  return assembly;
}

/// Host code of an x86 machine may stand in the same file.
bool is_host_code(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  for (const char* word :
       {"rdtsc", "rdtscp", "cpuid", "pause", "mfence", "lfence", "sfence", "nop"}) {
    if (text.rfind(word, 0) == 0) return true;
  }
  return false;
}

std::string first_words(const std::string& text) {
  std::string words = text.substr(0, 48);
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

}  // namespace

void rewrite_assembly(Context& context) {
  const Source& source = context.source;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    // Outside of functions it gives a symbol's name.
    if (!is_asm(source, i) || scope_at(source, i) != Scope::Block) continue;
    const auto assembly = read_assembly(source, i);
    if (!assembly || is_host_code(assembly->text)) continue;
    std::string declarations = "do { ";
    std::string body;
    try {
      for (const PtxInstruction& instruction :
           read_ptx(assembly->text, assembly->expressions, declarations)) {
        body += translate(instruction);
      }
    } catch (const PtxProblem& problem) {
      const std::string what = "inline PTX '" + first_words(problem.text) + "'";
      // The toolkit's libraries have hundreds of instructions that a program never runs.
      if (!is_cccl(source.files[source.tokens[i].file])) refuse(source, i, what);
      declarations = "do { ::simt::unsupported(" + quoted(what) + ", " + site_of(source, i) + ");";
      body.clear();
    }
    const std::string place = "SIMT_SITE";
    for (std::size_t at = body.find(place); at != std::string::npos; at = body.find(place)) {
      body.replace(at, place.size(), site_of(source, i));
    }
    if (assembly->memory) body += "__asm__ volatile(\"\" ::: \"memory\"); ";
    context.replace_tokens(i, assembly->end, declarations.append(body).append("} while (false)"));
  }
}

}  // namespace simt::rewrite
