// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/runner/report.hpp"

#include "tests/catch.hpp"

#include <limits>

namespace warplight::golden {
namespace {

Result sample(Status status) {
  Result result;
  result.file = "a.safetensors";
  result.op = "torch.nn.functional.softmax";
  result.status = status;
  return result;
}

}  // namespace

TEST_CASE("a line tells verdict, backend, op, file and error", "[golden][report]") {
  Result pass = sample(Status::Pass);
  pass.max_abs_err = 3.1e-7;
  pass.compared = {"out.output", "grad.query"};
  CHECK(line(pass) ==
        "PASS reference torch.nn.functional.softmax  a.safetensors  max|err| 3.1e-07  (out.output, "
        "grad.query)");
  Result none = sample(Status::None);
  none.backend = Device::Cuda;
  none.message = "no CUDA version of this op";
  CHECK(line(none) ==
        "NONE cuda      torch.nn.functional.softmax  a.safetensors  no CUDA version of this op");
  Result error = sample(Status::Error);
  error.message = "a.safetensors: tensor \"in.input\" is missing";
  CHECK(line(error) == "ERROR a.safetensors: tensor \"in.input\" is missing");
}

TEST_CASE("JSON holds every field, null where it does not apply", "[golden][report]") {
  Result fail = sample(Status::Fail);
  fail.max_abs_err = 0.25;
  fail.max_share = std::numeric_limits<double>::infinity();
  fail.at = "out.output[1]";
  fail.compared = {"out.output"};
  fail.message = "max|err| 2.5e-01 at out.output[1]: got 0.5 want 0.25";
  Result error = sample(Status::Error);
  error.op = "";
  error.backend = Device::Cuda;
  error.message = "a.safetensors: cut short";
  const nlohmann::json json = to_json({fail, error});
  CHECK(json == nlohmann::json::parse(R"([
    {"file": "a.safetensors", "op": "torch.nn.functional.softmax", "backend": "reference", "status": "FAIL",
     "max_abs_err": 0.25, "max_share": null, "at": "out.output[1]", "compared": ["out.output"],
     "message": "max|err| 2.5e-01 at out.output[1]: got 0.5 want 0.25"},
    {"file": "a.safetensors", "op": null, "backend": "cuda", "status": "ERROR", "max_abs_err": null,
     "max_share": null, "at": null, "compared": [], "message": "a.safetensors: cut short"}])"));
}

}  // namespace warplight::golden
