// SPDX-License-Identifier: Apache-2.0
#include "simtcc/options.hpp"

namespace simt::driver {

const char* const kVersion =
    "simtcc: CUDA programs for the CPU, by the emulator of Warplight " SIMT_VERSION
    "\n"
    "stands in for nvcc, release 13.0; code by " SIMT_COMPILER "\n";

const char* const kHelp = R"(simtcc: compiles CUDA programs for the CPU, and runs them

  simtcc [nvcc flags] [--check=LIST] FILES -o EXE
  simtcc run [--check=LIST] [--json F] [--counters F] [--timeout S] FILES [-- ARGS]
  simtcc report [--device D] [--registers N | --ptxas F] [--flops N] [--html F] COUNTERS.json

FILES    .cu, .cpp, .c, .o and .a; several are compiled side by side and linked together
--check  memcheck, racecheck, initcheck, synccheck, leakcheck, apicheck; all; none (the default)
--json F       the findings, as JSON
--counters F   what the memory system would do, as JSON (also with --check=none)
--timeout S    ends the program after S seconds

Of nvcc's flags these do something:
  -o -c -g -G -std= -I -D -U -L -l -w -x cu -t N -Xcompiler -Xlinker -isystem -include -MD -MF -MT
  -arch -gencode -code (for __CUDA_ARCH__) -use_fast_math (for its macro) -v
and these are taken and not needed:
  -O* -lineinfo -Xptxas -rdc -dc -maxrregcount -fmad -ftz -prec-div -prec-sqrt -cudart -ccbin
  --extended-lambda --expt-relaxed-constexpr --default-stream -diag-suppress -res-usage

The program obeys the environment: SIMT_CHECK=LIST (fewer checks), SIMT_JSON=F, SIMT_COUNTERS=F,
SIMT_SEED=N (another order of threads and blocks), SIMT_WORKERS=N, SIMT_LIMIT=N (findings printed),
SIMT_DEVICE=t4|a100|h100|rtx4090. It ends with its own status, with 86 for findings, with 87 for
something that can't be emulated.
)";

}  // namespace simt::driver
