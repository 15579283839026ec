// SPDX-License-Identifier: Apache-2.0
#include "common/ops/dispatch.hpp"

#include "common/error.hpp"
#include "common/ops/silu.hpp"
#include "common/ops/swiglu.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <cstdlib>
#include <cstring>
#include <vector>

namespace warplight {
namespace {

// The heap under the name of a device, so that tensors can be elsewhere without a GPU.
class PretendDevice : public Allocator {
 public:
  void* allocate(std::size_t bytes) override { return std::malloc(bytes + 1); }
  void free(void* pointer, std::size_t /*bytes*/) override { std::free(pointer); }
  void copy(void* target, const void* source, std::size_t bytes) override {
    std::memcpy(target, source, bytes);
  }
  void synchronize() override {}
};

Tensor on_device(const Shape& shape) {
  static PretendDevice device;
  register_allocator(Device::Cuda, device);
  return Tensor::zeros(shape, DType::F32, Device::Cuda);
}

TEST_CASE("tensors travel to a device and back", "[ops][dispatch]") {
  const Tensor there = on_device({2});
  const Tensor x = Tensor::from(std::vector<float>{1, 2}).to(Device::Cuda);
  CHECK(x.device() == Device::Cuda);
  CHECK(there.to(Device::Reference).span<float>()[1] == 0);
  CHECK(x.to(Device::Reference).span<float>()[1] == 2);
}

TEST_CASE("an op without a version for the device says so by name", "[ops][dispatch]") {
  reference::register_ops();
  CHECK_THROWS_WITH(ops::silu(on_device({2})), "silu: no cuda version of this op");
  CHECK_FALSE(ops::silu_op().has_forward(Device::Cuda));
  CHECK(ops::silu_op().has_forward(Device::Reference));
}

TEST_CASE("an op calls the version of the device that its tensors are on", "[ops][dispatch]") {
  ops::Op<int(const Tensor&)> op("answer");
  op.set_forward(Device::Cuda, [](const Tensor&) { return 42; });
  const Tensor x = on_device({2});
  CHECK(op.forward(x.device())(x) == 42);
  CHECK_THROWS_WITH(op.forward(Device::Reference), "answer: no reference version of this op");
}

TEST_CASE("an op refuses tensors on different devices", "[ops][dispatch]") {
  reference::register_ops();
  CHECK_THROWS_WITH(ops::swiglu(Tensor::zeros({2}, DType::F32), on_device({2})),
                    "swiglu: tensors on different devices: [2] and [2]");
}

}  // namespace
}  // namespace warplight
