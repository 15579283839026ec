# SPDX-License-Identifier: Apache-2.0
"""Lines of text, written for this project, on which tokenizers like to disagree."""

SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<repo_name>", "<file_sep>", "<jupyter_code>",
            "<empty_output>", "<gh_stars>"]

# Tab, line ends, NBSP, and what is (U+1680 to U+3000, U+0085) and is not (U+180E, U+200B, U+FEFF,
# U+001C) white space for the pattern of byte-level BPE.
SPACES = [" ", "  ", "   ", "\t", "\n", "\r\n", "\n\n", " \n", "\t ", "\u00a0", "\u0085", "\u1680", "\u2003",
          "\u2028", "\u202f", "\u205f", "\u3000", "\u180e", "\u200b", "\ufeff", "\x1c", "\x0b", "\x0c", "\x00"]

WORDS = ["the", "Warp", "GPU", "'s", "don't", "I'LL", "naïve", "x2", "42", "3.14", "0x1F", "光束", "注意力", "が", "한국",
         "Привет", "مرحبا", "שלום", "हिन्दी", "ไทย", "é", "e\u0301", "½", "²", "Ⅷ", "٣", "👩‍🔬", "👍🏽", "🇩🇪", "...", "!?",
         "->", "__", "_a1", "#", "//", "\"q\"", "(x)", "a_b", "€5", "—", "\u200d", "\ufe0f"]

