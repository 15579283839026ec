// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/register.hpp"
#include "reference_cpu/transformer/heads.hpp"
#include "reference_cpu/transformer/load.hpp"
#include "tests/catch.hpp"
#include "tests/random_tensor.hpp"
#include "tests/refuses.hpp"
#include "tests/transformer/small_llama.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace warplight {
namespace {

using model::LlamaForCausalLM;
using model::LlamaInputs;
using nlohmann::json;

// Sums of a few hundred doubles in another order, through two layers.
constexpr double kRounding = 1e-11;

LlamaForCausalLM small_llama(const json& config = small_llama_config()) {
  reference::register_ops();
  return {model::parse_llama_config(config, "config.json"), small_llama_weights(config)};
}

Tensor ids_of(const std::vector<std::int64_t>& ids, std::int64_t batch = 1) {
  return Tensor::from(ids, {batch, static_cast<std::int64_t>(ids.size()) / batch});
}

LlamaInputs with_ids(const Tensor& ids) {
  LlamaInputs inputs;
  inputs.input_ids = ids;
  return inputs;
}

const std::vector<std::int64_t> kText{3, 1, 4, 1, 5, 9, 2, 6, 22, 0, 7};

}  // namespace

TEST_CASE("Feeding a text in pieces through the cache is one forward", "[transformer]") {
  const LlamaForCausalLM llama = small_llama();
  const auto length = static_cast<std::int64_t>(kText.size());
  const Tensor whole = llama.logits(with_ids(ids_of(kText)));  // [1, T, V]
  for (const std::int64_t piece : {1, 2, 5, 11}) {
    model::KvCache cache(llama.config().num_hidden_layers);
    for (std::int64_t first = 0; first < length; first += piece) {
      const std::int64_t last = std::min(first + piece, length);
      LlamaInputs inputs = with_ids(ids_of(kText).slice(1, first, last));
      inputs.cache = &cache;
      CHECK(max_difference(llama.logits(inputs), whole.slice(1, first, last)) < kRounding);
    }
  }
  CHECK(max_difference(llama.logits(with_ids(ids_of(kText)), 1),
                       whole.slice(1, length - 1, length)) < kRounding);
}

TEST_CASE("No later token changes an earlier logit", "[transformer]") {
  const LlamaForCausalLM llama = small_llama();
  std::vector<std::int64_t> changed = kText;
  changed[6] = 17;
  const Tensor before = llama.logits(with_ids(ids_of(kText)));
  const Tensor after = llama.logits(with_ids(ids_of(changed)));
  CHECK(max_difference(before.slice(1, 0, 6), after.slice(1, 0, 6)) == 0);
  CHECK(max_difference(before.slice(1, 6, 7), after.slice(1, 6, 7)) > 1e-3);
}

TEST_CASE("Padding changes nothing for the tokens that count", "[transformer]") {
  const LlamaForCausalLM llama = small_llama();
  const std::vector<std::int64_t> text{3, 1, 4, 1};
  const Tensor alone = llama.logits(with_ids(ids_of(text)));
  LlamaInputs right = with_ids(ids_of({3, 1, 4, 1, 0, 0}));
  right.attention_mask = ids_of({1, 1, 1, 1, 0, 0});
  CHECK(max_difference(llama.logits(right).slice(1, 0, 4), alone) < kRounding);
  LlamaInputs left = with_ids(ids_of({0, 0, 3, 1, 4, 1}));
  left.attention_mask = ids_of({0, 0, 1, 1, 1, 1});
  left.position_ids = ids_of({0, 0, 0, 1, 2, 3});
  CHECK(max_difference(llama.logits(left).slice(1, 2, 6), alone) < kRounding);
}

