// SPDX-License-Identifier: Apache-2.0
#include "common/io/mapped_file.hpp"

#include "common/error.hpp"

#include <cerrno>
#include <cstdint>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace warplight::io {
namespace {

[[noreturn]] void fail(const std::string& source, int error) {
  throw InputError(
      fmt::format("{}: cannot be read: {}", source, std::generic_category().message(error)));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& path) {
  std::shared_ptr<MappedFile> file(new MappedFile());
  file->source_ = path.string();
  // Without O_NONBLOCK, opening a named pipe would wait for its writer.
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (descriptor.get() < 0 || fstat(descriptor.get(), &status) != 0) {
    fail(file->source_, errno);
  }
  if (!S_ISREG(status.st_mode)) {
    throw InputError(fmt::format("{}: not a regular file", file->source_));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > 0) {
    void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.get(), 0);
    if (data == MAP_FAILED) {
      fail(file->source_, errno);
    }
    file->bytes_ = {static_cast<const std::byte*>(data), size};
    file->mapped_ = true;
  }
  return file;
}

std::shared_ptr<const MappedFile> MappedFile::from_memory(std::vector<std::byte> bytes,
                                                          std::string source) {
  std::shared_ptr<MappedFile> file(new MappedFile());
  file->source_ = std::move(source);
  file->owned_ = std::move(bytes);
  file->bytes_ = file->owned_;
  return file;
}

MappedFile::~MappedFile() {
  if (mapped_) {
    munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
  }
}

void MappedFile::drop_pages(std::span<const std::byte> range) const {
  const std::byte* begin = bytes_.data();
  if (!mapped_ || range.data() < begin || range.data() + range.size() > begin + bytes_.size()) {
    return;
  }
  // Both ends rounded down: of tensors that are read in order, no page stays behind but the last.
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const auto first = static_cast<std::size_t>(range.data() - begin) / page * page;
  const auto last = static_cast<std::size_t>(range.data() + range.size() - begin) / page * page;
  if (last > first) {
    madvise(const_cast<std::byte*>(begin) + first, last - first, MADV_DONTNEED);
  }
}

}  // namespace warplight::io
