// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/register.hpp"

int main() {
  warplight::reference::register_ops();
  return 0;
}
