// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cuRAND's host API: numbers of the one generator of curand_kernel.h, made on the host and copied to where they
///        are wanted. The low-discrepancy sequences exist in one dimension (van der Corput's).

#define CURAND_H_

#include <cstddef>
#include <vector>

#include "cuda_runtime.h"
#include "curand_kernel.h"

#define CURAND_VERSION 10400

enum curandStatus {
  CURAND_STATUS_SUCCESS = 0,
  CURAND_STATUS_VERSION_MISMATCH = 100,
  CURAND_STATUS_NOT_INITIALIZED = 101,
  CURAND_STATUS_ALLOCATION_FAILED = 102,
  CURAND_STATUS_TYPE_ERROR = 103,
  CURAND_STATUS_OUT_OF_RANGE = 104,
  CURAND_STATUS_LENGTH_NOT_MULTIPLE = 105,
  CURAND_STATUS_DOUBLE_PRECISION_REQUIRED = 106,
  CURAND_STATUS_LAUNCH_FAILURE = 201,
  CURAND_STATUS_PREEXISTING_FAILURE = 202,
  CURAND_STATUS_INITIALIZATION_FAILED = 203,
  CURAND_STATUS_ARCH_MISMATCH = 204,
  CURAND_STATUS_INTERNAL_ERROR = 999
};
typedef enum curandStatus curandStatus_t;

enum curandRngType {
  CURAND_RNG_TEST = 0,
  CURAND_RNG_PSEUDO_DEFAULT = 100,
  CURAND_RNG_PSEUDO_XORWOW = 101,
  CURAND_RNG_PSEUDO_MRG32K3A = 121,
  CURAND_RNG_PSEUDO_MTGP32 = 141,
  CURAND_RNG_PSEUDO_MT19937 = 142,
  CURAND_RNG_PSEUDO_PHILOX4_32_10 = 161,
  CURAND_RNG_QUASI_DEFAULT = 200,
  CURAND_RNG_QUASI_SOBOL32 = 201,
  CURAND_RNG_QUASI_SCRAMBLED_SOBOL32 = 202,
  CURAND_RNG_QUASI_SOBOL64 = 203,
  CURAND_RNG_QUASI_SCRAMBLED_SOBOL64 = 204
};
typedef enum curandRngType curandRngType_t;

enum curandOrdering {
  CURAND_ORDERING_PSEUDO_BEST = 100,
  CURAND_ORDERING_PSEUDO_DEFAULT = 101,
  CURAND_ORDERING_PSEUDO_SEEDED = 102,
  CURAND_ORDERING_PSEUDO_LEGACY = 103,
  CURAND_ORDERING_PSEUDO_DYNAMIC = 104,
  CURAND_ORDERING_QUASI_DEFAULT = 201
};
typedef enum curandOrdering curandOrdering_t;

struct curandGenerator_st {
  curandState state;
  unsigned long long seed;
  bool quasi;
  unsigned long long next;  ///< of the quasi-random sequence
};
typedef struct curandGenerator_st* curandGenerator_t;

namespace simt {

/// The next 32 bits: of the sequence 1/2, 1/4, 3/4, 1/8 ... for a quasi-random generator.
inline unsigned next_bits(curandGenerator_t generator) {
  if (!generator->quasi) return curand(&generator->state);
  unsigned bits = 0;
  const auto index = static_cast<unsigned>(generator->next++);
  for (int i = 0; i < 32; ++i) bits |= (index >> i & 1U) << (31 - i);
  return bits;
}

/// Fills `count` elements with draw(), a piece at a time, by ordinary copies.
template <class T, class Draw>
curandStatus_t fill(T* to, std::size_t count, Draw draw) {
  std::vector<T> piece;
  for (std::size_t done = 0; done < count; done += piece.size()) {
    piece.resize(count - done < 65536 ? count - done : 65536);
    for (T& value : piece) value = draw();
    const cudaError_t error =
        cudaMemcpy(to + done, piece.data(), piece.size() * sizeof(T), cudaMemcpyDefault);
    if (error != cudaSuccess) return CURAND_STATUS_LAUNCH_FAILURE;
  }
  return CURAND_STATUS_SUCCESS;
}

template <class T>
T normal(curandGenerator_t generator) {
  if constexpr (sizeof(T) == sizeof(double)) {
    return curand_normal_double(&generator->state);
  } else {
    return curand_normal(&generator->state);
  }
}

}  // namespace simt

