// SPDX-License-Identifier: Apache-2.0
#include "simtcc/options.hpp"

#include <functional>
#include <map>

#include "simtcc/option_values.hpp"
#include <sys/stat.h>

namespace simt::driver {
namespace {

class Parser {
 public:
  Parser(int argc, char** argv) : words_(argv + 1, argv + argc) {
    describe_ours();
    describe_nvcc();
    describe_ignored();
  }

  Options parse() {
    if (!words_.empty() && words_[0] == "run") {
      options_.run = true;
      ++at_;
    }
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (word == "--") {
        if (!options_.run) throw UsageError("--: only `simtcc run` passes arguments on");
        options_.arguments.assign(words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end());
        break;
      }
      if (word.size() > 1 && word[0] == '-') {
        parse_flag(word);
      } else {
        add_input(word);
      }
    }
    check();
    return options_;
  }

 private:
  using Action = std::function<void(const std::string& value)>;

  void value(std::initializer_list<const char*> names, const Action& action) {
    for (const char* name : names) valued_[name] = action;
  }
  void flag(std::initializer_list<const char*> names, const Action& action) {
    for (const char* name : names) flags_[name] = action;
  }

  void describe_ours() {
    flag({"-h", "--help", "-help"}, [this](auto&) { options_.help = true; });
    flag({"-V", "--version", "-version"}, [this](auto&) { options_.version = true; });
    value({"--check"}, [this](auto& list) { options_.checks |= parse_checks(list); });
    value({"--json"}, [this](auto& file) { options_.json = file; });
    value({"--timeout"}, [this](auto& s) { options_.timeout = parse_seconds("--timeout", s); });
    if (words_.empty() || words_[0] != "run") {
      flag({"--counters"}, [this](auto&) { options_.checks |= kCounters; });
      return;
    }
    value({"--counters"}, [this](auto& file) {
      options_.counters = file;
      options_.checks |= kCounters;
    });
  }

  void pass(Values& to, const char* flag_of_gcc, std::initializer_list<const char*> names) {
    value(names, [&to, flag_of_gcc](auto& text) {
      for (const std::string& part : split(text, ",")) to.push_back(flag_of_gcc + part);
    });
  }

  void describe_nvcc() {
    Options& o = options_;
    value({"-o", "--output-file"}, [&o](auto& file) { o.output = file; });
    flag({"-c", "--compile", "-dc", "--device-c"}, [&o](auto&) { o.compile_only = true; });
    flag({"-g", "--debug"}, [&o](auto&) { o.compiler.emplace_back("-g"); });
    flag({"-G", "--device-debug"}, [&o](auto&) { o.debug = true; });
    flag({"-w", "--disable-warnings"}, [&o](auto&) { o.compiler.emplace_back("-w"); });
    flag({"-v", "--verbose"}, [&o](auto&) { o.verbose = true; });
    flag({"-use_fast_math", "--use_fast_math"},
         [&o](auto&) { o.preprocessor.emplace_back("-D__USE_FAST_MATH__=1"); });
    value({"-std", "--std"}, [&o](auto& name) { o.standard = standard_of(name); });
    value({"-x", "--x"}, [this](auto& name) {
      if (name != "cu" && name != "c++" && name != "c")
        throw UsageError("-x: cu, c++ or c expected");
      forced_language_ = name;
    });
    value({"-t", "--threads"}, [&o](auto& count) { o.jobs = parse_jobs(count); });
    for (const char* name :
         {"-arch", "--gpu-architecture", "-code", "--gpu-code", "-gencode", "--generate-code"}) {
      value({name}, [&o](auto& text) { note_architecture(o, text); });
    }
    value({"-D", "--define-macro"}, [&o](auto& text) { o.preprocessor.push_back("-D" + text); });
    pass(o.preprocessor, "-U", {"-U", "--undefine-macro"});
    pass(o.preprocessor, "-I", {"-I", "--include-path"});
    pass(o.preprocessor, "-isystem", {"-isystem", "--system-include"});
    value({"-include", "--pre-include"},
          [&o](auto& file) { o.preprocessor.insert(o.preprocessor.end(), {"-include", file}); });
    for (const char* name : {"-MF", "-MT", "-MQ"}) {
      value({name},
            [&o, name](auto& text) { o.preprocessor.insert(o.preprocessor.end(), {name, text}); });
    }
    flag({"-MD", "-MMD", "-MP"}, [&o, this](auto&) { o.preprocessor.push_back(words_[at_ - 1]); });
    pass(o.linker, "-L", {"-L", "--library-path"});
    value({"-l", "--library"}, [&o](auto& list) {
      for (const std::string& name : split(list, ",")) {
        if (!is_cuda_library(name)) o.linker.push_back("-l" + name);
      }
    });
    value({"-Xcompiler", "--compiler-options"}, [&o](auto& list) {
      for (const std::string& part : split(list, ", ")) o.compiler.push_back(part);
    });
    value({"-Xlinker", "--linker-options"}, [&o](auto& list) {
      for (const std::string& part : split(list, ",")) {
        o.linker.insert(o.linker.end(), {"-Xlinker", part});
      }
    });
    flag({"-shared", "--shared"}, [](auto&) { throw UsageError("-shared: not supported"); });
  }

