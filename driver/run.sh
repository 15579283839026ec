# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# run: the first five minutes. Set-up goes to stderr; the parts that follow it are the answer.

verb_run() {
  local all=0
  while (($# > 0)); do
    case $1 in
      --all) all=1 ;;
      --lang=*) run_language=${1#*=} ;;
      --lang)
        (($# > 1)) || die 2 "--lang takes zh or en"
        run_language=$2
        shift
        ;;
      *) unknown_option run "$1" ;;
    esac
    shift
  done
  set_language "${run_language:-}"
  say "$(pick "warplight: a multimodal LLM you can read, run and break. No GPU is needed: CUDA runs on this CPU." \
    "warplight (束光)：一个能读、能跑、能拆的多模态大模型。不需要 GPU：CUDA 代码在本机 CPU 上运行。")"
  say ""
  run_set_up "$all"
  local verdict=0
  part_kernel || verdict=1
  part_model || verdict=1
  ((all == 0)) || run_chapters || verdict=1
  closing "$all" "$verdict"
  exit "$verdict"
}

run_set_up() {
  local groups=(build)
  [[ -n ${WARPLIGHT_MODEL:-} ]] || groups+=(weights)
  (($1 == 0)) || groups+=(plots)
  set_up "${groups[@]}"
  [[ -n ${WARPLIGHT_MODEL:-} ]] || start_download
  if ((packages_new == 0)) && is_built; then
    note build "$(pick "nothing to do: built, and no source has changed" "无需构建：已构建且源码未变")"
  else
    build_release run "$(pick "first slice" "最小部分")" "${first_slice[@]}"
  fi
  finish_download
}

# heading NUMBER TITLE PLACE
heading() { printf '\n%s  %-56s%5s    %s\n' "$1" "$2" "$(clock)" "$3"; }

# part_model: the real model speaks; status 1 where its checksum or perplexity is off.
part_model() {
  local question="Why is the sky blue?" model=${WARPLIGHT_MODEL:-$weights_file} status=0 whose=SmolLM2
  heading 2 "$(pick "A real model" "真实的模型")" reference_cpu/transformer
  if [[ -n ${WARPLIGHT_MODEL:-} ]]; then
    whose=yours
  elif ! weights_present; then
    whose=embedded
    model=$root/models/tiny
    line "$(pick "SmolLM2-135M is missing ($weights_failure): the embedded model speaks." \
      "SmolLM2-135M 不在本机 ($weights_failure)：由内置的小模型代答。")"
  else
    WARPLIGHT_MODEL=$model show_perplexity || status=1
  fi
  local remarks=$logs/chat.err
  make_logs_folder
  line "> $question"
  if WARPLIGHT_MODEL=$model "$cli" chat --prompt "$question" --max-tokens 128 2>"$remarks" | wrapped; then
    grep . "$remarks" | while IFS= read -r text; do line "$text"; done
  else
    cat "$remarks" >&2
    status=1
  fi
  [[ $whose != SmolLM2 ]] || line "$(pick "(English model: it does not speak Chinese. 中文说明: ./warplight run --lang zh)" \
    "(这个小模型只会英文。)")"
  return "$status"
}

line() { printf '   %s\n' "$1"; }

# show_perplexity: a checksum does not prove the wiring; this number does. With the rows of q and k out of
# order it is 57.6, and the text still looks half sane.
show_perplexity() {
  local value
  value=$("$cli" perplexity --text "$root/models/paragraph.txt") || return 1
  value=$(LC_ALL=C printf '%.2f' "$value")
  line "$(pick "weights: checksum ok; perplexity of a known paragraph $value (expected 14.0 to 14.2)" \
    "权重：校验和正确；已知段落的困惑度 $value (应在 14.0 到 14.2 之间)")"
  awk -v value="$value" 'BEGIN { exit !(value >= 14.0 && value <= 14.2) }'
}

# wrapped: stdin to stdout word by word as it streams, indented, at most 100 columns.
wrapped() {
  local character word="" gap="" column=0
  while IFS= read -r -n 1 -d '' character; do
    case $character in
      ' ')
        put_word
        gap+=' '
        ;;
      $'\n')
        put_word
        printf '\n'
        gap="" column=0
        ;;
      *) word+=$character ;;
    esac
  done
  put_word
  ((column == 0)) || printf '\n'
}

# put_word: with the gap before it, or at the start of a new line.
put_word() {
  [[ -n $word ]] || return 0
  if ((column > 0 && column + ${#gap} + ${#word} > 97)); then
    printf '\n'
    gap="" column=0
  fi
  ((column > 0)) || printf '   '
  printf '%s%s' "$gap" "$word"
  column=$((column + ${#gap} + ${#word}))
  gap="" word=""
}

run_chapters() {
  local topic status=0
  while read -r topic; do
    heading "-" "$(chapter_title "$topic")" "chapters/$topic"
    run_chapter "$topic" || status=1
  done < <(built_topics)
  return "$status"
}

# closing ALL VERDICT: only what works is named.
closing() {
  local first
  if (($2 != 0)); then
    printf '\n  %5s  %s\n' "$(clock)" "$(pick "not as expected: see above." "与预期不符：见上文。")"
    return
  fi
  first=$(built_topics | head -n 1)
  printf '\n  %5s  %s\n' "$(clock)" "$(pick "ready." "完成。")"
  next_line next "./warplight chat" "$(pick "talk to the model yourself" "自己和模型聊聊")"
  [[ -z $first ]] || next_line "" "./warplight chapter $first" "$(pick "shapes, parameters and what each layer thinks" "形状、参数量、每一层在想什么")"
  next_line "" "./warplight docs" "$(pick "the book, built and served on this machine" "在本机生成并打开的书")"
  (($1 == 1)) || next_line "" "./warplight run --all" "$(pick "every chapter; stop and go on whenever you like" "跑完所有章节；随时可停，随时继续")"
}

next_line() { printf '%-8s%-34s%s\n' "$1" "$2" "$3"; }
