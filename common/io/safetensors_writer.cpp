// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/safetensors.hpp"

#include <algorithm>
#include <cerrno>
#include <set>
#include <span>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace warplight::io {
namespace {

using Named = std::pair<std::string, Tensor>;

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
  const std::string message = fmt::format("{}: cannot be written: {}", path.string(),
                                          std::generic_category().message(error));
  if (error == ENOSPC || error == EDQUOT || error == EFBIG || error == EIO) {
    throw SetupError(message);  // the machine's fault; the rest are paths that cannot be
  }
  throw InputError(message);
}

// A file under another name until commit(); forgotten if that never comes.
class PendingFile {
 public:
  explicit PendingFile(const std::filesystem::path& path) : shown_(path), target_(path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::exists(status)) {
      // Renaming would replace a link, and /dev/null, instead of writing to it.
      target_ = std::filesystem::canonical(path, error);
      in_place_ = !std::filesystem::is_regular_file(status);
    }
    written_ = target_;
    if (!in_place_) {
      written_ += fmt::format(".{}.part", getpid());
    }
    fd_ = open(written_.c_str(),
               in_place_ ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd_ < 0) {
      fail(shown_, errno);
    }
  }
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile() {
    if (fd_ >= 0) {
      close(fd_);
      discard();
    }
  }

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) {
        fail(shown_, errno);
      }
      bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
  }

  void commit() {
    // Network file systems tell of a full disk only when the file is closed.
    const int closed = close(std::exchange(fd_, -1));
    if (closed != 0 || (!in_place_ && rename(written_.c_str(), target_.c_str()) != 0)) {
      const int error = errno;
      discard();
      fail(shown_, error);
    }
  }

 private:
  void discard() const {
    if (!in_place_) {
      unlink(written_.c_str());
    }
  }

  std::filesystem::path shown_;    // as the user wrote it
  std::filesystem::path target_;   // with links resolved
  std::filesystem::path written_;  // what is open
  bool in_place_ = false;          // a pipe or device: nothing to rename
  int fd_ = -1;
};

// Wide elements first, so that each tensor is aligned; then by name.
std::vector<Named> in_file_order(const std::filesystem::path& path,
                                 const std::vector<Named>& tensors) {
  std::vector<Named> sorted;
  std::set<std::string> names;
  for (const auto& [name, tensor] : tensors) {
    if (is_quantized(tensor.dtype()) || tensor.dtype() == DType::F64) {
      throw InputError(fmt::format("{}: tensor {} is {}, which is not written to safetensors",
                                   path.string(), in_quotes(name),
                                   warplight::name(tensor.dtype())));
    }
    if (name == "__metadata__" || !names.insert(name).second) {
      throw InputError(fmt::format("{}: no tensor can be called {}{}", path.string(),
                                   in_quotes(name),
                                   name == "__metadata__" ? "" : " beside another"));
    }
    sorted.emplace_back(name, tensor.contiguous());
  }
  std::sort(sorted.begin(), sorted.end(), [](const Named& a, const Named& b) {
    const std::size_t width_a = block_bytes(a.second.dtype());
    const std::size_t width_b = block_bytes(b.second.dtype());
    return width_a != width_b ? width_a > width_b : a.first < b.first;
  });
  return sorted;
}

std::string header_text(const std::filesystem::path& path,
                        const std::vector<Named>& tensors,
                        const std::map<std::string, std::string>& metadata) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) {
    header["__metadata__"] = metadata;
  }
  std::size_t offset = 0;
  for (const auto& [name, tensor] : tensors) {
    header[name] = {{"dtype", warplight::name(tensor.dtype())},
                    {"shape", tensor.shape()},
                    {"data_offsets", {offset, offset + tensor.nbytes()}}};
    offset += tensor.nbytes();
  }
  try {
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');  // the data then begins at a multiple of 8
    return text;
  } catch (const nlohmann::json::exception&) {
    throw InputError(fmt::format("{}: a name or a metadata text is not UTF-8", path.string()));
  }
}

}  // namespace

void save_safetensors(const std::filesystem::path& path,
                      const std::vector<std::pair<std::string, Tensor>>& tensors,
                      const std::map<std::string, std::string>& metadata) {
  const std::vector<Named> sorted = in_file_order(path, tensors);
  const std::string header = header_text(path, sorted, metadata);
  std::array<std::byte, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<std::byte>(header.size() >> (8 * i));
  }
  PendingFile file(path);
  file.write(length);
  file.write(std::as_bytes(std::span(header)));
  for (const auto& [name, tensor] : sorted) {
    file.write({tensor.bytes(), tensor.nbytes()});
  }
  file.commit();
}

}  // namespace warplight::io
