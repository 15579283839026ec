// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/json_reader.hpp"
#include "common/tokenizer/regex_translate.hpp"
#include "common/tokenizer/tokenizer_definition.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

/// @file
/// @ingroup tokenizer
/// @brief Reads tokenizer.json, the format of Hugging Face's tokenizers library.

namespace warplight::text {

namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& source, const std::string& why) {
  throw InputError(source + ": " + why);
}

// The objects of a component that may be a Sequence: itself, or what stands in its list.
std::vector<io::JsonReader> flatten(const io::JsonReader& root,
                                    const char* key,
                                    const char* list_key) {
  std::vector<io::JsonReader> readers;
  if (!root.has(key)) {
    return readers;
  }
  const io::JsonReader component = root.object(key);
  if (component.get<std::string>("type") != "Sequence") {
    readers.push_back(component);
    return readers;
  }
  const auto list = component.json().find(list_key);
  if (list == component.json().end() || !list->is_array()) {
    component.fail(list_key, "a list");
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    readers.emplace_back((*list)[i], fmt::format("{}: {}.{}[{}]", root.source(), key, list_key, i));
  }
  return readers;
}

[[noreturn]] void refuse_type(const io::JsonReader& reader, const char* what) {
  refuse(reader.source(), fmt::format("{} {} is not supported", what,
                                      io::in_quotes(reader.get<std::string>("type"))));
}

// ------------------------------------------------------------------------------------------------
// model

void read_vocabulary(const io::JsonReader& model, TokenizerDefinition& definition) {
  const io::JsonReader vocabulary = model.object("vocab");
  definition.vocabulary.reserve(vocabulary.json().size());
  for (auto entry = vocabulary.json().begin(); entry != vocabulary.json().end(); ++entry) {
    if (!entry->is_number_unsigned() || entry->get<std::uint64_t>() > INT32_MAX) {
      refuse(definition.source, fmt::format("the token {} needs an id, a whole number from 0",
                                            io::in_quotes(entry.key())));
    }
    definition.vocabulary.emplace_back(entry.key(), entry->get<std::int64_t>());
  }
}

// Old files write a merge as "a b", new ones as ["a", "b"].
std::pair<std::string_view, std::string_view> read_merge(const Json& merge,
                                                         std::size_t index,
                                                         const std::string& source) {
  if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
    return {merge[0].get_ref<const std::string&>(), merge[1].get_ref<const std::string&>()};
  }
  if (merge.is_string()) {
    return split_merge(merge.get_ref<const std::string&>(), index, source);
  }
  refuse(source, fmt::format("merge {} is not two tokens", index));
}

void read_merges(const io::JsonReader& model, TokenizerDefinition& definition) {
  const auto merges = model.json().find("merges");
  if (merges == model.json().end() || !merges->is_array()) {
    model.fail("merges", "a list");
  }
  definition.merges.reserve(merges->size());
  for (std::size_t i = 0; i < merges->size(); ++i) {
    definition.merges.push_back(read_merge((*merges)[i], i, definition.source));
  }
}

void read_model(const io::JsonReader& model, TokenizerDefinition& definition) {
  if (model.get<std::string>("type") != "BPE") {
    refuse_type(model, "the model type");
  }
  if (model.get<double>("dropout", 0.0) != 0.0) {
    refuse(model.source(), "model.dropout is not supported");
  }
  if (model.get<bool>("byte_fallback", false)) {
    refuse(model.source(), "model.byte_fallback is not supported");
  }
  for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"}) {
    if (!model.get<std::string>(key, "").empty()) {
      refuse(model.source(), fmt::format("model.{} is not supported", key));
    }
  }
  definition.ignore_merges = model.get<bool>("ignore_merges", false);
  definition.fuse_unknown = model.get<bool>("fuse_unk", false);
  definition.unknown = model.find<std::string>("unk_token");
  read_vocabulary(model, definition);
  read_merges(model, definition);
}

// ------------------------------------------------------------------------------------------------
// added_tokens, pre_tokenizer, and the components that must not change the text

void read_added_tokens(const io::JsonReader& root, TokenizerDefinition& definition) {
  if (!root.has("added_tokens")) {
    return;
  }
  const Json& list = root.json().at("added_tokens");
  if (!list.is_array()) {
    root.fail("added_tokens", "a list");
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const io::JsonReader entry(list[i], fmt::format("{}: added_tokens[{}]", root.source(), i));
    AddedToken token;
    token.id = entry.get<std::int64_t>("id");
    token.content = entry.get<std::string>("content");
    token.special = entry.get<bool>("special", false);
    token.lstrip = entry.get<bool>("lstrip", false);
    token.rstrip = entry.get<bool>("rstrip", false);
    token.normalized = entry.get<bool>("normalized", !token.special);
    if (entry.get<bool>("single_word", false)) {
      refuse(entry.source(), "single_word is not supported");
    }
    definition.added.push_back(std::move(token));
  }
}