TEST_CASE("Texts packed into one row do not see each other", "[transformer]") {
  json config = small_llama_config();
  config["use_cache"] =
      false;  // as in training; with a cache, upstream does not look for packed texts
  const LlamaForCausalLM llama = small_llama(config);
  LlamaInputs packed = with_ids(ids_of({3, 1, 4, 9, 8}));
  packed.position_ids = ids_of({0, 1, 2, 0, 1});
  const Tensor logits = llama.logits(packed);
  CHECK(max_difference(logits.slice(1, 0, 3), llama.logits(with_ids(ids_of({3, 1, 4})))) <
        kRounding);
  CHECK(max_difference(logits.slice(1, 3, 5), llama.logits(with_ids(ids_of({9, 8})))) < kRounding);
}

TEST_CASE("The loss is the mean over shifted labels that count", "[transformer]") {
  const LlamaForCausalLM llama = small_llama();
  const Tensor logits = llama.logits(with_ids(ids_of({3, 1, 4, 1})));  // [1, 4, V]
  const Tensor loss = model::causal_lm_loss(logits, ids_of({3, -100, 4, 1}));
  double want = 0;
  for (const auto& [t, label] :
       std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 4}, {2, 1}}) {
    const double* row = logits.data<double>() + t * 23;
    double sum = 0;
    for (std::int64_t v = 0; v < 23; ++v) {
      sum += std::exp(row[v]);
    }
    want += (std::log(sum) - row[label]) / 2;
  }
  CHECK(*loss.data<double>() == Approx(want).epsilon(1e-12));
}

TEST_CASE("Embeddings may be given in place of ids", "[transformer]") {
  const LlamaForCausalLM llama = small_llama();
  const io::StateDict weights = small_llama_weights(small_llama_config());
  const Tensor table = weights.at("model.embed_tokens.weight");
  Tensor embeds = Tensor::empty({1, 2, 20}, DType::F64);
  std::copy_n(table.data<double>() + std::ptrdiff_t{3} * 20, 20, embeds.data<double>());
  std::copy_n(table.data<double>() + std::ptrdiff_t{7} * 20, 20, embeds.data<double>() + 20);
  LlamaInputs inputs;
  inputs.inputs_embeds = embeds;
  CHECK(max_difference(llama.logits(inputs), llama.logits(with_ids(ids_of({3, 7})))) == 0);
}

TEST_CASE("A classifier reads the last token that is not padding", "[transformer]") {
  reference::register_ops();
  json config = small_llama_config();
  config["pad_token_id"] = 0;
  config["id2label"] = {{"0", "a"}, {"1", "b"}, {"2", "c"}};
  io::StateDict weights = small_llama_weights(config);
  weights.take("lm_head.weight", {23, 20});
  weights.add("score.weight", random_tensor({3, 20}, 7));
  const model::LlamaForSequenceClassification classifier(
      model::parse_llama_config(config, "config.json"), weights);
  LlamaInputs padded = with_ids(ids_of({3, 1, 4, 0, 0, 5, 6, 7, 8, 9}, 2));
  padded.attention_mask = ids_of({1, 1, 1, 0, 0, 1, 1, 1, 1, 1}, 2);
  const Tensor scores = classifier.logits(padded);
  CHECK(scores.shape() == Shape{2, 3});
  CHECK(max_difference(scores.slice(0, 0, 1), classifier.logits(with_ids(ids_of({3, 1, 4})))) <
        kRounding);
  CHECK(max_difference(scores.slice(0, 1, 2),
                       classifier.logits(with_ids(ids_of({5, 6, 7, 8, 9})))) < kRounding);
}

TEST_CASE("Inputs that cannot be are refused by name", "[transformer]") {
  const LlamaForCausalLM llama = small_llama();
  CHECK(refuses([&] { return llama.logits(with_ids(ids_of({3, 23}))); }, {"input_ids", "23"}));
  CHECK(refuses([&] { return llama.logits(with_ids(ids_of({3, -1}))); }, {"input_ids", "-1"}));
  CHECK(refuses([&] { return llama.logits(LlamaInputs{}); }, {"input_ids", "inputs_embeds"}));
  LlamaInputs inputs = with_ids(ids_of({3, 1, 4}));
  inputs.attention_mask = ids_of({1, 1});
  CHECK(refuses([&] { return llama.logits(inputs); }, {"attention_mask", "[1, 3]", "[1, 2]"}));
  inputs = with_ids(ids_of({3, 1, 4}));
  inputs.position_ids = ids_of({0, 1});
  CHECK(refuses([&] { return llama.logits(inputs); }, {"position_ids", "[1, 2]"}));
}

