// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/report/language.hpp"
#include "common/tokenizer/tokenizer.hpp"
#include "reference_cpu/transformer/load.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @ingroup transformer
/// @brief The parts of the chapter. Each measures, prints one block, writes what the plots need, and says
/// whether all that it checked holds.

namespace warplight::chapter {

/// What every part works on.
struct Subject {
  std::filesystem::path path;            ///< the checkpoint
  const text::Tokenizer& tokenizer;      ///< its tokenizer
  const model::LlamaForCausalLM& model;  ///< the model
  const io::StateDict& weights;          ///< the model's weights, by key
  std::string prompt;                    ///< the sentence
  std::vector<std::int64_t> ids;         ///< its tokens
  std::filesystem::path out;             ///< where results go
  report::Language language;             ///< of headings and verdicts; names of ops stay English

  /// The one of two texts that is in the language.
  [[nodiscard]] std::string pick(std::string_view english, std::string_view chinese) const {
    return std::string(report::pick(language, english, chinese));
  }
  /// One token as text.
  [[nodiscard]] std::string text_of(std::int64_t id) const {
    return tokenizer.decode(std::vector{id});
  }
};

/// Logits and, where asked for, a trace of one forward over `ids` without a cache.
Tensor forward(const Subject& subject,
               const std::vector<std::int64_t>& ids,
               model::Trace* trace = nullptr);

/// The chapter's known paragraph: models/paragraph.txt as tokens.
std::vector<std::int64_t> paragraph(const Subject& subject);

/// Largest |a - b| over all elements; shapes must agree.
double worst_difference(const Tensor& a, const Tensor& b);

/// What fp32 sums of the same terms in another order may differ by, over a whole model: 5e-6 of the largest
/// value and 1e-5 relative, as for any fp32 result of this project.
double rounding_tolerance(const Tensor& logits);

/// 1: shapes of every op, for a whole sentence and for one decoding step.
bool show_shapes(const Subject& subject);
/// 2: parameters by part, formula against file.
bool show_parameters(const Subject& subject);
/// 3: arithmetic counted from the calls, against 2P + 4 L Hq D n; bytes of the cache.
bool show_cost(const Subject& subject);
/// 4: training and inference: shapes, shifted loss, equality, causality.
bool show_training(const Subject& subject);
/// 5: the likeliest next tokens.
bool show_next_token(const Subject& subject);
/// 6: heads that do something nameable, with their maps.
bool show_heads(const Subject& subject);
/// 7: what each layer would answer.
bool show_lens(const Subject& subject);
/// 8: what a wrong order of the rows of q and k costs.
bool show_rotary_rows(const Subject& subject);

}  // namespace warplight::chapter
