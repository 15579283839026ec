// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/runner/case.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/require_finite.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace warplight::golden {
namespace {

constexpr std::array kDTypes{DType::F32, DType::F16,  DType::BF16, DType::I64,
                             DType::I32, DType::Bool, DType::U8};
constexpr std::initializer_list<DType> kParameterDTypes{DType::F32, DType::F16, DType::BF16};

template <class List>
bool contains(const List& list, DType dtype) {
  return std::find(list.begin(), list.end(), dtype) != list.end();
}

std::string names_of(std::initializer_list<DType> dtypes) {
  std::vector<std::string_view> names;
  for (const DType dtype : dtypes) {
    names.push_back(name(dtype));
  }
  return fmt::format("{}", fmt::join(names, " or "));
}

// An input may be infinite (a filtered score, a mask), but what is not a number is no input.
void require_numbers(const Tensor& tensor, const std::string& name, const std::string& source) {
  if (tensor.dtype() != DType::F32) {
    return;
  }
  const auto values = tensor.span<float>();
  if (std::any_of(values.begin(), values.end(), [](float x) { return std::isnan(x); })) {
    throw InputError(fmt::format("{}: tensor {} holds NaN", source, io::in_quotes(name)));
  }
}

std::string metadata(const io::SafetensorsFile& file, const std::string& key) {
  const auto found = file.metadata().find(key);
  if (found == file.metadata().end()) {
    throw InputError(
        fmt::format("{}: no golden case: __metadata__ has no \"{}\"", file.source(), key));
  }
  return found->second;
}

Tolerance parse_tolerance(const nlohmann::json& json, const std::string& source) {
  const io::JsonReader reader(json, source);
  const auto share = [&](const std::string& key, double value) {
    if (!(value >= 0) || std::isinf(value)) {
      reader.fail(key, "a number from 0 up");
    }
    return value;
  };
  Tolerance result;
  result.atol = share("atol", reader.get<double>("atol"));
  result.rtol = share("rtol", reader.get<double>("rtol"));
  result.floor = reader.find<double>("floor");
  if (result.floor) {
    share("floor", *result.floor);
  }
  for (const auto& [key, value] : json.items()) {
    if (key != "atol" && key != "rtol" && key != "floor") {
      reader.fail(key, "atol, rtol and floor alone");
    }
  }
  return result;
}

}  // namespace

Case Case::open(const std::filesystem::path& path) {
  const auto file = io::SafetensorsFile::open(path);
  Case result;
  result.source_ = file.source();
  result.op_ = metadata(file, "op");
  metadata(file, "source");  // not used, but what does not say where it is from proves nothing
  const std::string params = result.source_ + ": params";
  result.params_ = io::parse_json(metadata(file, "params"), params);
  const io::JsonReader object(result.params_, params);  // throws unless it is one
  const std::string tolerance = result.source_ + ": tolerance";
  result.tolerance_ =
      parse_tolerance(io::parse_json(metadata(file, "tolerance"), tolerance), tolerance);
  result.sort_tensors(file);
  return result;
}

void Case::sort_tensors(const io::SafetensorsFile& file) {
  for (const std::string& full : file.names()) {
    Tensor tensor = file.tensor(full);
    if (!contains(kDTypes, tensor.dtype())) {
      fail(fmt::format("tensor {} has dtype {}, which golden cases do not use", io::in_quotes(full),
                       name(tensor.dtype())));
    }
    const std::size_t dot = std::min(full.find('.'), full.size() - 1);
    if (dot + 1 >= full.size() || !sort_tensor(full.substr(0, dot), full.substr(dot + 1), tensor)) {
      fail(fmt::format("tensor {} is neither input, weight, output nor gradient",
                       io::in_quotes(full)));
    }
  }
  if (outputs_.empty() && gradients_.empty()) {
    fail("nothing is expected: there is no tensor \"out.*\" or \"grad.*\"");
  }
}

bool Case::sort_tensor(const std::string& group, const std::string& name, const Tensor& tensor) {
  if (group == "in") {
    require_numbers(tensor, "in." + name, source_);
    inputs_.emplace(name, tensor);
  } else if (group == "weight") {
    weights_.emplace(name, tensor);
  } else if (group == "out") {
    outputs_.emplace_back(name, tensor);
  } else if (group == "grad") {
    gradients_.emplace_back(name, tensor);
  } else {
    return group == "grad_out";  // fed in where gradients are computed
  }
  return true;
}

void Case::begin(Device device) {
  device_ = device;
  used_inputs_.clear();
  used_params_.clear();
  weights_used_ = false;
}

Tensor Case::input(const std::string& name, std::initializer_list<DType> allowed) {
  const auto found = inputs_.find(name);
  if (found == inputs_.end()) {
    fail(fmt::format("tensor \"in.{}\" is missing", name));
  }
  const Tensor& tensor = found->second;
  if (!contains(allowed, tensor.dtype())) {
    fail(fmt::format("tensor \"in.{}\" has dtype {}, not {}", name, warplight::name(tensor.dtype()),
                     names_of(allowed)));
  }
  used_inputs_.insert(name);
  return tensor.to(device_);
}

Tensor Case::optional_input(const std::string& name, std::initializer_list<DType> allowed) {
  return has_input(name) ? input(name, allowed) : Tensor();
}

Tensor Case::parameter(const std::string& name) {
  return input(name, kParameterDTypes).to(DType::F32);
}

Tensor Case::optional_parameter(const std::string& name) {
  return has_input(name) ? parameter(name) : Tensor();
}

void Case::use_param(const std::string& name) {
  if (!params_.contains(name)) {
    fail(fmt::format("param \"{}\" is missing", name));
  }
  used_params_.insert(name);
}

const nlohmann::json& Case::json_param(const std::string& name) {
  use_param(name);
  return params_.at(name);
}

io::StateDict Case::weights() {
  weights_used_ = true;
  io::StateDict result(source_);
  for (const auto& [key, tensor] : weights_) {
    const std::string full = "weight." + key;
    if (!contains(kParameterDTypes, tensor.dtype())) {
      fail(fmt::format("tensor {} has dtype {}, not {}", io::in_quotes(full), name(tensor.dtype()),
                       names_of(kParameterDTypes)));
    }
    io::require_finite(tensor, full, source_);
    result.add(key, tensor.to(DType::F32).to(device_));
  }
  return result;
}

void Case::require_all_used() const {
  for (const auto& [name, tensor] : inputs_) {
    if (used_inputs_.count(name) == 0) {
      fail(fmt::format("tensor {} is no input of {}", io::in_quotes("in." + name), op_));
    }
  }
  for (const auto& [name, value] : params_.items()) {
    if (used_params_.count(name) == 0) {
      fail(fmt::format("param {} is no parameter of {}", io::in_quotes(name), op_));
    }
  }
  if (!weights_used_ && !weights_.empty()) {
    fail(fmt::format("tensor {} is no weight of {}",
                     io::in_quotes("weight." + weights_.begin()->first), op_));
  }
}

void Case::fail(const std::string& what) const {
  throw InputError(fmt::format("{}: {}", source_, what));
}

}  // namespace warplight::golden
