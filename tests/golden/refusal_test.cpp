// SPDX-License-Identifier: Apache-2.0
// Files that are wrong are refused by name; none passes, none ends the program.
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/golden/edited_case.hpp"
#include "tests/golden/runner/report.hpp"

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace warplight::golden {
namespace {

const std::string kAttention = "attention/mask_added";
const std::string kLlama = "transformer/llama_labels";

// An Error whose message names the file, once, and `named`.
void check_error(const Result& result, const std::string& named) {
  INFO(line(result));
  CHECK(result.status == Status::Error);
  CHECK(exit_status(result.status) == 2);
  CHECK(result.message.starts_with(result.file));
  CHECK(result.message.rfind(result.file) == 0);
  CHECK(result.message.find(named) != std::string::npos);
}

void check_failure(const Result& result, const std::string& named) {
  INFO(line(result));
  CHECK(result.status == Status::Fail);
  CHECK(exit_status(result.status) == 1);
  CHECK(result.message.find(named) != std::string::npos);
}

}  // namespace

TEST_CASE("a file that is no golden case is refused", "[golden][refusal]") {
  reference::register_ops();
  check_error(run_file("no/such/file.safetensors", {Device::Reference}).front(), "no/such/file");
  check_error(run_file("/", {Device::Reference}).front(), "/");
  check_error(run_bytes(""), "");
  check_error(run_bytes("not a safetensors file at all"), "safetensors");
  for (const std::string key : {"op", "params", "source", "tolerance"}) {
    EditedCase golden(kAttention);
    golden.metadata.erase(key);
    check_error(golden.run(), "\"" + key + "\"");
  }
}

TEST_CASE("a truncated file is refused wherever it is cut", "[golden][refusal]") {
  reference::register_ops();
  const std::string whole = bytes_of("attention/one_key");
  for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 200) {
    check_error(run_bytes(whole.substr(0, length)), "");
  }
  check_error(run_bytes(whole + "more"), "4 bytes");
}

TEST_CASE("a header that lies is refused", "[golden][refusal]") {
  reference::register_ops();
  const auto with = [](const std::string& from, const std::string& to) {
    std::string bytes = bytes_of("attention/one_key");
    const std::size_t at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    return run_bytes(bytes.replace(at, from.size(), to));
  };
  check_error(with("[1,1,1,1]", "[9,9,9,9]"), "needs");
  check_error(with("\"data_offsets\":[0,", "\"data_offsets\":[4,"), "in.");
  check_error(with("\"F32\"", "\"F64\""), "F64");
  check_error(with("\"F32\"", "\"I16\""), "needs");
  std::string bytes = bytes_of("attention/one_key");
  bytes.replace(0, 8, std::string(7, '\xFF') + '\x7F');
  check_error(run_bytes(bytes), "header");
}

TEST_CASE("an unknown op, bad params and a bad tolerance are refused", "[golden][refusal]") {
  reference::register_ops();
  const auto with = [](const std::string& key, const std::string& value) {
    EditedCase golden(kAttention);
    golden.metadata[key] = value;
    return golden.run();
  };
  check_error(with("op", "torch.nn.functional.softmin"), "\"torch.nn.functional.softmin\"");
  check_error(with("op", "softmax"), "\"softmax\"");
  check_error(with("params", "{"), "params");
  check_error(with("params", "[]"), "params");
  check_error(with("params", R"({"scale": "big"})"), "scale");
  check_error(with("params", R"({"is_causal": 1})"), "is_causal");
  check_error(with("params", R"({"scale": 0.5, "scale": 0.5})"), "scale");
  check_error(with("params", R"({"dropout_p": 0.1})"), "dropout_p");
  check_error(with("tolerance", "{}"), "atol");
  check_error(with("tolerance", R"({"atol": 1e-5})"), "rtol");
  check_error(with("tolerance", R"({"atol": -1, "rtol": 0})"), "atol");
  check_error(with("tolerance", R"({"atol": "1", "rtol": 0})"), "atol");
  check_error(with("tolerance", R"({"atol": 1, "rtol": 0, "floor": true})"), "floor");
  check_error(with("tolerance", R"({"atol": 1, "rtol": 0, "ceiling": 1})"), "ceiling");
}

