# SPDX-License-Identifier: Apache-2.0
# The corpus is real CUDA: nvcc compiles and links each program, for the architectures that kernels aim at. What only
# the emulator refuses, or whose point is the emulator itself, says so in a comment `// emulator only`.
set(corpus ${CMAKE_CURRENT_LIST_DIR})
file(GLOB programs RELATIVE ${corpus} CONFIGURE_DEPENDS ${corpus}/*/*.cu)
list(FILTER programs EXCLUDE REGEX "_part\\.cu$")
add_library(simt_corpus_flags INTERFACE)
target_compile_options(simt_corpus_flags INTERFACE
  -gencode=arch=compute_80,code=sm_80 -gencode=arch=compute_90a,code=sm_90a
  --extended-lambda -Werror=all-warnings -Xcompiler=-Wall,-Wextra -UNDEBUG)  # some of them are about assert
target_include_directories(simt_corpus_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_link_libraries(simt_corpus_flags INTERFACE CUDA::cudart_static)
foreach(program IN LISTS programs)
  file(STRINGS ${corpus}/${program} excluded REGEX "// (refused: |emulator only)")
  if(excluded)
    continue()
  endif()
  string(REGEX REPLACE "[/.]" "_" target "corpus_${program}")
  get_filename_component(folder ${program} DIRECTORY)
  file(STRINGS ${corpus}/${program} parts REGEX "^// files: ")
  string(REGEX REPLACE "// files: *" "" parts "${parts}")
  separate_arguments(parts)
  list(TRANSFORM parts PREPEND "${corpus}/${folder}/")
  add_executable(${target} ${corpus}/${program} ${parts})
  target_link_libraries(${target} PRIVATE simt_corpus_flags)
  if(folder STREQUAL "blas")
    target_link_libraries(${target} PRIVATE CUDA::cublas CUDA::cublasLt)
  endif()
  add_dependencies(cuda_all ${target})
endforeach()
