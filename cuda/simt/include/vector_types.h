/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SIMT_VECTOR_TYPES_H
#define SIMT_VECTOR_TYPES_H
/**
 * @file
 * @ingroup simt
 * @brief CUDA's short vectors (char1 to double4) and dim3, with CUDA's sizes and alignments: aggregates that are
 *        copied by one access where their alignment equals their size. For C and C++.
 */

// Some programs ask whether it was included.
#define __VECTOR_TYPES_H__

#define SIMT_ALIGNED(bytes) __attribute__((aligned(bytes)))
#define SIMT_VECTOR1(name, type) \
  struct name {                  \
    type x;                      \
  };                             \
  typedef struct name name
#define SIMT_VECTOR2(name, type, alignment) \
  struct SIMT_ALIGNED(alignment) name {     \
    type x, y;                              \
  };                                        \
  typedef struct name name
#define SIMT_VECTOR3(name, type) \
  struct name {                  \
    type x, y, z;                \
  };                             \
  typedef struct name name
#define SIMT_VECTOR4(name, type, alignment) \
  struct SIMT_ALIGNED(alignment) name {     \
    type x, y, z, w;                        \
  };                                        \
  typedef struct name name
#define SIMT_VECTORS(name, type, alignment2, alignment4) \
  SIMT_VECTOR1(name##1, type);                           \
  SIMT_VECTOR2(name##2, type, alignment2);               \
  SIMT_VECTOR3(name##3, type);                           \
  SIMT_VECTOR4(name##4, type, alignment4)
/* CUDA 13 names the alignment of vectors of four 8-byte elements. */
#define SIMT_WIDE_VECTORS(name, type)  \
  SIMT_VECTORS(name, type, 16, 16);    \
  SIMT_VECTOR4(name##4_16a, type, 16); \
  SIMT_VECTOR4(name##4_32a, type, 32)

SIMT_VECTORS(char, signed char, 2, 4);
SIMT_VECTORS(uchar, unsigned char, 2, 4);
SIMT_VECTORS(short, short, 4, 8);
SIMT_VECTORS(ushort, unsigned short, 4, 8);
SIMT_VECTORS(int, int, 8, 16);
SIMT_VECTORS(uint, unsigned int, 8, 16);
SIMT_WIDE_VECTORS(long, long int);
SIMT_WIDE_VECTORS(ulong, unsigned long int);
__extension__ typedef long long int simt_longlong;
__extension__ typedef unsigned long long int simt_ulonglong;
SIMT_WIDE_VECTORS(longlong, simt_longlong);
SIMT_WIDE_VECTORS(ulonglong, simt_ulonglong);
SIMT_VECTORS(float, float, 8, 16);
SIMT_WIDE_VECTORS(double, double);

#undef SIMT_WIDE_VECTORS
#undef SIMT_VECTORS
#undef SIMT_VECTOR4
#undef SIMT_VECTOR3
#undef SIMT_VECTOR2
#undef SIMT_VECTOR1
#undef SIMT_ALIGNED

/** The extent of a grid or a block; what is not given is 1. */
struct dim3 {
  unsigned int x, y, z;
#ifdef __cplusplus
  constexpr dim3(unsigned int vx = 1, unsigned int vy = 1, unsigned int vz = 1)
      : x(vx), y(vy), z(vz) {}
  constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  constexpr operator uint3() const { return uint3{x, y, z}; }
#endif
};
typedef struct dim3 dim3;

#endif