TEST_CASE(
    "Checkpoints with a weight missing, left over, misshapen or not finite are refused by name",
    "[transformer]") {
  const auto build = [](const std::function<void(io::StateDict&)>& damage) {
    return [damage] {
      io::StateDict weights = small_llama_weights(small_llama_config());
      damage(weights);
      const auto config = model::parse_llama_config(small_llama_config(), "config.json");
      const LlamaForCausalLM llama(config,
                                   model::materialize(weights, config, false, model::Compute::F32));
    };
  };
  const std::string up = "model.layers.1.mlp.up_proj.weight";
  CHECK_NOTHROW(build([](io::StateDict&) {})());
  CHECK(refuses(build([&](io::StateDict& w) { w.take(up, {28, 20}); }), {"small llama", up}));
  CHECK(refuses(build([](io::StateDict& w) { w.add("model.layers.2.x", random_tensor({2}, 1)); }),
                {"small llama", "model.layers.2.x"}));
  CHECK(refuses(build([&](io::StateDict& w) { w.add(up, w.take(up, {28, 20}).slice(0, 0, 27)); }),
                {up, "[28, 20]", "[27, 20]"}));
  CHECK(refuses(build([&](io::StateDict& w) {
                  w.add(up, Tensor::zeros(w.take(up, {28, 20}).shape(), DType::I32));
                }),
                {up, "I32"}));
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), HUGE_VAL}) {
    CHECK(refuses(build([&](io::StateDict& w) {
                    Tensor weight = w.take(up, {28, 20}).to(DType::F32);
                    weight.data<float>()[5] = static_cast<float>(bad);
                    w.add(up, weight);
                  }),
                  {"small llama", up}));
  }
}

TEST_CASE("Configs that ask for what is not built are refused by key", "[transformer]") {
  const auto with = [](const char* key, const json& value) {
    return [=] {
      json config = small_llama_config();
      config[key] = value;
      model::parse_llama_config(config, "config.json");
    };
  };
  CHECK(refuses(with("hidden_act", "tanh"), {"config.json", "hidden_act", "tanh"}));
  CHECK(refuses(with("model_type", "mistral"), {"model_type", "mistral"}));
  CHECK(refuses(with("num_key_value_heads", 3), {"num_key_value_heads", "3"}));
  CHECK(refuses(with("hidden_size", 0), {"hidden_size"}));
  CHECK(refuses(with("hidden_size", 2.5), {"hidden_size"}));
  CHECK(refuses(with("head_dim", 5), {"head_dim"}));
  CHECK(refuses(with("rms_norm_eps", "small"), {"rms_norm_eps", "small"}));
  CHECK(refuses(with("vocab_size", nullptr), {"vocab_size"}));
  CHECK(refuses(with("sliding_window", 128), {"sliding_window"}));
}

TEST_CASE("parameter_count counts what the weights hold", "[transformer]") {
  for (const bool bias : {false, true}) {
    for (const bool tied : {false, true}) {
      json config = small_llama_config();
      config["attention_bias"] = config["mlp_bias"] = bias;
      config["tie_word_embeddings"] = tied;
      std::int64_t held = 0;
      const io::StateDict weights = small_llama_weights(config);
      for (const auto& [name, tensor] : weights.tensors()) {
        held += tensor.numel();
      }
      CHECK(model::parameter_count(model::parse_llama_config(config, "config.json")) == held);
    }
  }
}

}  // namespace warplight