SplitBehavior read_behavior(const io::JsonReader& step) {
  static constexpr std::array<std::pair<std::string_view, SplitBehavior>, 5> kBehaviors = {
      {{"Removed", SplitBehavior::Removed},
       {"Isolated", SplitBehavior::Isolated},
       {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
       {"MergedWithNext", SplitBehavior::MergedWithNext},
       {"Contiguous", SplitBehavior::Contiguous}}};
  const auto name = step.get<std::string>("behavior");
  const auto* found = std::find_if(kBehaviors.begin(), kBehaviors.end(),
                                   [&](const auto& entry) { return entry.first == name; });
  if (found == kBehaviors.end()) {
    step.fail("behavior", "a way to split");
  }
  return found->second;
}

void read_split(const io::JsonReader& step, PreTokenizer& pre_tokenizer) {
  const io::JsonReader pattern = step.object("pattern");
  const bool is_regex = pattern.has("Regex");
  std::string regex = pattern.get<std::string>(is_regex ? "Regex" : "String");
  if (!is_regex) {
    regex = quote_regex(regex);
  }
  pre_tokenizer.add_split(Regex(regex, step.source()), read_behavior(step),
                          step.get<bool>("invert", false));
}

void read_pre_tokenizer(const io::JsonReader& root, TokenizerDefinition& definition) {
  bool in_bytes = false;
  for (const io::JsonReader& step : flatten(root, "pre_tokenizer", "pretokenizers")) {
    const auto type = step.get<std::string>("type");
    if (in_bytes) {
      refuse(step.source(), "a pre-tokenizer behind ByteLevel is not supported");
    }
    if (type == "ByteLevel") {
      in_bytes = true;
      if (step.get<bool>("add_prefix_space", true)) {
        definition.pre_tokenizer.add_prefix_space();
      }
      if (step.get<bool>("use_regex", true)) {
        definition.pre_tokenizer.add_split(Regex(kGpt2Regex, step.source()),
                                           SplitBehavior::Isolated, false);
      }
    } else if (type == "Digits") {
      definition.pre_tokenizer.add_split(Regex(kDigitRegex, step.source()),
                                         step.get<bool>("individual_digits", false)
                                             ? SplitBehavior::Isolated
                                             : SplitBehavior::Contiguous,
                                         false);
    } else if (type == "Split") {
      read_split(step, definition.pre_tokenizer);
    } else {
      refuse_type(step, "the pre-tokenizer");
    }
  }
  if (!in_bytes) {
    refuse(root.source(),
           "only byte-level tokenizers are supported: pre_tokenizer must end in ByteLevel");
  }
}

void check_normalizer_and_decoder(const io::JsonReader& root) {
  for (const io::JsonReader& normalizer : flatten(root, "normalizer", "normalizers")) {
    refuse_type(normalizer, "the normalizer");
  }
  const auto decoders = flatten(root, "decoder", "decoders");
  for (const io::JsonReader& decoder : decoders) {
    if (decoder.get<std::string>("type") != "ByteLevel") {
      refuse_type(decoder, "the decoder");
    }
  }
  if (decoders.empty()) {
    refuse(root.source(), "only byte-level tokenizers are supported: decoder must be ByteLevel");
  }
}

// Of post-processors only one thing is of use: a template that begins with a special token names bos.
void read_post_processor(const io::JsonReader& root, TokenizerDefinition& definition) {
  for (const io::JsonReader& step : flatten(root, "post_processor", "processors")) {
    if (step.get<std::string>("type") != "TemplateProcessing") {
      continue;
    }
    const auto single = step.json().find("single");
    if (single == step.json().end() || !single->is_array() || single->empty()) {
      step.fail("single", "a list");
    }
    const io::JsonReader first((*single)[0], step.source() + ": single[0]");
    if (!first.has("SpecialToken")) {
      continue;
    }
    const auto bos = first.object("SpecialToken").get<std::string>("id");
    const auto token = std::find_if(definition.added.begin(), definition.added.end(),
                                    [&](const AddedToken& t) { return t.content == bos; });
    if (token == definition.added.end()) {
      refuse(first.source(), fmt::format("{} is no added token", io::in_quotes(bos)));
    }
    definition.bos = token->id;
    definition.adds_bos = true;
  }
}

}  // namespace

TokenizerDefinition read_tokenizer_json(const Json& json, const std::string& source) {
  const io::JsonReader root(json, source);
  TokenizerDefinition definition;
  definition.source = source;
  read_model(root.object("model"), definition);
  read_added_tokens(root, definition);
  read_pre_tokenizer(root, definition);
  check_normalizer_and_decoder(root);
  read_post_processor(root, definition);
  return definition;
}

}  // namespace warplight::text