TEST_CASE("a param that is missing, or asks for what is not built, is refused",
          "[golden][refusal]") {
  reference::register_ops();
  const auto with = [](const std::string& name, const std::string& param,
                       const nlohmann::json& value) {
    EditedCase golden(name);
    golden.set_param(param, value);
    return golden.run();
  };
  const auto without = [](const std::string& name, const std::string& param) {
    EditedCase golden(name);
    golden.edit("params", [&](nlohmann::json& params) { params.erase(param); });
    return golden.run();
  };
  check_error(without("ops/softmax_last_axis", "dim"), "\"dim\"");
  check_error(with("ops/softmax_last_axis", "dim", 3), "axis 3");
  check_error(with("ops/softmax_last_axis", "dim", 0.0), "dim");
  check_error(with("ops/gelu_erf", "approximate", "fast"), "\"fast\"");
  check_error(without("ops/layer_norm", "eps"), "\"eps\"");
  check_error(with("ops/layer_norm", "eps", nullptr), "eps");
  check_error(with("ops/layer_norm", "normalized_shape", {15}), "normalized_shape");
  check_error(without("ops/rms_norm_default_eps", "eps"), "\"eps\"");
  check_error(with("ops/cross_entropy", "reduction", "batchmean"), "\"batchmean\"");
  check_error(with("ops/cross_entropy", "label_smoothing", 1.5), "label_smoothing");
  check_error(with("ops/embedding_padding", "padding_idx", 10), "padding_idx");
  check_error(with("position_encoding/default", "rope_parameters",
                   {{"rope_type", "longrope"}, {"rope_theta", 1e4}}),
              "rope_type");
  check_error(with("position_encoding/default", "head_dim", 6), "in.q");
  check_error(with("position_encoding/linear", "rope_parameters",
                   {{"rope_type", "linear"}, {"rope_theta", 1e4}}),
              "factor");
  check_error(with("position_encoding/default", "max_position_embeddings", 0),
              "max_position_embeddings");
  check_error(
      with("sampling/top_k", "processors", {{{"class", "TypicalLogitsWarper"}, {"mass", 0.9}}}),
      "TypicalLogitsWarper");
  check_error(with("sampling/top_k", "processors", {{{"class", "TopKLogitsWarper"}, {"top_k", 5}}}),
              "min_tokens_to_keep");
  check_error(with("sampling/top_k", "processors",
                   {{{"class", "TemperatureLogitsWarper"}, {"temperature", 0.0}}}),
              "temperature");
  check_error(with("sampling/top_k", "processors",
                   {{{"class", "TemperatureLogitsWarper"}, {"temperature", 1.0}, {"x", 1}}}),
              "x");
  check_error(with("sampling/top_k", "processors", "all"), "processors");
}

TEST_CASE("an input that is missing, left over, misshapen or of a wrong dtype is refused",
          "[golden][refusal]") {
  reference::register_ops();
  for (const std::string name : {"in.query", "in.key", "in.value"}) {
    EditedCase golden(kAttention);
    golden.tensors.erase(name);
    check_error(golden.run(), name);
  }
  const auto with = [](const std::string& file, const std::string& name, Tensor tensor) {
    EditedCase golden(file);
    golden.tensors[name] = std::move(tensor);
    return golden.run();
  };
  check_error(with(kAttention, "in.dropout", Tensor::zeros({1}, DType::F32)), "in.dropout");
  check_error(with(kAttention, "weight.w", Tensor::zeros({1}, DType::F32)), "weight.w");
  check_error(with(kAttention, "stray", Tensor::zeros({1}, DType::F32)), "stray");
  check_error(with(kAttention, "in.", Tensor::zeros({1}, DType::F32)), "in.");
  check_error(with(kAttention, "in.query", Tensor::zeros({2, 3, 7, 8}, DType::F16)), "in.query");
  check_error(with(kAttention, "in.attn_mask", Tensor::zeros({7, 7}, DType::I64)), "in.attn_mask");
  check_error(with(kAttention, "in.attn_mask", Tensor::zeros({7, 6}, DType::F32)), "mask");
  check_error(with(kAttention, "in.key", Tensor::zeros({2, 3, 7, 6}, DType::F32)), "key");
  check_error(with(kAttention, "in.key", Tensor::zeros({2, 2, 7, 8}, DType::F32)), "key");
  check_error(with(kAttention, "in.key", Tensor::zeros({8}, DType::F32)), "key");
  check_error(with("ops/embedding", "in.input", Tensor::zeros({2, 7}, DType::I32)), "in.input");
  check_error(with("ops/embedding", "in.input", Tensor::from(std::vector<std::int64_t>{3, 10})),
              "10");
  check_error(with("ops/linear", "in.bias", Tensor::zeros({13}, DType::F32)), "bias");
  check_error(with("ops/cross_entropy", "in.target",
                   Tensor::from(std::vector<std::int64_t>{0, 1, 2, 3, 5, 0})),
              "5");
  check_error(with("position_encoding/default", "in.k", Tensor::zeros({2, 2, 5, 10}, DType::F32)),
              "in.k");
  check_error(
      with("position_encoding/default", "in.position_ids", Tensor::zeros({2, 4}, DType::I64)),
      "cos");
  check_error(with("sampling/top_k", "in.input_ids", Tensor::zeros({2, 4}, DType::I64)),
              "in.input_ids");
  check_error(with("ops/silu", "in.input",
                   Tensor::from(std::vector<float>{1, std::numeric_limits<float>::quiet_NaN()})),
              "in.input");
}

