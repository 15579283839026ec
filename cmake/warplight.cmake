# SPDX-License-Identifier: Apache-2.0
# What every folder's CMakeLists.txt uses: flags, third-party packages, and one function per kind of target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# Of Debian's three builds of OpenBLAS, side by side on disk, the pthread one may be called from several
# threads at once, which is how we use it (see reference_cpu/blas.hpp).
find_library(WARPLIGHT_OPENBLAS openblas
             PATHS /usr/lib/x86_64-linux-gnu/openblas-pthread NO_DEFAULT_PATH)
find_library(WARPLIGHT_OPENBLAS openblas REQUIRED)
find_path(WARPLIGHT_OPENBLAS_INCLUDE cblas.h
          PATHS /usr/include/x86_64-linux-gnu/openblas-pthread NO_DEFAULT_PATH)
find_path(WARPLIGHT_OPENBLAS_INCLUDE cblas.h REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(xtensor REQUIRED)
find_path(WARPLIGHT_PCRE2_INCLUDE pcre2.h REQUIRED)
find_library(WARPLIGHT_PCRE2 pcre2-8 REQUIRED)

add_library(warplight_flags INTERFACE)
target_compile_options(warplight_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Cries at every inlined `"text" + string` (GCC bug 105651).
  target_compile_options(warplight_flags INTERFACE -Wno-restrict)
endif()
# Contraction would let the compiler fuse a*b+c in some builds and not in others; numbers must not
# depend on that. Hot loops ask for fma by name.
target_compile_options(warplight_flags INTERFACE -ffp-contract=off)
target_include_directories(warplight_flags INTERFACE ${PROJECT_SOURCE_DIR})
if(WARPLIGHT_SANITIZE)
  target_compile_options(warplight_flags INTERFACE -fsanitize=address,undefined
                                                   -fno-sanitize-recover=all
                                                   -fno-omit-frame-pointer)
  target_link_options(warplight_flags INTERFACE -fsanitize=address,undefined)
  # The resolver of a function multiversioned by target_clones runs before the sanitizer is ready.
  target_compile_definitions(warplight_flags INTERFACE WARPLIGHT_NO_TARGET_CLONES)
endif()
if(WARPLIGHT_FUZZ)
  # Coverage in every library, the fuzzer's own main only in the fuzz targets (tests/fuzz).
  target_compile_options(warplight_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined
                                                   -fno-sanitize-recover=all)
  target_link_options(warplight_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(warplight_flags INTERFACE WARPLIGHT_NO_TARGET_CLONES)
endif()

# warplight_library(reference::attention SOURCES a.cpp b.cpp [LINK common ...] [PRIVATE_LINK ...])
# makes target warplight_reference_attention with the alias warplight::reference::attention.
# LINK and PRIVATE_LINK name our targets without "warplight::" or any other target whole.
function(warplight_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  string(REPLACE "::" "_" flat ${name})
  add_library(warplight_${flat} STATIC ${ARG_SOURCES})
  add_library(warplight::${name} ALIAS warplight_${flat})
  target_link_libraries(warplight_${flat} PUBLIC warplight_flags)
  foreach(scope IN ITEMS PUBLIC PRIVATE)
    set(list ${ARG_LINK})
    if(scope STREQUAL "PRIVATE")
      set(list ${ARG_PRIVATE_LINK})
    endif()
    foreach(dependency IN LISTS list)
      if(TARGET warplight::${dependency})
        set(dependency warplight::${dependency})
      endif()
      target_link_libraries(warplight_${flat} ${scope} ${dependency})
    endforeach()
  endforeach()
endfunction()

# xtensor and BLAS, for reference_cpu only; system headers, so that their warnings stay theirs.
add_library(warplight_numeric INTERFACE)
target_link_libraries(warplight_numeric INTERFACE ${WARPLIGHT_OPENBLAS})
# g++ 14 sees an array of one extent copied as two where xtensor broadcasts shapes: not so.
target_compile_options(warplight_numeric INTERFACE -Wno-array-bounds -Wno-stringop-overflow)
get_target_property(xtensor_includes xtensor INTERFACE_INCLUDE_DIRECTORIES)
target_include_directories(warplight_numeric SYSTEM INTERFACE ${WARPLIGHT_OPENBLAS_INCLUDE})
if(xtensor_includes)
  target_include_directories(warplight_numeric SYSTEM INTERFACE ${xtensor_includes})
endif()
