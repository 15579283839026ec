// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/image.hpp"

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <elf.h>
#include <link.h>

namespace simt::check {
namespace {

std::vector<char> read_program() {
  std::vector<char> bytes;
  std::FILE* file = std::fopen("/proc/self/exe", "rb");
  if (file == nullptr) return bytes;
  char part[1 << 16];
  for (std::size_t n = 0; (n = std::fread(part, 1, sizeof(part), file)) > 0;) {
    bytes.insert(bytes.end(), part, part + n);
  }
  std::fclose(file);
  return bytes;
}

struct Range {
  std::uintptr_t begin;
  std::size_t size;
};

/// The symbols that matter here, told by how their names are mangled.
struct Symbols {
  std::vector<Range> local_statics;  ///< "_ZZ...": objects local to a function
  std::vector<Range> tls_guards;  ///< "_ZGV...": flags of thread-local ones; offsets in the segment
};

Symbols read_symbols() {
  Symbols found;
  const std::vector<char> file = read_program();
  if (file.size() < sizeof(Elf64_Ehdr)) return found;
  Elf64_Ehdr header;
  std::memcpy(&header, file.data(), sizeof(header));
  const auto* sections = reinterpret_cast<const Elf64_Shdr*>(file.data() + header.e_shoff);
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    if (sections[i].sh_type != SHT_SYMTAB) continue;
    const auto* symbols = reinterpret_cast<const Elf64_Sym*>(file.data() + sections[i].sh_offset);
    const char* names = file.data() + sections[sections[i].sh_link].sh_offset;
    for (std::size_t k = 0; k < sections[i].sh_size / sizeof(Elf64_Sym); ++k) {
      const char* name = names + symbols[k].st_name;
      const Range range{symbols[k].st_value, symbols[k].st_size};
      const unsigned type = ELF64_ST_TYPE(symbols[k].st_info);
      if (type == STT_OBJECT && std::strncmp(name, "_ZZ", 3) == 0) {
        found.local_statics.push_back(range);
      } else if (type == STT_TLS && std::strncmp(name, "_ZGV", 4) == 0) {
        found.tls_guards.push_back(range);
      }
    }
  }
  return found;
}

struct Question {
  std::uintptr_t address;
  bool read_only;
};

bool in_read_only_segment(std::uintptr_t address) {
  Question question{address, false};
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* context) {
        auto& asked = *static_cast<Question*>(context);
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const ElfW(Phdr)& segment = info->dlpi_phdr[i];
          if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
          if (asked.address - (info->dlpi_addr + segment.p_vaddr) < segment.p_memsz)
            asked.read_only = true;
        }
        return 1;
      },
      &question);
  return question.read_only;
}

const Symbols& symbols() {
  static const Symbols* const read = new Symbols(read_symbols());
  return *read;
}

bool lies_in(const std::vector<Range>& ranges, std::uintptr_t address) {
  for (const Range& range : ranges) {
    if (address - range.begin < range.size) return true;
  }
  return false;
}

}  // namespace

bool is_local_static(std::uintptr_t address) { return lies_in(symbols().local_statics, address); }

bool is_tls_guard(std::uintptr_t offset) { return lies_in(symbols().tls_guards, offset); }

bool is_readable_image(std::uintptr_t address) {
  return in_read_only_segment(address) || is_local_static(address);
}

}  // namespace simt::check
