// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/objects.hpp"

#include "runtime/check/shadow.hpp"

namespace simt {
namespace check {
namespace {

/// A shared variable outside functions: at the same distance from each OS thread's pointer.
struct PermanentVariable {
  std::ptrdiff_t offset;
  std::size_t size;
  const char* name;
  Site site;
};

std::vector<PermanentVariable>& permanent_variables() {
  static std::vector<PermanentVariable> variables;
  return variables;
}

std::vector<SharedVariable>& declared() {
  static thread_local std::vector<SharedVariable> variables;
  return variables;
}

std::uintptr_t thread_pointer() {
  return reinterpret_cast<std::uintptr_t>(__builtin_thread_pointer());
}

void declare(const SharedVariable& variable) {
  declared().push_back(variable);
  set_state(shared_memory, variable.address, variable.size, kUnwritten);
}

/// Bytes between `address` and the variable; 0 inside.
std::size_t distance(const SharedVariable& variable, std::uintptr_t address) {
  if (address < variable.address) return variable.address - address;
  const std::uintptr_t last = variable.address + variable.size - 1;
  return address > last ? address - last : 0;
}

Object find_shared(std::uintptr_t address) {
  Object object;
  const SharedVariable* nearest = nullptr;
  for (const SharedVariable& variable : declared()) {
    if (nearest == nullptr || distance(variable, address) < distance(*nearest, address))
      nearest = &variable;
  }
  if (nearest == nullptr) return object;
  object.known = true;
  object.name = nearest->name;
  object.size = nearest->size;
  object.offset = static_cast<long long>(address - nearest->address);
  object.site = nearest->site;
  return object;
}

}  // namespace

const std::vector<SharedVariable>& shared_variables() { return declared(); }

void reset_shared_variables(std::size_t dynamic_size) {
  for (const SharedVariable& variable : declared()) {
    set_state(shared_memory, variable.address, variable.size, kOutside);
  }
  declared().clear();
  for (const PermanentVariable& variable : permanent_variables()) {
    declare({thread_pointer() + static_cast<std::uintptr_t>(variable.offset), variable.size,
             variable.name, variable.site});
  }
  if (dynamic_size != 0) {
    declare({reinterpret_cast<std::uintptr_t>(&dynamic_shared),
             dynamic_size,
             "dynamic shared memory",
             {}});
  }
}

Object find_object(std::uintptr_t address, bool shared) {
  if (shared) return find_shared(address);
  const Allocation* allocation = find_allocation(reinterpret_cast<const void*>(address));
  return allocation == nullptr ? Object{} : object_of(*allocation, address);
}

}  // namespace check

void declare_shared(const volatile void* address, std::size_t size, const char* name, Site site) {
  if (!checked || current == nullptr || size == 0) return;
  const auto begin = reinterpret_cast<std::uintptr_t>(address);
  if (*check::shared_memory.state(begin) != check::kOutside) return;
  check::declare({begin, size, name, site});
}

RegisterShared::RegisterShared(const volatile void* address,
                               std::size_t size,
                               const char* name,
                               Site site) {
  const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(address);
  check::permanent_variables().push_back(
      {static_cast<std::ptrdiff_t>(begin - check::thread_pointer()), size, name, site});
}

}  // namespace simt
