// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

/// @file
/// @ingroup tokenizer
/// @brief Byte pair encoding: the bytes of a word become tokens by merging neighbours.

namespace warplight::text {

/// Hash of text that lets a map of std::string be asked with a std::string_view.
struct TextHash {
  /// Marks the hash as usable for both types.
  using is_transparent = void;
  /// The hash.
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// A map from text to T.
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// Encodes one word at a time: begins with its bytes and merges, again and again, the neighbouring pair that
/// comes first in the list of merges, leftmost first, until no pair is in the list.
/// Source: Sennrich et al. 2016, sec. 3.2; on bytes: Radford et al. 2019, sec. 2.2.
class BytePairEncoder {
 public:
  /// What becomes of a byte that the vocabulary lacks: with `unknown` that token stands for it (and one for a
  /// whole row of them if `fuse_unknown`); without, the byte is dropped.
  struct Options {
    std::optional<std::int64_t> unknown;  ///< the token for such bytes
    bool fuse_unknown = false;            ///< one for a whole row of them
    bool ignore_merges = false;  ///< a word that is itself a token becomes it at once (Llama 3)
  };

  /// Tokens and merges as the file writes them, in the byte alphabet. Throws InputError, naming `source` and
  /// the merge, if a merge speaks of a token that is not in the vocabulary, or is listed twice.
  BytePairEncoder(TextMap<std::int64_t> vocabulary,
                  const std::vector<std::pair<std::string_view, std::string_view>>& merges,
                  Options options,
                  const std::string& source);

  /// Appends the ids of a word, given as bytes. Takes O(n log n) steps for n bytes.
  void encode(std::string_view word, std::vector<std::int64_t>& ids) const;

  /// The id of a token as the file writes it.
  [[nodiscard]] std::optional<std::int64_t> find(std::string_view written) const;

 private:
  // What a pair of neighbours becomes, and its place in the list: the lower, the sooner.
  struct Merge {
    std::int64_t rank;
    std::int64_t id;
  };
  struct Symbol;

  [[nodiscard]] const Merge* find_merge(std::int64_t left, std::int64_t right) const;
  [[nodiscard]] std::vector<Symbol> symbols_of(std::string_view word) const;

  TextMap<std::int64_t> vocabulary_;
  std::array<std::int64_t, 256> byte_ids_{};  // -1: not in the vocabulary
  std::unordered_map<std::uint64_t, Merge> merges_;
  Options options_;
};

}  // namespace warplight::text