inline curandStatus_t curandCreateGenerator(curandGenerator_t* generator, curandRngType_t type) {
  *generator = new curandGenerator_st{};
  (*generator)->quasi = type >= CURAND_RNG_QUASI_DEFAULT;
  (*generator)->next = 1;
  curand_init(0, 0, 0, &(*generator)->state);
  return CURAND_STATUS_SUCCESS;
}
inline curandStatus_t curandCreateGeneratorHost(curandGenerator_t* generator,
                                                curandRngType_t type) {
  return curandCreateGenerator(generator, type);
}
inline curandStatus_t curandDestroyGenerator(curandGenerator_t generator) {
  delete generator;
  return CURAND_STATUS_SUCCESS;
}
inline curandStatus_t curandSetPseudoRandomGeneratorSeed(curandGenerator_t generator,
                                                         unsigned long long seed) {
  if (generator->quasi) return CURAND_STATUS_TYPE_ERROR;
  generator->seed = seed;
  curand_init(seed, 0, 0, &generator->state);
  return CURAND_STATUS_SUCCESS;
}
inline curandStatus_t curandSetGeneratorOffset(curandGenerator_t generator,
                                               unsigned long long offset) {
  curand_init(generator->seed, 0, offset, &generator->state);
  generator->next = 1 + offset;
  return CURAND_STATUS_SUCCESS;
}
inline curandStatus_t curandSetQuasiRandomGeneratorDimensions(curandGenerator_t generator,
                                                              unsigned dimensions) {
  if (!generator->quasi) return CURAND_STATUS_TYPE_ERROR;
  return dimensions == 1 ? CURAND_STATUS_SUCCESS : CURAND_STATUS_OUT_OF_RANGE;
}
inline curandStatus_t curandSetStream(curandGenerator_t, cudaStream_t) {
  return CURAND_STATUS_SUCCESS;
}
inline curandStatus_t curandSetGeneratorOrdering(curandGenerator_t, curandOrdering_t) {
  return CURAND_STATUS_SUCCESS;
}
inline curandStatus_t curandGenerateSeeds(curandGenerator_t) { return CURAND_STATUS_SUCCESS; }
inline curandStatus_t curandGetVersion(int* version) {
  *version = CURAND_VERSION;
  return CURAND_STATUS_SUCCESS;
}

inline curandStatus_t curandGenerate(curandGenerator_t generator, unsigned* to, std::size_t count) {
  return ::simt::fill(to, count, [=] { return ::simt::next_bits(generator); });
}
inline curandStatus_t curandGenerateUniform(curandGenerator_t generator,
                                            float* to,
                                            std::size_t count) {
  return ::simt::fill(to, count, [=] { return ::simt::unit_float(::simt::next_bits(generator)); });
}
inline curandStatus_t curandGenerateUniformDouble(curandGenerator_t generator,
                                                  double* to,
                                                  std::size_t count) {
  return ::simt::fill(to, count, [=] {
    if (generator->quasi) return ::simt::next_bits(generator) * 0x1p-32 + 0x1p-33;
    return curand_uniform_double(&generator->state);
  });
}

#define SIMT_CURAND_NORMAL(name, T, expression)                                             \
  inline curandStatus_t name(curandGenerator_t generator, T* to, std::size_t count, T mean, \
                             T deviation) {                                                 \
    if (generator->quasi) return CURAND_STATUS_TYPE_ERROR;                                  \
    if (count % 2 != 0) return CURAND_STATUS_LENGTH_NOT_MULTIPLE;                           \
    return ::simt::fill(to, count, [=] {                                                    \
      const T value = mean + deviation * ::simt::normal<T>(generator);                      \
      return expression;                                                                    \
    });                                                                                     \
  }
SIMT_CURAND_NORMAL(curandGenerateNormal, float, value)
SIMT_CURAND_NORMAL(curandGenerateNormalDouble, double, value)
SIMT_CURAND_NORMAL(curandGenerateLogNormal, float, std::exp(value))
SIMT_CURAND_NORMAL(curandGenerateLogNormalDouble, double, std::exp(value))
#undef SIMT_CURAND_NORMAL

inline curandStatus_t curandGeneratePoisson(curandGenerator_t generator,
                                            unsigned* to,
                                            std::size_t count,
                                            double lambda) {
  if (generator->quasi) return CURAND_STATUS_TYPE_ERROR;
  return ::simt::fill(to, count, [=] { return curand_poisson(&generator->state, lambda); });
}
