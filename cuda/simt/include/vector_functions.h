/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SIMT_VECTOR_FUNCTIONS_H
#define SIMT_VECTOR_FUNCTIONS_H
/**
 * @file
 * @ingroup simt
 * @brief make_char1() to make_double4(): CUDA's constructors of short vectors. For C and C++.
 */

// Some programs ask whether it was included.
#define __VECTOR_FUNCTIONS_H__

#include "vector_types.h"

// Not constexpr, as with nvcc: of a constant vector g++ would store the members one by one, and the counters would
// see four stores where a GPU has one.
#define SIMT_MAKE static inline __attribute__((always_inline))

#define SIMT_MAKE1(name, type)                \
  SIMT_MAKE struct name make_##name(type x) { \
    struct name v = {x};                      \
    return v;                                 \
  }
#define SIMT_MAKE2(name, type)                        \
  SIMT_MAKE struct name make_##name(type x, type y) { \
    struct name v = {x, y};                           \
    return v;                                         \
  }
#define SIMT_MAKE3(name, type)                                \
  SIMT_MAKE struct name make_##name(type x, type y, type z) { \
    struct name v = {x, y, z};                                \
    return v;                                                 \
  }
#define SIMT_MAKE4(name, type)                                        \
  SIMT_MAKE struct name make_##name(type x, type y, type z, type w) { \
    struct name v = {x, y, z, w};                                     \
    return v;                                                         \
  }
#define SIMT_MAKES(name, type) \
  SIMT_MAKE1(name##1, type)    \
  SIMT_MAKE2(name##2, type)    \
  SIMT_MAKE3(name##3, type)    \
  SIMT_MAKE4(name##4, type)
#define SIMT_WIDE_MAKES(name, type) \
  SIMT_MAKES(name, type)            \
  SIMT_MAKE4(name##4_16a, type)     \
  SIMT_MAKE4(name##4_32a, type)

SIMT_MAKES(char, signed char)
SIMT_MAKES(uchar, unsigned char)
SIMT_MAKES(short, short)
SIMT_MAKES(ushort, unsigned short)
SIMT_MAKES(int, int)
SIMT_MAKES(uint, unsigned int)
SIMT_WIDE_MAKES(long, long int)
SIMT_WIDE_MAKES(ulong, unsigned long int)
SIMT_WIDE_MAKES(longlong, simt_longlong)
SIMT_WIDE_MAKES(ulonglong, simt_ulonglong)
SIMT_MAKES(float, float)
SIMT_WIDE_MAKES(double, double)

#undef SIMT_WIDE_MAKES
#undef SIMT_MAKES
#undef SIMT_MAKE4
#undef SIMT_MAKE3
#undef SIMT_MAKE2
#undef SIMT_MAKE1
#undef SIMT_MAKE

#endif