LINES = [
    # nothing, and the smallest things
    "", " ", "  ", "a", "A", ".", "0", "\n", "\t", "\r", "\r\n", "\x00", "\x7f", "\u00a0", "\ufeff", "é", "中", "🙂",
    "a ", " a", " a ", "  a", "a  ", "a\n", "\na", "a\nb", "a \n b", "a\n\nb", "a\n \nb", "a\t\tb", "\ta", "a\t",
    # English
    "A warp is a group of threads that take the same step at the same time.",
    "The quick brown fox jumps over the lazy dog while the cat watches from the window sill.",
    "Attention compares every query with every key, and mixes the values by how well they match.",
    "Why is the sky blue? Because air scatters short waves more than long ones.",
    "Dear reader,\n\nplease check this twice: once by eye, once by number.\n\nYours,\nthe author\n",
    "She said, \"It isn't over\"; he answered: 'so what?'",
    "Mixed CASE, camelCase, snake_case, kebab-case, SCREAMING_SNAKE and Title Case Words",
    "uncharacteristically internationalization antidisestablishmentarianism pneumonoultramicroscopic",
    "Mr. O'Neill's e-mail (sent at 9:05 p.m.) reads: \"see you at St. John's on Feb. 29th, 2028!\"",
    "hello world", "Hello World", "HELLO WORLD", " hello world", "hello  world", "helloworld", "Hello, world!",
    # contractions: lower case is split off, upper case and curly quotes are not
    "I'm you're he's she'd we'll they've can't won't it's", "I'M YOU'RE HE'S SHE'D WE'LL THEY'VE CAN'T",
    "I’m you’re he’s we’ll", "'s 't 're 've 'm 'll 'd", "''s ' s 'sa 'tis 'twas", "rock'n'roll o'clock y'all'd've",
    "x's y'sz z'll1 'd'd'd", "'", "''", "'''", "'S", "' ll", "don't'", "'re're",
    # numbers: every digit is alone
    "1", "12", "123", "1234567890", "3.14159", "1,000,000", "1e-05", "0xDEADBEEF", "v1.2.3-rc4", "2026-11-23T00:54:08Z",
    "a1b2c3", "1a2b3c", " 1", "  1", "1 ", "1  ", "1 2 3", "1  2   3", "x = 42;", "x=42", "call 555-0199", "50% of $3.50",
    "10\n20\n30", "\t7\t8\t9", "word  7", "word   77  word", "7 words", "!7", "7!", "-7", "−7", "+7 (123) 456", "#1", "1st 2nd 3rd",
    "١٢٣ ۴۵۶ १२३ ๑๒๓", "½ ¼ ¾ ⅓", "x² + y³ = z⁴", "H₂O CO₂", "ⅠⅡⅢ ⅳ", "①②③ ⑩", "一二三 十百千", "１２３", "𝟏𝟐𝟑", "㊀ ㉑", "x1² y2₃",
    # Chinese, Japanese, Korean
    "你好，世界！", "注意力机制让每个词都能看到其他的词。", "线程束是 GPU 上同时执行的 32 个线程。", "KV cache 里保存的是什么？保存的是 key 和 value。",
    "天空为什么是蓝色的？因为空气对短波长的光散射更强。", "繁體中文與简体中文", "第1章　束光", "“引号”，《书名》、——破折号……", "共享内存（shared memory）",
    "中文 和 English 混排 with 空格", "中\n文", "一", "龘靐齉", "㐀㐁 𠀀𠀁", "こんにちは、世界。", "カタカナとひらがな ｶﾀｶﾅ", "東京タワーは333メートルです",
    "안녕하세요 세계", "한글 \u1112\u1161\u11ab", "ㄱㄴㄷ",
    # other scripts
    "Привет, мир! Как дела?", "Γειά σου Κόσμε", "مرحبا بالعالم", "שלום עולם", "नमस्ते दुनिया", "สวัสดีชาวโลก", "გამარჯობა", "Բարեւ", "ሰላም ልዑል",
    "Zażółć gęślą jaźń", "Größe, Straße, ÄÖÜ", "İstanbul ığdır", "Þórður Æðelstan", "Łódź Đà Nẵng", "ÿ Ÿ ſ ß ẞ", "ǅ ǈ ʰ ˈ ª º",
    # combining marks
    "e\u0301 E\u0301 n\u0303 a\u030a", "Z\u0351\u0343\u0301a\u0334\u0321l\u0337g\u0321o\u0338", "\u0301", " \u0301", "a\u0301\u0301\u0301b", "q\u0307\u0323",
    "\u0915\u094d\u0937\u093f", "\u0e01\u0e33\u0e49", "\u05e9\u05b8\u05c1", "1\u0301", "!\u0301", "'\u0301s",
    # emoji: skin tones, ZWJ families, flags, keycaps, presentation selectors
    "🙂", "🙂🙂🙂", "👍🏻👍🏼👍🏽👍🏾👍🏿", "👩‍🔬 👨‍👩‍👧‍👦 🏳️‍🌈 🏴‍☠️", "🇩🇪🇨🇳🇧🇷", "1️⃣ 2️⃣ #️⃣", "❤ ❤️ ☺ ☺️", "🫠🫡🪿🩷", "text🙂text", "text 🙂 text", "🙂7🙂", "👩\u200d", "\u200d👩",
    "great 👍🏽!!", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "⌚️⏰ ➡️ ✅ ©️ ™️",
    # code
    "int main() { return 0; }", "for (int i = 0; i < n; ++i) sum += a[i] * b[i];", "#include <vector>\n#pragma once\n",
    "def softmax(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()\n", "if (x != y && !(a || b)) { x >>= 2; }", "std::vector<std::pair<int, float>> v{{1, 2.f}};",
    "__global__ void add(const float* x, float* y, int n) {\n\tint i = blockIdx.x * blockDim.x + threadIdx.x;\n\tif (i < n) y[i] += x[i];\n}\n",
    "SELECT name, COUNT(*) FROM t WHERE id >= 10 GROUP BY name;", "<div class=\"box\">&nbsp;&lt;b&gt;</div>", "{\"key\": [1, 2.5, null, true], \"t\": \"\\u00e9\"}",
    "$ ./warplight run --all 2>&1 | tee out.log", "git commit -m 'fix: off-by-one'", "s/\\(a\\)\\|b/\\1/g", "https://example.org/a_b?c=d&e=%20#frag", "name@example.org",
    "C:\\Users\\me\\file.txt", "/usr/local/lib/python3.11", "a ? b : c", "x->y.z[0]", "/* comment */ // another", "\"\"\"doc\"\"\"", "    indented\n        more\n    less", "\tone\n\t\ttwo\n",
    "λ x → x + 1", "∑ᵢ xᵢ² ≤ ∞", "∂L/∂w = αβ·γ", "| a | b |\n|---|---|\n| 1 | 2 |", "- [ ] item\n- [x] done", "```cpp\nint x;\n```", "a\\\nb", "%d%s\\n", "@@ -1,3 +1,4 @@", "!=== <=> |> :: ;;",
    # white space of every kind
    "a\r\nb\r\nc", "a\rb", "line one\r\n\r\nline two", "trailing   ", "   leading", "a \t b", "a\t \tb", " \n \n ", "\n\n\n", "\t\t\t", "\r\r", "a\u00a0b", "a \u00a0 b", "\u00a0\u00a0a",
    "a\u2003b\u2009c", "a\u2028b\u2029c", "a\u3000b", "a\u202fb", "a\u205fb", "a\u1680b", "a\u180eb", " \u180e ", "a\u200bb", " \u200b ", "\ufeffa", "a\u0085b", " \u0085 ", "a\x0bb\x0cc", "a\x1cb\x1db\x1eb\x1f", " \x1c x",
    "a\u2060b", "soft\u00adhyphen", "\u200eltr\u200frtl", "\u202aembedded\u202c", "nul\x00nul", "\x01\x02\x03", "\x80\x81\x9f", "\ufffd", "\uffff", "\ue000", "\U0010ffff",
    # bytes that SmolLM2's vocabulary lacks
    "\x04", "!\x04!", "?\x13?\x14!", "\U00050000", "a\U00050000b \U000f0001", "the\x16 end\x06",
    # special tokens, whole, glued and damaged
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_start|>user\nHi<|im_end|>\n", "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
    "a<|im_start|>b", "a <|im_start|> b", " <|im_end|>", "<|im_end|> ", "<|im_end|>\n\n", "<|im_start|><|im_start|>", "<|im_start|<|im_end|>", "<|im_start", "im_start|>", "< |im_start|>", "<|IM_START|>", "<|im_start|>>", "<<|im_end|>",
    "<repo_name>warplight<file_sep>main.cpp\nint x;<|endoftext|>", "<reponame> <filename> <gh_stars>100-1000", "<issue_start>text<issue_comment>more<issue_closed>", "<jupyter_start><jupyter_text>t<jupyter_code>c<jupyter_output>o<jupyter_script><empty_output>",
    "<|endoftext|>7<|endoftext|>'s", "it<|im_end|>'s", "x <|im_start|>  y", "don<|im_end|>'t", "<empty_output", "<|padding|> [INST] </s> <s>", "1<|im_start|>2",
    # long runs
    "a" * 200, "A" * 65, "ab" * 100, " " * 100, " " * 33 + "x", "x" + " " * 33, "\n" * 40, "\t" * 40, " \n" * 20, "=" * 80, "-" * 79, "*" * 41, "." * 100, "!" * 50, "_" * 64, "#" * 7, "0" * 60, "9876543210" * 5,
    "é" * 50, "中" * 60, "🙂" * 30, "ha" * 45, "\u0301" * 20, "\u00a0" * 20, "'s" * 20, "'" * 30, "<|" * 20, "the " * 40, "nospace" * 300, "x" * 2500,
    "ACGT" * 60, "/" * 33, "~" * 20, "\\" * 21, "(((((((((((((x)))))))))))))", "[[[[]]]]{{{{}}}}", "?!?!?!?!", "aaa bbb  ccc   ddd    eee     fff",
]
