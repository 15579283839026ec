// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/safetensors.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"

#include <bit>
#include <csignal>
#include <fstream>
#include <random>

#include <sys/resource.h>

namespace warplight::io {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

bool same_bytes(const Tensor& a, const Tensor& b) {
  return a.dtype() == b.dtype() && a.shape() == b.shape() &&
         std::equal(a.bytes(), a.bytes() + a.nbytes(), b.bytes());
}

}  // namespace

TEST_CASE("floats come back bit for bit", "[io][safetensors][writer]") {
  for (const unsigned seed : {1u, 2u}) {
    std::mt19937 random(seed);  // any bits: NaN with payloads, infinities, subnormals, -0
    std::vector<float> values(1001);
    for (float& value : values) {
      value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    }
    values[0] = -0.0f;
    values[1] = std::bit_cast<float>(0x7F800001u);
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "floats.safetensors";
    const Tensor tensor = Tensor::from(values, {7, 11, 13});
    save_safetensors(path, {{"x", tensor}});
    CHECK(same_bytes(SafetensorsFile::open(path).tensor("x"), tensor));
  }
}

TEST_CASE("every dtype, scalars, empty tensors and metadata come back",
          "[io][safetensors][writer]") {
  std::vector<std::pair<std::string, Tensor>> tensors;
  for (const DType dtype : {DType::U8, DType::BF16, DType::I64, DType::F16, DType::I32, DType::Bool,
                            DType::I16, DType::F32, DType::I8}) {
    tensors.emplace_back(std::string(name(dtype)), Tensor::zeros({3}, dtype));
  }
  tensors.emplace_back("scalar", Tensor::from(std::vector<float>{2.5f}, {}));
  tensors.emplace_back("none", Tensor::zeros({0, 4}, DType::F32));
  tensors.emplace_back("\u540d \"\\\n", Tensor::zeros({1}, DType::U8));
  const std::map<std::string, std::string> metadata{{"op", "x"}, {"params", "{\"a\": \"\u00e9\"}"}};
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "all.safetensors";
  save_safetensors(path, tensors, metadata);
  const SafetensorsFile file = SafetensorsFile::open(path);
  CHECK(file.metadata() == metadata);
  CHECK(file.names().size() == tensors.size());
  const auto* begin = file.file()->bytes().data();
  for (const auto& [name, tensor] : tensors) {
    INFO(name);
    const Tensor read = file.tensor(name);
    CHECK(same_bytes(read, tensor));
    // Wide elements come first, so that every tensor is a view.
    CHECK((read.bytes() >= begin && read.bytes() <= begin + file.file()->bytes().size()));
  }
}

TEST_CASE("a tensor with gaps is written row by row", "[io][safetensors][writer]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "x.safetensors";
  const Tensor x = Tensor::from(std::vector<std::int32_t>{1, 2, 3, 4, 5, 6}, {2, 3});
  save_safetensors(path, {{"x", x.transpose(0, 1)}});
  const Tensor read = SafetensorsFile::open(path).tensor("x");
  CHECK(read.shape() == Shape{3, 2});
  CHECK(read.span<std::int32_t>()[1] == 4);
}

TEST_CASE("what the format has no place for is not written", "[io][safetensors][writer]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "x.safetensors";
  const Tensor x = Tensor::zeros({32}, DType::F32);
  const auto save = [&](const std::vector<std::pair<std::string, Tensor>>& tensors) {
    return refusal([&] { save_safetensors(path, tensors); });
  };
  CHECK(has(save({{"x", Tensor::zeros({1}, DType::F64)}}), "tensor \"x\" is F64"));
  CHECK(has(save({{"x", Tensor::zeros({32}, DType::Q8_0)}}), "tensor \"x\" is Q8_0"));
  CHECK(has(save({{"x", x}, {"x", x}}), "\"x\" beside another"));
  CHECK(has(save({{"__metadata__", x}}), "no tensor can be called \"__metadata__\""));
  CHECK(has(save({{"\xFF", x}}), "not UTF-8"));
  CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("a path that cannot be is the user's error, a full disk is not",
          "[io][safetensors][writer]") {
  const TemporaryFolder folder;
  const Tensor x = Tensor::zeros({32}, DType::F32);
  const std::string message =
      refusal([&] { save_safetensors(folder.path() / "no" / "x.safetensors", {{"x", x}}); });
  CHECK(has(message, "x.safetensors: cannot be written: No such file"));
  CHECK(has(refusal([&] { save_safetensors(folder.path(), {{"x", x}}); }), "Is a directory"));
  CHECK_THROWS_AS(save_safetensors("/dev/full", {{"x", x}}), SetupError);
  CHECK_NOTHROW(save_safetensors("/dev/null", {{"x", x}}));
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a write that fails leaves the old file and nothing else", "[io][safetensors][writer]") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("x.safetensors", bytes_of("old"));
  rlimit old_limit{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &old_limit) == 0);
  const rlimit limit{.rlim_cur = 1000, .rlim_max = old_limit.rlim_max};
  auto* old_handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  CHECK_THROWS_AS(save_safetensors(path, {{"x", Tensor::zeros({1000}, DType::F32)}}), SetupError);
  setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, old_handler);
  CHECK(fs::file_size(path) == 3);
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("writing through a link keeps the link", "[io][safetensors][writer]") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("x.safetensors", bytes_of("old"));
  const fs::path link = folder.path() / "link";
  fs::create_symlink("x.safetensors", link);
  save_safetensors(link, {{"x", Tensor::zeros({8}, DType::U8)}});
  CHECK(fs::is_symlink(link));
  CHECK(SafetensorsFile::open(path).contains("x"));
}

}  // namespace warplight::io
