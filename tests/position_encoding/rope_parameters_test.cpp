// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/position_encoding/rope_parameters.hpp"

#include "tests/catch.hpp"
#include "tests/random_tensor.hpp"
#include "tests/refuses.hpp"

#include <cmath>
#include <numbers>

#include <nlohmann/json.hpp>

namespace warplight {
namespace {

using nlohmann::json;

model::RopeFrequencies frequencies(const json& rope,
                                   std::int64_t length = 1,
                                   DType dtype = DType::F64) {
  const auto parameters =
      model::parse_rope_parameters({{"rope_parameters", rope}}, 64, 2048, "config.json");
  return model::rope_frequencies(parameters, length, dtype);
}

double theta(const model::RopeFrequencies& f, std::int64_t k) {
  return f.inverse_frequencies.data<double>()[k];
}

}  // namespace

TEST_CASE("Each scaling does to the frequencies what its paper says", "[rope]") {
  const auto plain = frequencies({{"rope_theta", 1e4}});
  CHECK(theta(plain, 0) == 1.0);
  CHECK(theta(plain, 16) == Approx(0.01).epsilon(1e-14));

  const auto linear = frequencies({{"rope_type", "linear"}, {"factor", 4.0}});
  CHECK(theta(linear, 16) == Approx(theta(plain, 16) / 4).epsilon(1e-14));

  // Dynamic NTK: nothing up to the trained length; then the lowest frequency is divided by the stretch
  // and the highest stays.
  const json dynamic{{"rope_type", "dynamic"}, {"factor", 1.0}};
  CHECK(max_difference(frequencies(dynamic, 2048).inverse_frequencies, plain.inverse_frequencies) <
        1e-15);
  const auto stretched = frequencies(dynamic, 8192);
  CHECK(theta(stretched, 0) == 1.0);
  CHECK(theta(stretched, 31) == Approx(theta(plain, 31) / 4).epsilon(1e-12));

  // YaRN: the fastest waves as trained, the slowest divided, cos and sin scaled by 0.1 ln s + 1.
  const auto yarn = frequencies({{"rope_type", "yarn"}, {"factor", 8.0}});
  CHECK(theta(yarn, 0) == 1.0);
  CHECK(theta(yarn, 31) == Approx(theta(plain, 31) / 8).epsilon(1e-14));
  CHECK(yarn.attention_scaling == Approx(0.1 * std::log(8.0) + 1).epsilon(1e-14));

  // Llama 3: waves shorter than 2048/4 as trained, longer than 2048/1 divided.
  const auto llama3 = frequencies({{"rope_type", "llama3"},
                                   {"factor", 8.0},
                                   {"low_freq_factor", 1.0},
                                   {"high_freq_factor", 4.0}});
  for (std::int64_t k = 0; k < 32; ++k) {
    const double wavelength = 2 * std::numbers::pi / theta(plain, k);
    const double share = theta(llama3, k) / theta(plain, k);
    CHECK(share <= 1.0);
    CHECK(share >= 1.0 / 8 - 1e-15);
    if (wavelength < 512) {
      CHECK(share == 1.0);
    } else if (wavelength > 2048) {
      CHECK(share == Approx(1.0 / 8).epsilon(1e-14));
    }
  }
}

TEST_CASE("A factor of one is no scaling, whatever its name", "[rope]") {
  const auto plain = frequencies({{"rope_theta", 1e4}});
  for (const json& rope : {json{{"rope_type", "linear"}, {"factor", 1.0}},
                           json{{"rope_type", "yarn"}, {"factor", 1.0}},
                           json{{"rope_type", "llama3"},
                                {"factor", 1.0},
                                {"low_freq_factor", 1.0},
                                {"high_freq_factor", 4.0}}}) {
    INFO(rope.dump());
    CHECK(max_difference(frequencies(rope).inverse_frequencies, plain.inverse_frequencies) < 1e-15);
    CHECK(frequencies(rope).attention_scaling == 1.0);
  }
}

TEST_CASE("Older configs keep theta and scaling at the top", "[rope]") {
  const json config{{"rope_theta", 5e5}, {"rope_scaling", {{"type", "linear"}, {"factor", 2.0}}}};
  const auto p = model::parse_rope_parameters(config, 64, 2048, "config.json");
  CHECK(p.rope_theta == 5e5);
  CHECK(p.rope_type == model::RopeType::Linear);
  CHECK(p.factor == 2.0);
}

TEST_CASE("Configs that cannot be are refused by file and key", "[rope]") {
  const auto parse = [](const json& rope) {
    return [rope] {
      model::parse_rope_parameters({{"rope_parameters", rope}}, 64, 2048, "config.json");
    };
  };
  CHECK(refuses(parse({{"rope_type", "longrope"}}), {"config.json", "rope_type", "longrope"}));
  CHECK(refuses(parse({{"rope_type", "linear"}}), {"config.json", "factor"}));
  CHECK(refuses(parse({{"rope_type", "linear"}, {"factor", 0}}), {"factor"}));
  CHECK(refuses(parse({{"rope_theta", -1.0}}), {"rope_theta"}));
  CHECK(refuses(parse({{"rope_theta", "big"}}), {"rope_theta", "big"}));
  CHECK(refuses(parse({{"rope_type", "llama3"},
                       {"factor", 8},
                       {"low_freq_factor", 4},
                       {"high_freq_factor", 1}}),
                {"high_freq_factor"}));
  CHECK(refuses(parse({{"rope_type", "linear"}, {"factor", 2}, {"partial_rotary_factor", 0.5}}),
                {"partial_rotary_factor"}));
}

}  // namespace warplight
