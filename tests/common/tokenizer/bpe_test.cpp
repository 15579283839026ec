// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/bpe.hpp"

#include "common/tokenizer/byte_alphabet.hpp"
#include "tests/catch.hpp"
#include "tests/refuses.hpp"

#include <random>

namespace warplight::text {

namespace {

using Ids = std::vector<std::int64_t>;
using Merges = std::vector<std::pair<std::string_view, std::string_view>>;

Ids encode(const BytePairEncoder& bpe, std::string_view word) {
  Ids ids;
  bpe.encode(word, ids);
  return ids;
}

// The definition, word for word: look at all pairs, merge the leftmost of the best, begin again.
Ids encode_by_definition(const Merges& merges,
                         const TextMap<std::int64_t>& vocabulary,
                         std::string_view word) {
  std::vector<std::string> symbols;
  for (const char c : word) {
    symbols.emplace_back(1, c);
  }
  for (;;) {
    std::size_t best_rank = merges.size();
    std::size_t best = 0;
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
      for (std::size_t rank = 0; rank < best_rank; ++rank) {
        if (merges[rank].first == symbols[i] && merges[rank].second == symbols[i + 1]) {
          best_rank = rank;
          best = i;
        }
      }
    }
    if (best_rank == merges.size()) {
      break;
    }
    symbols[best] += symbols[best + 1];
    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }
  Ids ids;
  for (const std::string& symbol : symbols) {
    ids.push_back(vocabulary.at(symbol));
  }
  return ids;
}

}  // namespace

TEST_CASE("merges go by rank, then from the left", "[tokenizer][bpe]") {
  const TextMap<std::int64_t> vocabulary{{"a", 0},  {"b", 1},   {"ab", 2},
                                         {"ba", 3}, {"aba", 4}, {"aa", 5}};
  const Merges merges{{"b", "a"}, {"a", "b"}, {"a", "ba"}, {"a", "a"}};
  const BytePairEncoder bpe(vocabulary, merges, {}, "test");
  CHECK(encode(bpe, "").empty());
  CHECK(encode(bpe, "a") == Ids{0});
  CHECK(encode(bpe, "ab") == Ids{2});
  CHECK(encode(bpe, "aba") == Ids{4});
  CHECK(encode(bpe, "aaa") == Ids{5, 0});
  CHECK(encode(bpe, "abab") == Ids{4, 1});
}

TEST_CASE("random vocabularies: the same as the definition", "[tokenizer][bpe]") {
  for (const unsigned seed : {1u, 2u, 3u}) {
    std::mt19937 random(seed);
    std::vector<std::string> tokens{"a", "b", "c"};
    std::vector<std::pair<std::string, std::string>> pairs;
    TextMap<std::int64_t> vocabulary{{"a", 0}, {"b", 1}, {"c", 2}};
    while (pairs.size() < 40) {
      const std::pair pair{tokens[random() % tokens.size()], tokens[random() % tokens.size()]};
      const std::string merged = pair.first + pair.second;
      if (vocabulary.emplace(merged, static_cast<std::int64_t>(tokens.size())).second) {
        tokens.push_back(merged);
        pairs.push_back(pair);
      }
    }
    const Merges merges(pairs.begin(), pairs.end());
    const BytePairEncoder bpe(vocabulary, merges, {}, "test");
    for (int i = 0; i < 300; ++i) {
      std::string word;
      for (std::size_t length = random() % 40; length > 0; --length) {
        word += "abc"[random() % 3];
      }
      INFO(word);
      CHECK(encode(bpe, word) == encode_by_definition(merges, vocabulary, word));
    }
  }
}

TEST_CASE("bytes that the vocabulary lacks are dropped, or stand as unknown", "[tokenizer][bpe]") {
  const TextMap<std::int64_t> vocabulary{{"a", 0}, {"b", 1}, {"ab", 2}, {"?", 3}};
  const Merges merges{{"a", "b"}};
  CHECK(encode(BytePairEncoder(vocabulary, merges, {}, "test"), "axxb") == Ids{2});
  BytePairEncoder::Options options;
  options.unknown = 3;
  CHECK(encode(BytePairEncoder(vocabulary, merges, options, "test"), "axxb") == Ids{0, 3, 3, 1});
  options.fuse_unknown = true;
  CHECK(encode(BytePairEncoder(vocabulary, merges, options, "test"), "axxbx") == Ids{0, 3, 1, 3});
}

TEST_CASE("with ignore_merges a word that is a token needs no merges", "[tokenizer][bpe]") {
  const TextMap<std::int64_t> vocabulary{{"a", 0}, {"b", 1}, {"\u0120", 2}, {"\u0120ab", 3}};
  CHECK(encode(BytePairEncoder(vocabulary, {}, {}, "test"), " ab") == Ids{2, 0, 1});
  BytePairEncoder::Options options;
  options.ignore_merges = true;
  CHECK(encode(BytePairEncoder(vocabulary, {}, options, "test"), " ab") == Ids{3});
  CHECK(encode(BytePairEncoder(vocabulary, {}, options, "test"), "ab") == Ids{0, 1});
}

TEST_CASE("merges that cannot be are refused by name", "[tokenizer][bpe]") {
  const TextMap<std::int64_t> vocabulary{{"a", 0}, {"b", 1}, {"ab", 2}};
  const auto refuses_merges = [&](const Merges& merges,
                                  std::initializer_list<std::string_view> named) {
    return refuses([&] { BytePairEncoder(vocabulary, merges, {}, "f.json"); }, named);
  };
  CHECK(refuses_merges({{"a", "x"}}, {"f.json", "merge 0", "\"ax\""}));
  CHECK(refuses_merges({{"a", "b"}, {"b", "a"}}, {"f.json", "merge 1", "\"ba\""}));
  CHECK(refuses_merges({{"a", "b"}, {"a", "b"}}, {"f.json", "twice"}));
}

TEST_CASE("a word of a million letters takes no quadratic time", "[tokenizer][bpe]") {
  TextMap<std::int64_t> vocabulary{{"a", 0}};
  std::vector<std::string> powers{"a"};
  for (int i = 1; i <= 12; ++i) {
    powers.push_back(powers.back() + powers.back());
    vocabulary[powers.back()] = i;
  }
  Merges merges;
  for (int i = 0; i < 12; ++i) {
    merges.emplace_back(powers[static_cast<std::size_t>(i)], powers[static_cast<std::size_t>(i)]);
  }
  const BytePairEncoder bpe(vocabulary, merges, {}, "test");
  CHECK(encode(bpe, std::string(1 << 20, 'a')) == Ids(256, 12));  // quadratic: hours
}

}  // namespace warplight::text
