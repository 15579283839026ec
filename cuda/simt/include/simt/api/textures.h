// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API: texture and surface objects. Signatures are CUDA's; views of resources must be null.

#include "simt/api/site.h"
#include "surface_types.h"

// clang-format off
cudaError_t cudaCreateTextureObject(cudaTextureObject_t* pTexObject, const struct cudaResourceDesc* pResDesc, const struct cudaTextureDesc* pTexDesc, const struct cudaResourceViewDesc* pResViewDesc SIMT_SITE);
cudaError_t cudaDestroyTextureObject(cudaTextureObject_t texObject SIMT_SITE);
cudaError_t cudaGetTextureObjectResourceDesc(struct cudaResourceDesc* pResDesc, cudaTextureObject_t texObject SIMT_SITE);
cudaError_t cudaGetTextureObjectTextureDesc(struct cudaTextureDesc* pTexDesc, cudaTextureObject_t texObject SIMT_SITE);
cudaError_t cudaCreateSurfaceObject(cudaSurfaceObject_t* pSurfObject, const struct cudaResourceDesc* pResDesc SIMT_SITE);
cudaError_t cudaDestroySurfaceObject(cudaSurfaceObject_t surfObject SIMT_SITE);
// clang-format on
