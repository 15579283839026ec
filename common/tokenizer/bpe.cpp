// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/bpe.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/tokenizer/byte_alphabet.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace warplight::text {

namespace {

constexpr std::int64_t kNone = -1;

// Ids are indices of a vocabulary in memory, so 32 bits hold them.
std::uint64_t pair_key(std::int64_t left, std::int64_t right) {
  return (static_cast<std::uint64_t>(left) << 32) | static_cast<std::uint64_t>(right);
}

// A merge that was possible when it was noted: the symbol at `position` with the one behind it.
struct Candidate {
  std::int64_t rank;
  std::int64_t position;
  std::int64_t id;
};

// For std::push_heap, which keeps the greatest in front: lower rank first, then further left.
bool is_later(const Candidate& a, const Candidate& b) {
  return a.rank != b.rank ? a.rank > b.rank : a.position > b.position;
}

}  // namespace

// A token of the word so far. Symbols form a list, so that a merge takes one out in constant time.
struct BytePairEncoder::Symbol {
  std::int64_t id;
  std::int64_t previous;
  std::int64_t next;
  std::int64_t rank_with_next = kNone;  // of the merge with the symbol behind it, if there is one
};

BytePairEncoder::BytePairEncoder(
    TextMap<std::int64_t> vocabulary,
    const std::vector<std::pair<std::string_view, std::string_view>>& merges,
    Options options,
    const std::string& source)
    : vocabulary_(std::move(vocabulary)), options_(options) {
  for (std::size_t byte = 0; byte < byte_ids_.size(); ++byte) {
    const char c = static_cast<char>(byte);
    byte_ids_[byte] = find(write_bytes({&c, 1})).value_or(kNone);
  }
  merges_.reserve(merges.size());
  std::string merged;
  for (const auto& [left, right] : merges) {
    const auto id_of = [&](std::string_view token) {
      const std::optional<std::int64_t> id = find(token);
      if (!id) {
        throw InputError(fmt::format(
            "{}: merge {} of {} and {} needs the token {}, which is not in the vocabulary", source,
            merges_.size(), io::in_quotes(left), io::in_quotes(right), io::in_quotes(token)));
      }
      return *id;
    };
    merged.assign(left).append(right);
    const Merge merge{static_cast<std::int64_t>(merges_.size()), id_of(merged)};
    if (!merges_.emplace(pair_key(id_of(left), id_of(right)), merge).second) {
      throw InputError(fmt::format("{}: the merge of {} and {} is listed twice", source,
                                   io::in_quotes(left), io::in_quotes(right)));
    }
  }
}

std::optional<std::int64_t> BytePairEncoder::find(std::string_view written) const {
  const auto entry = vocabulary_.find(written);
  return entry == vocabulary_.end() ? std::nullopt : std::optional(entry->second);
}

const BytePairEncoder::Merge* BytePairEncoder::find_merge(std::int64_t left,
                                                          std::int64_t right) const {
  const auto entry = merges_.find(pair_key(left, right));
  return entry == merges_.end() ? nullptr : &entry->second;
}

std::vector<BytePairEncoder::Symbol> BytePairEncoder::symbols_of(std::string_view word) const {
  std::vector<Symbol> symbols;
  symbols.reserve(word.size());
  bool last_is_unknown = false;
  for (const char byte : word) {
    std::int64_t id = byte_ids_[static_cast<unsigned char>(byte)];
    const bool is_unknown = id == kNone;
    if (is_unknown) {
      id = options_.unknown.value_or(kNone);
    }
    const bool fused = is_unknown && last_is_unknown && options_.fuse_unknown;
    if (id != kNone && !fused) {
      const auto position = static_cast<std::int64_t>(symbols.size());
      symbols.push_back({id, position - 1, position + 1});
    }
    last_is_unknown = is_unknown;
  }
  if (!symbols.empty()) {
    symbols.back().next = kNone;
  }
  return symbols;
}

void BytePairEncoder::encode(std::string_view word, std::vector<std::int64_t>& ids) const {
  if (options_.ignore_merges) {
    if (const auto id = find(write_bytes(word))) {
      ids.push_back(*id);
      return;
    }
  }
  std::vector<Symbol> symbols = symbols_of(word);
  if (symbols.empty()) {
    return;
  }
  const auto at = [&](std::int64_t position) -> Symbol& {
    return symbols[static_cast<std::size_t>(position)];
  };

  std::vector<Candidate> candidates;
  const auto note_merge_with_next = [&](std::int64_t position) {
    Symbol& symbol = at(position);
    const Merge* merge = symbol.next == kNone ? nullptr : find_merge(symbol.id, at(symbol.next).id);
    symbol.rank_with_next = merge == nullptr ? kNone : merge->rank;
    if (merge != nullptr) {
      candidates.push_back({merge->rank, position, merge->id});
      std::push_heap(candidates.begin(), candidates.end(), is_later);
    }
  };
  for (std::int64_t i = 0; at(i).next != kNone; ++i) {
    note_merge_with_next(i);
  }

  while (!candidates.empty()) {
    std::pop_heap(candidates.begin(), candidates.end(), is_later);
    const Candidate best = candidates.back();
    candidates.pop_back();
    Symbol& left = at(best.position);
    // A rank names one pair, so another rank says that a neighbour or the symbol itself has changed since.
    if (left.rank_with_next != best.rank) {
      continue;
    }
    Symbol& right = at(left.next);
    left.id = best.id;
    left.next = right.next;
    right.rank_with_next = kNone;  // merged away: no candidate of its own counts any more
    if (left.next != kNone) {
      at(left.next).previous = best.position;
    }
    note_merge_with_next(best.position);
    if (left.previous != kNone) {
      note_merge_with_next(left.previous);
    }
  }
  for (std::int64_t i = 0; i != kNone; i = at(i).next) {
    ids.push_back(at(i).id);
  }
}

}  // namespace warplight::text
