// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's header of the pipeline primitives with cuda::pipeline.

#include "cuda/pipeline"

#include "cuda_pipeline_primitives.h"
