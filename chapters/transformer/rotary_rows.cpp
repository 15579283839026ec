// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/report/table.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <utility>

#include <fmt/format.h>

namespace warplight::chapter {

bool show_rotary_rows(const Subject& subject) {
  print_title(8,
              subject.pick(
                  "A slip that leaves text half sane: rows of q and k in the order of another RoPE",
                  "一个让文本“半通不通”的错误：q、k 的行按另一种 RoPE 的次序排列"));
  const std::vector<std::int64_t> ids = paragraph(subject);
  report::Table table(
      {{subject.pick("rows of q_proj and k_proj", "q_proj、k_proj 的行"), report::Align::Left},
       {subject.pick("perplexity of models/paragraph.txt", "models/paragraph.txt 的困惑度")}},
      kIndent);
  const double in_order = model::perplexity(subject.model, ids);
  table.add_row({subject.pick("half-split, as our RoPE turns them", "前后两半配对（我们的 RoPE）"),
                 fmt::format("{:.2f}", in_order)});
  if (std::filesystem::is_directory(subject.path)) {
    fmt::print("{}", table.render());
    print_line(subject.pick(
        "a Hugging Face folder stores the rows in this order; only a GGUF file has another",
        "Hugging Face 目录中的行本就是这个次序；只有 GGUF 文件不同"));
    return true;
  }
  model::LoadOptions as_in_file;
  as_in_file.restore_rotary_rows = false;
  model::Checkpoint checkpoint = model::load_checkpoint(subject.path, as_in_file);
  const model::LlamaForCausalLM wrong(std::move(checkpoint.config), std::move(checkpoint.weights));
  const double not_in_order = model::perplexity(wrong, ids);
  table.add_row(
      {subject.pick("interleaved, as the GGUF file has them", "相邻两行配对（GGUF 文件原样）"),
       fmt::format("{:.2f}", not_in_order)});
  fmt::print("{}", table.render());
  return print_verdict(not_in_order > in_order,
                       fmt::format(fmt::runtime(subject.pick(
                                       "same weights, every shape right, {:.1f} times as perplexed",
                                       "权重相同，形状全对，困惑度却是 {:.1f} 倍")),
                                   not_in_order / in_order));
}

}  // namespace warplight::chapter
