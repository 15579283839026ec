// SPDX-License-Identifier: Apache-2.0
// Every committed case passes on the reference, one test an op.
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/golden/edited_case.hpp"
#include "tests/golden/runner/case.hpp"
#include "tests/golden/runner/report.hpp"

#include <filesystem>
#include <string>

namespace warplight::golden {
namespace {

// Runs the cases of one op. Those with gradients must have right outputs and say what is not built.
void run_cases(const std::string& topic, const std::string& op) {
  reference::register_ops();
  int cases = 0;
  const auto folder = std::filesystem::path(WARPLIGHT_SOURCE_DIR) / "tests/golden" / topic;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const Case golden = Case::open(entry.path());
    if (golden.op() != op) {
      continue;
    }
    ++cases;
    const Result result = run_file(entry.path(), {Device::Reference}).front();
    INFO(line(result));
    if (golden.gradients().empty()) {
      CHECK(result.status == Status::Pass);
    } else {
      CHECK(result.status == Status::Fail);
      CHECK(result.message.starts_with("gradients are not built"));
    }
    CHECK(result.compared.size() == golden.outputs().size());
  }
  CHECK(cases > 0);
}

TEST_CASE("softmax equals PyTorch", "[golden]") { run_cases("ops", "torch.nn.functional.softmax"); }

TEST_CASE("log_softmax equals PyTorch", "[golden]") {
  run_cases("ops", "torch.nn.functional.log_softmax");
}

TEST_CASE("layer_norm equals PyTorch", "[golden]") {
  run_cases("ops", "torch.nn.functional.layer_norm");
}

TEST_CASE("rms_norm equals PyTorch", "[golden]") {
  run_cases("ops", "torch.nn.functional.rms_norm");
}

TEST_CASE("gelu equals PyTorch", "[golden]") { run_cases("ops", "torch.nn.functional.gelu"); }

TEST_CASE("silu equals PyTorch", "[golden]") { run_cases("ops", "torch.nn.functional.silu"); }

TEST_CASE("linear equals PyTorch", "[golden]") { run_cases("ops", "torch.nn.functional.linear"); }

TEST_CASE("embedding equals PyTorch", "[golden]") {
  run_cases("ops", "torch.nn.functional.embedding");
}

TEST_CASE("cross_entropy equals PyTorch", "[golden]") {
  run_cases("ops", "torch.nn.functional.cross_entropy");
}

TEST_CASE("scaled_dot_product_attention equals PyTorch", "[golden]") {
  run_cases("attention", "torch.nn.functional.scaled_dot_product_attention");
}

TEST_CASE("apply_rotary_pos_emb equals Hugging Face", "[golden]") {
  run_cases("position_encoding", "transformers.models.llama.modeling_llama.apply_rotary_pos_emb");
}

TEST_CASE("LogitsProcessorList equals Hugging Face", "[golden]") {
  run_cases("sampling", "transformers.generation.logits_process.LogitsProcessorList");
}

TEST_CASE("LlamaForCausalLM equals Hugging Face", "[golden]") {
  run_cases("transformer", "transformers.LlamaForCausalLM");
}

TEST_CASE("LlamaForSequenceClassification equals Hugging Face", "[golden]") {
  run_cases("transformer", "transformers.LlamaForSequenceClassification");
}

}  // namespace
}  // namespace warplight::golden
