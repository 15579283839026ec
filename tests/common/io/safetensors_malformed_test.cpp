// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/safetensors.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"

#include <random>

namespace warplight::io {
namespace {

struct Malformed {
  std::string header;
  std::size_t data_size;
  std::string expected;  // part of the message
};

std::string refuse(const std::vector<std::byte>& bytes) {
  return refusal([&] {
    const SafetensorsFile file = SafetensorsFile::parse(in_memory(bytes));
    for (const std::string& name : file.names()) {
      (void)file.tensor(name);
    }
  });
}

void check_refused(const std::vector<Malformed>& cases) {
  for (const Malformed& malformed : cases) {
    const std::string message = refuse(safetensors_bytes(malformed.header, malformed.data_size));
    INFO(malformed.header << "\n" << message);
    CHECK(has(message, "test.file: "));
    CHECK(has(message, malformed.expected));
  }
}

// {"x": ...} with one F32 tensor of three elements, one field of it replaced.
std::string with(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"({"x":{"dtype":)" + dtype + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets +
         "}}";
}

const std::string kValid =
    R"({"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
    R"("b":{"dtype":"BOOL","shape":[2],"data_offsets":[24,26]}})";

std::vector<std::byte> valid_file() {
  std::vector<std::byte> bytes = safetensors_bytes(kValid, 26);
  bytes[bytes.size() - 1] = bytes[bytes.size() - 2] = std::byte{1};  // b, which is BOOL
  return bytes;
}

}  // namespace

TEST_CASE("headers that are not the format's JSON", "[io][safetensors][malformed]") {
  check_refused({
      {"", 0, "does not begin with an object"},
      {"[]", 0, "does not begin with an object"},
      {" {}", 0, "does not begin with an object"},
      {"{", 0, "not valid JSON"},
      {"{}x", 0, "not valid JSON"},
      {R"({"x":})", 0, "not valid JSON"},
      {"{\"\xFF\":1}", 0, "not valid JSON"},
      {"{\"\xC0\x80\":1}", 0, "not valid JSON"},
      {"{\"\xED\xA0\x80\":1}", 0, "not valid JSON"},
      {R"({"x":1})", 0, "tensor \"x\" is not described by an object"},
      {R"({"x":null})", 0, "tensor \"x\" is not described by an object"},
      {R"({"__metadata__":null})", 0, "__metadata__ is not an object"},
      {R"({"__metadata__":["a"]})", 0, "__metadata__ is not an object"},
      {R"({"__metadata__":{"k":1}})", 0, "__metadata__: \"k\" is not a string"},
      {R"({"__metadata__":{"k":{"j":"v"}}})", 0, "__metadata__: \"k\" is not a string"},
      {R"({"__metadata__":{"k":"v","k":"w"}})", 0, "key \"k\" is there twice"},
  });
  const std::string twice = R"("x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]})";
  check_refused({{"{" + twice + "," + twice + "}", 1, "key \"x\" is there twice"}});
  check_refused({{std::string(1000, '['), 0, "does not begin with an object"},
                 {"{\"x\":" + std::string(100000, '['), 0, "nested deeper"}});
}

TEST_CASE("tensors that are not described in full", "[io][safetensors][malformed]") {
  check_refused({
      {R"({"x":{"shape":[3],"data_offsets":[0,12]}})", 12, "tensor \"x\" has no dtype"},
      {R"({"x":{"dtype":"F32","data_offsets":[0,12]}})", 12, "tensor \"x\" has no shape"},
      {R"({"x":{"dtype":"F32","shape":[3]}})", 12, "tensor \"x\" has no data_offsets"},
      {R"({"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12],"more":1}})", 12,
       "tensor \"x\" has an unknown field \"more\""},
      {R"({"x":{"dtype":"F32","dtype":"I32","shape":[3],"data_offsets":[0,12]}})", 12,
       "key \"dtype\" is there twice"},
      {with("7", "[3]", "[0,12]"), 12, "has no dtype"},
      {with("\"F64\"", "[3]", "[0,24]"), 24, "tensor \"x\" has dtype \"F64\", which is not read"},
      {with("\"f32\"", "[3]", "[0,12]"), 12, "dtype \"f32\""},
      {with("\"F8_E4M3\"", "[3]", "[0,3]"), 3, "dtype \"F8_E4M3\""},
      {with("\"U32\"", "[3]", "[0,12]"), 12, "dtype \"U32\""},
      {with("\"Q4_0\"", "[32]", "[0,18]"), 18, "dtype \"Q4_0\""},
  });
}

