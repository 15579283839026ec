// SPDX-License-Identifier: Apache-2.0
#include "common/io/json_reader.hpp"

#include "common/error.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"

namespace warplight::io {
namespace {

std::string refuse_json(std::string_view text) {
  return refusal([&] { (void)parse_json(text, "config.json"); });
}

}  // namespace

TEST_CASE("JSON that would be read differently elsewhere is refused", "[io][json]") {
  CHECK(refuse_json("{\"a\": [1, {\"a\": 2}], \"b\": {\"a\": 1}}") == "accepted");
  CHECK(refuse_json("{\"a\": 1, \"a\": 2}") == "config.json: key \"a\" is there twice");
  CHECK(refuse_json("{\"x\": {\"a\": 1, \"b\": [], \"a\": 2}}") ==
        "config.json: key \"a\" is there twice");
  CHECK(refuse_json("{\"a\": tru}") == "config.json: not valid JSON at byte 10");
  CHECK(has(refuse_json("{\"a\": NaN}"), "not valid JSON"));
  CHECK(has(refuse_json("{\"a\": 1} x"), "not valid JSON"));
  CHECK(has(refuse_json("{\"a\": \"\xFF\"}"), "not valid JSON"));
  CHECK(has(refuse_json("{\"a\": 1,}"), "not valid JSON"));
  CHECK(has(refuse_json(""), "not valid JSON"));
  CHECK(has(refuse_json("{\"a\": 1e999}"), "out of range"));
  CHECK(refuse_json(std::string(64, '[') + std::string(64, ']')) == "accepted");
  CHECK(has(refuse_json(std::string(66, '[') + std::string(66, ']')), "nested deeper"));
  CHECK(has(refuse_json(std::string(1 << 20, '[')), "nested deeper"));
}

TEST_CASE("typed values, defaults and null", "[io][json]") {
  const nlohmann::json config = parse_json(
      R"({"n": 3, "x": 1e-5, "whole": 10000, "yes": true, "s": "silu", "none": null,
          "ids": [0, -1], "xs": [1, 2.5], "ss": ["a", "b"], "rope": {"type": "llama3", "factor": 8}})",
      "config.json");
  const JsonReader reader(config, "config.json");
  CHECK(reader.get<std::int64_t>("n") == 3);
  CHECK(reader.get<double>("x") == 1e-5);
  CHECK(reader.get<double>("whole") == 10000.0);
  CHECK(reader.get<bool>("yes"));
  CHECK(reader.get<std::string>("s") == "silu");
  CHECK(reader.get<std::vector<std::int64_t>>("ids") == std::vector<std::int64_t>{0, -1});
  CHECK(reader.get<std::vector<double>>("xs") == std::vector<double>{1, 2.5});
  CHECK(reader.get<std::vector<std::string>>("ss") == std::vector<std::string>{"a", "b"});
  CHECK(reader.get<double>("absent", 0.5) == 0.5);
  CHECK(reader.get<double>("none", 0.5) == 0.5);
  CHECK(reader.get<std::string>("none", "d") == "d");
  CHECK_FALSE(reader.find<bool>("absent"));
  CHECK_FALSE(reader.has("none"));
  CHECK(reader.positive("n") == 3);
  CHECK(reader.positive("absent", 7) == 7);
  CHECK(reader.object("rope").get<double>("factor") == 8);
}

TEST_CASE("errors name file, key and value", "[io][json]") {
  const nlohmann::json config = parse_json(
      R"({"s": "abc", "x": 2.5, "neg": -1, "zero": 0, "big": 2147483648, "huge": 18446744073709551615,
          "b": true, "list": [1, "a"], "null": null, "o": {"p": "q"}})",
      "config.json");
  const JsonReader reader(config, "config.json");
  const auto positive = [&](const char* key) {
    return refusal([&] { (void)reader.positive(key); });
  };
  const std::string wanted = "expected a positive whole number, ";
  CHECK(positive("s") == "config.json: s: " + wanted + "got \"abc\"");
  CHECK(positive("x") == "config.json: x: " + wanted + "got 2.5");
  CHECK(positive("neg") == "config.json: neg: " + wanted + "got -1");
  CHECK(positive("zero") == "config.json: zero: " + wanted + "got 0");
  CHECK(positive("b") == "config.json: b: " + wanted + "got true");
  CHECK(positive("list") == "config.json: list: " + wanted + "got a list");
  CHECK(positive("null") == "config.json: null: " + wanted + "got null");
  CHECK(positive("gone") == "config.json: gone: " + wanted + "but it is missing");
  CHECK(positive("big") == "config.json: big: expected a number below 2^31, got 2147483648");
  CHECK(has(refusal([&] { (void)reader.positive("s", 3); }), "s: expected"));
  CHECK(has(refusal([&] { (void)reader.get<std::int64_t>("huge"); }), "expected a whole number"));
  CHECK(has(refusal([&] { (void)reader.get<std::int64_t>("x"); }), "expected a whole number"));
  CHECK(has(refusal([&] { (void)reader.get<double>("s"); }), "expected a number, got \"abc\""));
  CHECK(has(refusal([&] { (void)reader.get<bool>("zero"); }), "expected true or false, got 0"));
  CHECK(has(refusal([&] { (void)reader.get<std::string>("b", ""); }), "expected a string"));
  CHECK(has(refusal([&] { (void)reader.get<std::vector<double>>("list"); }), "a list of numbers"));
  CHECK(refusal([&] { (void)reader.object("o").get<double>("p"); }) ==
        "config.json: o.p: expected a number, got \"q\"");
  CHECK(has(refusal([&] { (void)reader.object("s"); }), "s: expected an object"));
  const nlohmann::json list = nlohmann::json::array();
  CHECK(refusal([&] { const JsonReader not_object(list, "c"); }) ==
        "c: expected a JSON object, got a list");
}

}  // namespace warplight::io