TEST_CASE("a weight that is missing, left over, misshapen or no number is refused",
          "[golden][refusal]") {
  reference::register_ops();
  const std::string key = "model.layers.1.mlp.up_proj.weight";
  EditedCase missing(kLlama);
  missing.tensors.erase("weight." + key);
  check_error(missing.run(), key);
  const auto with = [](const std::string& name, Tensor tensor) {
    EditedCase golden(kLlama);
    golden.tensors["weight." + name] = std::move(tensor);
    return golden.run();
  };
  check_error(with("model.rotary_emb.inv_freq", Tensor::zeros({2}, DType::F32)), "inv_freq");
  check_error(with(key, Tensor::zeros({16, 24}, DType::F32)), key);
  check_error(with(key, Tensor::zeros({24, 16}, DType::I64)), key);
  check_error(with("model.norm.weight",
                   Tensor::from(std::vector<float>(16, std::numeric_limits<float>::quiet_NaN()))),
              "model.norm.weight");
  EditedCase tied(kLlama);  // tied weights stand once
  tied.set_config("tie_word_embeddings", true);
  check_error(tied.run(), "lm_head.weight");
}

TEST_CASE("a config that contradicts the weights or asks for what is not built is refused",
          "[golden][refusal]") {
  reference::register_ops();
  const auto with = [](const std::string& key, const nlohmann::json& value) {
    EditedCase golden(kLlama);
    golden.set_config(key, value);
    return golden.run();
  };
  for (const std::string key :
       {"vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers",
        "num_attention_heads", "num_key_value_heads", "head_dim"}) {
    check_error(with(key, 3), "");
    check_error(with(key, 1000000000), "");
    check_error(with(key, "many"), key);
    check_error(with(key, -1), key);
  }
  check_error(with("attention_bias", true), "bias");
  check_error(with("hidden_act", "mish"), "hidden_act");
  check_error(with("sliding_window", 4), "sliding_window");
  check_error(with("model_type", "gpt2"), "model_type");
  check_error(with("rope_parameters", {{"rope_type", "longrope"}, {"rope_theta", 1e4}}),
              "rope_type");
  check_error(with("rms_norm_eps", "small"), "rms_norm_eps");
  EditedCase without(kLlama);
  without.edit("params", [](nlohmann::json& params) { params["config"].erase("hidden_size"); });
  check_error(without.run(), "hidden_size");
}