TEST_CASE("shapes and offsets that are no whole numbers, or lie", "[io][safetensors][malformed]") {
  check_refused({
      {with("\"F32\"", "3", "[0,12]"), 12, "has no shape"},
      {with("\"F32\"", "[-3]", "[0,12]"), 12, "a shape with -3"},
      {with("\"F32\"", "[3.0]", "[0,12]"), 12, "a shape with 3.0"},
      {with("\"F32\"", "[3e0]", "[0,12]"), 12, "a shape with 3.0"},
      {with("\"F32\"", "[\"3\"]", "[0,12]"), 12, "a shape with something"},
      {with("\"F32\"", "[true]", "[0,12]"), 12, "a shape with true"},
      {with("\"F32\"", "[null]", "[0,12]"), 12, "a shape with null"},
      {with("\"F32\"", "[[3]]", "[0,12]"), 12, "a shape with something"},
      {with("\"F32\"", "[9223372036854775808]", "[0,12]"), 12, "a shape with 9223372036854775808"},
      {with("\"F32\"", "[99999999999999999999]", "[0,12]"), 12, "a shape with 1e+20"},
      {with("\"F32\"", "[1e999]", "[0,12]"), 12, "number that is out of range"},
      {with("\"F32\"", "[4611686018427387904]", "[0,0]"), 0, "overflows"},
      {with("\"F32\"", "[4294967296,4294967296]", "[0,0]"), 0, "overflows"},
      {with("\"F32\"", "[0,4294967296,4294967296]", "[0,0]"), 0, "overflows"},
      {with("\"F32\"", "[4]", "[0,12]"), 12, "tensor \"x\" has 12 bytes, but F32 [4] needs 16"},
      {with("\"F32\"", "[2]", "[0,12]"), 12, "tensor \"x\" has 12 bytes, but F32 [2] needs 8"},
      {with("\"F16\"", "[3]", "[0,12]"), 12, "F16 [3] needs 6"},
      {with("\"F32\"", "[3]", "[0,12,12]"), 12, "needs two data_offsets"},
      {with("\"F32\"", "[3]", "[12]"), 12, "needs two data_offsets"},
      {with("\"F32\"", "[3]", "[12,0]"), 12, "needs two data_offsets"},
      {with("\"F32\"", "[3]", "[-12,0]"), 12, "data_offsets with -12"},
      {with("\"F32\"", "[3]", "{\"0\":12}"), 12, "has no data_offsets"},
      {with("\"F32\"", "[3]", "[0,12]"), 11, "tensor \"x\" ends at byte 12 of the data"},
      {with("\"F32\"", "[3]", "[0,12]"), 13, "1 bytes after the last tensor belong to none"},
      {with("\"F32\"", "[3]", "[4,16]"), 16, "tensor \"x\" begins at byte 4"},
      {with("\"F32\"", "[3]", "[9223372036854775795,9223372036854775807]"), 12,
       "tensor \"x\" ends at byte 9223372036854775807"},
  });
}

TEST_CASE("tensors that overlap or leave gaps", "[io][safetensors][malformed]") {
  const std::string a = R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)";
  check_refused({
      {a + R"("b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}})", 7,
       "tensor \"b\" begins at byte 3 of the data, within another tensor"},
      {a + R"("b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 4, "within another tensor"},
      {a + R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})", 4, "within another tensor"},
      {a + R"("b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}})", 9,
       "tensor \"b\" begins at byte 5 of the data, after a gap"},
      {a + R"("b":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}})", 4, "within another tensor"},
      {"{}", 1, "1 bytes after the last tensor"},
  });
}

TEST_CASE("a BOOL other than 0 and 1 is refused", "[io][safetensors][malformed]") {
  CHECK(refuse(valid_file()) == "accepted");
  std::vector<std::byte> bytes = valid_file();
  bytes.back() = std::byte{2};
  CHECK(has(refuse(bytes), "tensor \"b\" is BOOL"));
}

TEST_CASE("a missing tensor is named", "[io][safetensors][malformed]") {
  const SafetensorsFile file = SafetensorsFile::parse(in_memory(valid_file()));
  CHECK(refusal([&] { (void)file.tensor("c\n"); }) == "test.file: tensor \"c\\x0a\" is missing");
}

TEST_CASE("a safetensors file cut anywhere is refused", "[io][safetensors][malformed]") {
  const std::vector<std::byte> bytes = valid_file();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string message = refuse({bytes.begin(), bytes.begin() + static_cast<long>(size)});
    INFO(size << " of " << bytes.size() << ": " << message);
    CHECK(has(message, "test.file: "));
  }
}

TEST_CASE("a safetensors file with altered bytes is refused or consistent",
          "[io][safetensors][malformed]") {
  const std::vector<std::byte> original = valid_file();
  std::mt19937 random(1);  // two bytes at once: the second often repairs what the first broke
  const std::size_t header_end = 8 + kValid.size();
  for (int round = 0; round < 20000; ++round) {
    std::vector<std::byte> bytes = original;
    for (int change = 0; change < 2; ++change) {
      bytes[random() % header_end] = static_cast<std::byte>(random());
    }
    const std::string message = refuse(bytes);
    if (message == "accepted") {
      const SafetensorsFile file = SafetensorsFile::parse(in_memory(bytes));
      std::size_t total = 0;
      for (const std::string& name : file.names()) {
        total += file.tensor(name).nbytes();
      }
      CHECK(total == 26);
    } else {
      CHECK(has(message, "test.file: "));
    }
  }
}

}  // namespace warplight::io
