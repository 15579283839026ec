// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/runner/run.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "tests/golden/runner/case.hpp"
#include "tests/golden/runner/compare.hpp"
#include "tests/golden/runner/registry.hpp"

#include <algorithm>
#include <exception>
#include <new>

#include <fmt/format.h>

namespace warplight::golden {
namespace {

Result result_of(const std::string& file, const std::string& op, Device backend) {
  Result result;
  result.file = file;
  result.op = op;
  result.backend = backend;
  return result;
}

bool is_built_in(Device device) {
  try {
    allocator(device);
    return true;
  } catch (const InputError&) {
    return false;
  }
}

NamedTensors outputs_of(const Op& op, Case& golden, Device device) {
  golden.begin(device);
  NamedTensors outputs = op.run(golden);
  golden.require_all_used();
  return outputs;
}

const Tensor* find(const NamedTensors& tensors, const std::string& name) {
  const auto found =
      std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.first == name; });
  return found == tensors.end() ? nullptr : &found->second;
}

std::string failure(const Difference& difference) {
  if (difference.max_abs_err == difference.abs_err_at) {
    return fmt::format("max|err| {:.1e} at {}: {}", difference.max_abs_err, difference.at,
                       difference.detail);
  }
  return fmt::format("max|err| {:.1e}, too far off at {}: {}", difference.max_abs_err,
                     difference.at, difference.detail);
}

// Compares all that is expected, and says what is and is not as it should be.
void judge(const Case& golden, const NamedTensors& outputs, Result& result) {
  Difference worst;
  std::string missing;
  for (const auto& [name, want] : golden.outputs()) {
    const std::string full = "out." + name;
    const Tensor* got = find(outputs, name);
    if (got == nullptr) {
      missing = fmt::format("{} is expected, but is no output here", io::in_quotes(full));
      continue;
    }
    worst = worse(worst, compare(full, *got, want, golden.tolerance()));
    result.compared.push_back(full);
  }
  if (!result.compared.empty()) {
    result.max_abs_err = worst.max_abs_err;
    result.max_share = worst.max_share;
  }
  if (!worst.passed) {
    result.at = worst.at;
    result.message = failure(worst);
  } else if (!missing.empty()) {
    result.message = missing;
  } else if (!golden.gradients().empty()) {
    result.message = fmt::format("gradients are not built ({} expected; outputs: max|err| {:.1e})",
                                 golden.gradients().size(), worst.max_abs_err);
  } else {
    return;
  }
  result.status = Status::Fail;
}

Result run_on(const Op& op, Case& golden, Device backend) {
  Result result = result_of(golden.source(), golden.op(), backend);
  if (is_built_in(backend)) {
    judge(golden, outputs_of(op, golden, backend), result);
  } else {
    outputs_of(op, golden,
               Device::Reference);  // a bad file is an error, whatever the backend lacks
    result.status = Status::None;
    result.message = "no CUDA version of this op";
  }
  return result;
}

// Calls `action`; what it throws becomes an Error that names the file.
template <class Action>
Result guarded(const std::string& file, const std::string& op, Device backend, Action&& action) {
  Result result = result_of(file, op, backend);
  result.status = Status::Error;
  try {
    return action();
  } catch (const std::bad_alloc&) {
    result.message = "asks for more memory than there is";
  } catch (const std::exception& error) {
    result.message = error.what();
  }
  if (!result.message.starts_with(file)) {
    result.message = fmt::format("{}: {}", file, result.message);
  }
  return result;
}

}  // namespace

int exit_status(Status status) {
  switch (status) {
    case Status::Pass:
      return 0;
    case Status::Fail:
    case Status::None:
      return 1;
    case Status::Error:
      break;
  }
  return 2;
}

std::vector<Result> run_file(const std::filesystem::path& file,
                             const std::vector<Device>& backends) {
  std::vector<Result> results;
  results.reserve(backends.size());
  for (const Device backend : backends) {
    results.push_back(guarded(file.string(), "", backend, [&] {
      Case golden = Case::open(file);
      return guarded(golden.source(), golden.op(), backend, [&] {
        const Op* op = find_op(golden.op());
        if (op == nullptr) {
          throw InputError(
              fmt::format("{}: op {} is unknown", golden.source(), io::in_quotes(golden.op())));
        }
        return run_on(*op, golden, backend);
      });
    }));
  }
  return results;
}

}  // namespace warplight::golden
