// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief malloc, free, new and delete in kernels. In a fast program they are the C library's. In a checked one
///        memory of device code must be an allocation the checkers know, so the program's calls go by way of
///        runtime/device_heap.cpp, which tells device code from host code.

#ifdef SIMT_CHECKED
// Other names for the symbols that this translation unit calls; the runtime's own calls stay as they are. Not by
// redeclaration: g++ 12 falls over delete with another name.
__asm__(
    ".set malloc, simt_malloc\n"
    ".set free, simt_free\n"
    ".set _Znwm, simt_new\n"
    ".set _Znam, simt_new\n"
    ".set _ZdlPv, simt_delete\n"
    ".set _ZdaPv, simt_delete\n"
    ".set _ZdlPvm, simt_delete\n"
    ".set _ZdaPvm, simt_delete\n");
#endif
