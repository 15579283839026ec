// SPDX-License-Identifier: Apache-2.0
#include "rewrite/source.hpp"

#include <algorithm>
#include <cstdlib>

#include "rewrite/lexer.hpp"

namespace simt::rewrite {
namespace {

/// `# 12 "file.h" 1 3`: where the next line is from. The flag 1 says that a file begins, 3 that it is a system
/// header. Without 1 the flag 3 may only mean that the next token comes from a system header's macro.
struct LineMarker {
  unsigned line = 0;
  std::string file;
  bool begins = false;
  bool system = false;
};

bool read_marker(std::string_view line, LineMarker& marker) {
  if (line.size() < 4 || line[1] != ' ' || line[2] < '0' || line[2] > '9') return false;
  marker = {};
  std::size_t at = 2;
  while (at < line.size() && line[at] >= '0' && line[at] <= '9') {
    marker.line = marker.line * 10 + static_cast<unsigned>(line[at++] - '0');
  }
  while (at < line.size() && line[at] != '"') ++at;
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) ++at;
    marker.file += line[at];
  }
  marker.begins = at < line.size() && line.find(" 1", at) != std::string_view::npos;
  marker.system = at < line.size() && line.find(" 3", at) != std::string_view::npos;
  return true;
}

class Reader {
 public:
  explicit Reader(Source& source) : source_(source), text_(source.text) {}

  void read() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#' && (at_ == 0 || text_[at_ - 1] == '\n')) {
        read_directive();
      } else if (system_) {
        skip_line();
      } else {
        read_token();
      }
    }
  }

 private:
  std::size_t end_of_line() const { return std::min(text_.find('\n', at_), text_.size()); }

  void skip_line() {
    at_ = std::min(end_of_line() + 1, text_.size());
    ++line_;
  }

  void read_directive() {
    const std::size_t end = end_of_line();
    const std::string_view line = text_.substr(at_, end - at_);
    LineMarker marker;
    if (read_marker(line, marker)) {
      file_ = file_number(marker.file);
      if (marker.begins) is_system_[file_] = marker.system && !is_cccl(marker.file);
      system_ = is_system_[file_];
      at_ = std::min(end + 1, text_.size());
      line_ = marker.line;
      return;
    }
    if (!system_) source_.pragmas.push_back({at_, end, source_.tokens.size(), line});
    skip_line();
  }

  void read_token() {
    const char c = text_[at_];
    if (c == '\n') ++line_;
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
      ++at_;
      return;
    }
    const Lexeme lexeme = lex(text_, at_);
    const std::string_view spelling = text_.substr(at_, lexeme.size);
    source_.tokens.push_back({lexeme.kind, at_, at_ + lexeme.size, file_, line_, spelling});
    line_ += static_cast<unsigned>(std::count(spelling.begin(), spelling.end(), '\n'));
    at_ += lexeme.size;
  }

  unsigned file_number(const std::string& name) {
    auto& files = source_.files;
    if (file_ < files.size() && files[file_] == name) return file_;
    const auto found = std::find(files.begin(), files.end(), name);
    const auto number = static_cast<unsigned>(found - files.begin());
    if (found == files.end()) {
      files.push_back(name);
      is_system_.push_back(false);
    }
    return number;
  }

  Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  unsigned file_ = 0;
  unsigned line_ = 1;
  bool system_ = false;
  std::vector<bool> is_system_{false};  // for each of source_.files
};

bool closes(std::string_view open, std::string_view close) {
  return (open == "(" && close == ")") || (open == "[" && close == "]") ||
         (open == "{" && close == "}");
}

/// Unbalanced brackets stay without partner: g++ will say what is wrong with them.
void pair_brackets(Source& source) {
  const auto& tokens = source.tokens;
  source.partner.assign(tokens.size(), kNone);
  source.enclosing.assign(tokens.size(), kNone);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view text = tokens[i].text;
    const bool punctuator = tokens[i].kind == TokenKind::Punctuator;
    if (punctuator && (text == ")" || text == "]" || text == "}") && !open.empty() &&
        closes(tokens[open.back()].text, text)) {
      source.partner[i] = open.back();
      source.partner[open.back()] = i;
      open.pop_back();
    }
    source.enclosing[i] = open.empty() ? kNone : open.back();
    if (punctuator && (text == "(" || text == "[" || text == "{")) open.push_back(i);
  }
}

}  // namespace

bool is_cccl(std::string_view file) { return file.find("/cccl/") != std::string_view::npos; }

Source read_source(std::string preprocessed) {
  Source source;
  source.text = std::move(preprocessed);
  source.files.emplace_back();
  Reader(source).read();
  pair_brackets(source);
  return source;
}

}  // namespace simt::rewrite