TEST_CASE("inputs of a model that do not fit are refused", "[golden][refusal]") {
  reference::register_ops();
  const auto with = [](const std::string& file, const std::string& name, Tensor tensor) {
    EditedCase golden(file);
    golden.tensors["in." + name] = std::move(tensor);
    return golden.run();
  };
  check_error(with(kLlama, "input_ids", Tensor::from(std::vector<std::int64_t>(14, 40), {2, 7})),
              "input_ids");
  check_error(with(kLlama, "input_ids", Tensor::from(std::vector<std::int64_t>(14, -1), {2, 7})),
              "input_ids");
  check_error(with(kLlama, "input_ids", Tensor::zeros({14}, DType::I64)), "input_ids");
  check_error(with(kLlama, "inputs_embeds", Tensor::zeros({2, 7, 16}, DType::F32)), "in.input_ids");
  check_error(with(kLlama, "attention_mask", Tensor::zeros({2, 6}, DType::I64)), "attention_mask");
  check_error(with(kLlama, "attention_mask", Tensor::zeros({2, 7}, DType::F32)), "attention_mask");
  check_error(with(kLlama, "position_ids", Tensor::zeros({2, 8}, DType::I64)), "position_ids");
  check_error(with(kLlama, "labels", Tensor::zeros({2, 6}, DType::I64)), "labels");
  check_error(with(kLlama, "labels", Tensor::from(std::vector<std::int64_t>(14, 77), {2, 7})),
              "77");
  check_error(with("transformer/classes", "labels", Tensor::zeros({3}, DType::F32)), "in.labels");
  check_error(with("transformer/reward", "labels", Tensor::zeros({3}, DType::I64)), "in.labels");
  check_error(with("transformer/reward", "labels", Tensor::zeros({2}, DType::F32)), "in.labels");
}

TEST_CASE("a changed value, a NaN or an output that nothing gives fails", "[golden][refusal]") {
  reference::register_ops();
  EditedCase changed(kLlama);
  changed.tensors.at("out.logits").data<float>()[40 * 7 + 3] += 0.01F;
  check_failure(changed.run(), "out.logits[1,0,3]");
  CHECK(changed.run().at.value_or("") == "out.logits[1,0,3]");
  EditedCase weight(kLlama);
  weight.tensors.at("weight.model.norm.weight").data<float>()[0] += 0.1F;
  check_failure(weight.run(), "max|err|");
  EditedCase not_a_number(kLlama);
  *not_a_number.tensors.at("out.loss").data<float>() = std::numeric_limits<float>::quiet_NaN();
  check_failure(not_a_number.run(), "out.loss");
  EditedCase shape(kLlama);
  shape.tensors.at("out.logits") = shape.tensors.at("out.logits").reshape({7, 2, 40});
  check_failure(shape.run(), "got shape [2, 7, 40] want [7, 2, 40]");
  EditedCase unknown(kLlama);
  unknown.tensors["out.hidden_states"] = Tensor::zeros({1}, DType::F32);
  check_failure(unknown.run(), "\"out.hidden_states\"");
  EditedCase no_labels(kLlama);  // then there is no loss, although one is expected
  no_labels.tensors.erase("in.labels");
  check_failure(no_labels.run(), "\"out.loss\"");
  EditedCase nothing(kLlama);
  nothing.tensors.erase("out.logits");
  nothing.tensors.erase("out.loss");
  check_error(nothing.run(), "nothing is expected");
}

TEST_CASE("gradients are asked for, but not built: outputs count first", "[golden][refusal]") {
  reference::register_ops();
  check_failure(EditedCase("transformer/llama_gradient").run(), "gradients are not built");
  EditedCase changed("attention/gradient_causal");
  changed.tensors.at("out.output").data<float>()[0] += 1;
  check_failure(changed.run(), "out.output[0,0,0,0]");
  EditedCase forward("attention/gradient_causal");  // grad_out alone asks for nothing
  for (const std::string name : {"grad.query", "grad.key", "grad.value"}) {
    forward.tensors.erase(name);
  }
  CHECK(forward.run().status == Status::Pass);
}

TEST_CASE("a backend without the op is told from a file that is wrong", "[golden][refusal]") {
  reference::register_ops();
  const Result none = EditedCase(kAttention).run(Device::Cuda);
  CHECK(none.status == Status::None);
  CHECK(exit_status(none.status) == 1);
  CHECK(none.message == "no CUDA version of this op");
  EditedCase wrong(kAttention);
  wrong.tensors.erase("in.key");
  check_error(wrong.run(Device::Cuda), "in.key");
}

}  // namespace warplight::golden
