// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Which bytes were touched at all.

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace simt::counters {

/// A set of bytes: one bit each, in pages.
class ByteSet {
 public:
  void insert(std::uint64_t address, unsigned size) {
    while (size != 0) {
      const auto offset = static_cast<unsigned>(address % kPage);
      const unsigned here = offset + size <= kPage ? size : kPage - offset;
      insert_in(page_of(address / kPage), offset, here);
      address += here;
      size -= here;
    }
  }

  std::uint64_t size() const { return size_; }

  void clear() {
    pages_.clear();
    recent_ = {};
    size_ = 0;
  }

 private:
  static constexpr unsigned kPage = 4096;
  static constexpr unsigned kWordBits = 64;
  using Page = std::array<std::uint64_t, kPage / kWordBits>;

  struct Recent {
    std::uint64_t number = ~std::uint64_t{0};
    Page* page = nullptr;
  };

  void insert_in(Page& page, unsigned offset, unsigned size) {
    while (size != 0) {
      const unsigned bit = offset % kWordBits;
      const unsigned here = bit + size <= kWordBits ? size : kWordBits - bit;
      const std::uint64_t ones =
          here == kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << here) - 1;
      std::uint64_t& word = page[offset / kWordBits];
      size_ += static_cast<unsigned>(__builtin_popcountll((ones << bit) & ~word));
      word |= ones << bit;
      offset += here;
      size -= here;
    }
  }

  Page& page_of(std::uint64_t number) {
    Recent& recent = recent_[number % recent_.size()];
    if (recent.number != number) {
      std::unique_ptr<Page>& page = pages_[number];
      if (page == nullptr) page = std::make_unique<Page>();
      recent = {number, page.get()};
    }
    return *recent.page;
  }

  std::unordered_map<std::uint64_t, std::unique_ptr<Page>> pages_;
  std::array<Recent, 64> recent_ = {};
  std::uint64_t size_ = 0;
};

}  // namespace simt::counters