  void describe_ignored() {
    const Action nothing = [](auto&) {};
    value({"-Xptxas",
           "--ptxas-options",
           "-rdc",
           "--relocatable-device-code",
           "-ccbin",
           "--compiler-bindir",
           "-maxrregcount",
           "--maxrregcount",
           "-cudart",
           "--cudart",
           "-m",
           "--machine",
           "-ftz",
           "--ftz",
           "-prec-div",
           "--prec-div",
           "-prec-sqrt",
           "--prec-sqrt",
           "-fmad",
           "--fmad",
           "-diag-suppress",
           "--diag-suppress",
           "-diag-error",
           "--diag-error",
           "-diag-warn",
           "--diag-warn",
           "-Xcudafe",
           "--cudafe-options",
           "-Xnvlink",
           "--nvlink-options",
           "-default-stream",
           "--default-stream",
           "-Werror",
           "--Werror",
           "-O",
           "--optimize",
           "-dopt",
           "--dopt",
           "-split-compile",
           "--split-compile"},
          nothing);
    flag({"-O0",
          "-O1",
          "-O2",
          "-O3",
          "-lineinfo",
          "--generate-line-info",
          "-m64",
          "-extended-lambda",
          "--extended-lambda",
          "-expt-extended-lambda",
          "--expt-extended-lambda",
          "-expt-relaxed-constexpr",
          "--expt-relaxed-constexpr",
          "-restrict",
          "--restrict",
          "-res-usage",
          "--resource-usage",
          "-src-in-ptx",
          "--source-in-ptx",
          "-allow-unsupported-compiler",
          "--allow-unsupported-compiler",
          "-extra-device-vectorization",
          "--extra-device-vectorization",
          "-dlto",
          "--dlink-time-opt",
          "-display-error-number",
          "--display-error-number",
          "-no-display-error-number",
          "--no-display-error-number",
          "-lto",
          "-clean",
          "-reorder"},
         nothing);
  }

  void parse_flag(const std::string& word) {
    const auto flag = flags_.find(word);
    if (flag != flags_.end()) return flag->second("");
    if (word.rfind("-W", 0) == 0 && word != "-Werror" && word.rfind("-Werror=", 0) != 0) {
      // nvcc's own warnings are no business of g++; g++ says nothing about an unknown -Wno-.
      if (word.rfind("-Wno-", 0) == 0) options_.compiler.push_back(word);
      return;
    }
    // -o FILE, -std=c++17, --define-macro=X, -DX, -Idir
    const std::size_t equals = word.find('=');
    const auto exact = valued_.find(word);
    if (exact != valued_.end()) return exact->second(next_word(word));
    const auto assigned = valued_.find(word.substr(0, equals));
    if (equals != std::string::npos && assigned != valued_.end()) {
      return assigned->second(word.substr(equals + 1));
    }
    for (const char* joined : {"-I", "-D", "-U", "-L", "-l", "-O", "-t", "-o", "-x"}) {
      if (word.rfind(joined, 0) == 0 && word[1] != '-') return joined_value(word, joined);
    }
    throw UsageError("unknown flag '" + word + "'");
  }

  void joined_value(const std::string& word, const std::string& name) {
    const std::string text = word.substr(name.size());
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    if ((name == "-O" || name == "-t") && !digits) throw UsageError("unknown flag '" + word + "'");
    if (name == "-o" || name == "-x") {
      if (name == "-x" && text != "cu") throw UsageError("unknown flag '" + word + "'");
    }
    valued_.at(name)(text);
  }

  std::string next_word(const std::string& flag) {
    if (at_ >= words_.size()) throw UsageError(flag + ": a value is missing");
    return words_[at_++];
  }

  void add_input(const std::string& path) {
    struct stat status = {};
    if (stat(path.c_str(), &status) != 0) throw UsageError(path + ": no such file");
    if (S_ISDIR(status.st_mode)) throw UsageError(path + ": is a folder");
    options_.inputs.push_back({path, language_of(path, forced_language_)});
  }

  void check() const {
    const Options& o = options_;
    if (o.help || o.version) return;
    if (o.inputs.empty()) throw UsageError("no input files");
    if (o.run && o.compile_only) throw UsageError("-c: `simtcc run` needs a whole program");
    if (o.compile_only && !o.output.empty() && o.inputs.size() > 1) {
      throw UsageError("-o: one output for several files; leave it out with -c");
    }
    if (!o.run && !o.json.empty()) throw UsageError("--json: only for `simtcc run`");
    if (!o.run && o.timeout > 0) throw UsageError("--timeout: only for `simtcc run`");
  }

  std::vector<std::string> words_;
  std::size_t at_ = 0;
  std::map<std::string, Action> valued_;
  std::map<std::string, Action> flags_;
  std::string forced_language_;
  Options options_;
};

}  // namespace

Options parse_options(int argc, char** argv) { return Parser(argc, argv).parse(); }

}  // namespace simt::driver
