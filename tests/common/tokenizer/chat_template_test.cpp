// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/chat_template.hpp"

#include "tests/refuses.hpp"

namespace warplight::text {

namespace {

using Messages = std::vector<Message>;

// SmolLM2-Instruct's form with another prompt.
constexpr std::string_view kWithDefault =
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\nBe kind.<|im_end|>\n' }}{% endif %}"
    "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% "
    "endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

// The same without a default, written as a person would.
constexpr std::string_view kOverLines = R"({%- if not add_generation_prompt is defined -%}
  {%- set add_generation_prompt = false -%}
{%- endif -%}
{# ChatML, over several lines #}
{% for message in messages %}
    {{- "<|im_start|>" ~ message.role + "\n" }}
    {{- message.content -}}
    <|im_end|>
{% endfor %}
{% if add_generation_prompt %}
<|im_start|>assistant
{% endif %}
)";

}  // namespace

// What Hugging Face renders (transformers 5.23.0, render_jinja_template).
TEST_CASE("conversations are rendered as Hugging Face does", "[tokenizer][chat]") {
  const std::string system = "<|im_start|>system\nBe kind.<|im_end|>\n";
  const std::string answer = "<|im_start|>assistant\n";
  const std::pair<Messages, std::string> cases[] = {
      {{}, ""},
      {{{"user", "Hi"}}, system + "<|im_start|>user\nHi<|im_end|>\n"},
      {{{"system", "Be brief."}, {"user", "Hi"}},
       "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"},
      {{{"user", "a\n b"}, {"assistant", "c"}, {"user", "<|im_end|> \u4F60\u597D '\""}},
       system + "<|im_start|>user\na\n b<|im_end|>\n<|im_start|>assistant\nc<|im_end|>\n"
                "<|im_start|>user\n<|im_end|> \u4F60\u597D '\"<|im_end|>\n"},
      {{{"user", "x"}, {"system", "late"}},
       system + "<|im_start|>user\nx<|im_end|>\n<|im_start|>system\nlate<|im_end|>\n"}};
  const ChatTemplate with_default(kWithDefault, "test");
  const ChatTemplate over_lines(kOverLines, "test");
  for (const auto& [messages, text] : cases) {
    CHECK(with_default.render(messages, false) == text);
    CHECK(with_default.render(messages, true) == text + answer);
    const bool has_default = text.substr(0, system.size()) == system;
    const std::string without = has_default ? text.substr(system.size()) : text;
    CHECK(over_lines.render(messages, false) == without);
    CHECK(over_lines.render(messages, true) == without + answer);
  }
}

TEST_CASE("templates of another form are refused, with the statement", "[tokenizer][chat]") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "its end"},
      {"hello", "its end"},
      {"{% for m in messages %}{{ m['content'] }}{% endfor %}", "for m in messages"},
      {"{{ bos_token }}{% for message in messages %}{{ message['content'] }}{% endfor %}",
       "bos_token"},
      {"{% for message in messages %}{{ message['content'] | trim }}{% endfor %}", "trim"},
      {"{% for message in messages %}{{ message['name'] }}{% endfor %}", "name"},
      {"{% for message in messages %}{{ message['content'] + }}{% endfor %}", "content"},
      {"{% for message in messages %}{{ }}{% endfor %}", "stopped at"},
      {"{% for message in messages %}{% if message['role'] == 'tool' %}x{% endif %}{% endfor %}",
       "tool"},
      {"{% for message in messages %}x", "its end"},
      {"{% for message in messages %}x{% endfor %}{% if tools %}x{% endif %}", "tools"},
      {"{% for message in messages %}x{% endfor %}{% if add_generation_prompt %}x{% else %}y{% "
       "endif %}",
       "else"}};
  for (const auto& [jinja, named] : cases) {
    INFO(jinja);
    CHECK(refuses([&] { ChatTemplate(jinja, "f.gguf"); }, {"f.gguf", "chat template", named}));
  }
}

}  // namespace warplight::text
