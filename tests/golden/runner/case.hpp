// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/json_reader.hpp"
#include "common/io/safetensors.hpp"
#include "common/io/state_dict.hpp"
#include "common/tensor/tensor.hpp"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

/// @file
/// @ingroup golden
/// @brief One golden file, handed out piece by piece, so that what nobody asked for is found.

/// @defgroup golden Golden cases
/// @brief Files of inputs and results that PyTorch and Hugging Face computed, and what runs them.

namespace warplight::golden {

/// How near a result must be: |got - want| <= atol * S + rtol * |want|, where S is the largest finite
/// |want| of the tensor but at least `floor`, or 1 without a floor.
struct Tolerance {
  double atol = 0;
  double rtol = 0;
  std::optional<double> floor;
};

/// Tensors by name, in the order in which they are told about.
using NamedTensors = std::vector<std::pair<std::string, Tensor>>;

/// A golden case. An op asks for its inputs, params and weights by their upstream names; whatever is
/// missing or of the wrong kind throws InputError that names the file and it, and require_all_used()
/// finds what was not asked for.
class Case {
 public:
  /// Opens a file and checks all that does not depend on the op. Throws InputError.
  static Case open(const std::filesystem::path& path);

  /// What messages call the file.
  [[nodiscard]] const std::string& source() const { return source_; }
  /// The upstream function or class.
  [[nodiscard]] const std::string& op() const { return op_; }
  /// How near the outputs must be.
  [[nodiscard]] const Tolerance& tolerance() const { return tolerance_; }
  /// What the file expects: `out.*`, by name without the prefix.
  [[nodiscard]] const NamedTensors& outputs() const { return outputs_; }
  /// Gradients that the file expects: `grad.*`, by name without the prefix.
  [[nodiscard]] const NamedTensors& gradients() const { return gradients_; }

  /// Starts again: nothing was used yet, and tensors will be handed out on `device`.
  void begin(Device device);

  /// True if the file holds `in.<name>`.
  [[nodiscard]] bool has_input(const std::string& name) const { return inputs_.count(name) > 0; }
  /// Input `in.<name>`, which must be there and of one of these dtypes.
  Tensor input(const std::string& name, std::initializer_list<DType> allowed = {DType::F32});
  /// The same, or an undefined Tensor if it is not there.
  Tensor optional_input(const std::string& name,
                        std::initializer_list<DType> allowed = {DType::F32});
  /// A function's own weight or bias, which may be stored narrow and is widened to F32.
  Tensor parameter(const std::string& name);
  /// The same, or an undefined Tensor if it is not there.
  Tensor optional_parameter(const std::string& name);

  /// Param `name`, which must be there: a bool, std::int64_t, double, std::string or list (see
  /// io::JsonReader).
  template <class T>
  T param(const std::string& name) {
    use_param(name);
    return params().get<T>(name);
  }
  /// The same where null stands for upstream's None.
  template <class T>
  std::optional<T> nullable_param(const std::string& name) {
    use_param(name);
    return params().find<T>(name);
  }
  /// A param that may be absent or null.
  template <class T>
  std::optional<T> optional_param(const std::string& name) {
    used_params_.insert(name);
    return params().find<T>(name);
  }
  /// Param `name`, a whole number from 1 up.
  std::int64_t positive_param(const std::string& name) {
    use_param(name);
    return params().positive(name);
  }
  /// Param `name` as JSON, for what has a structure of its own.
  const nlohmann::json& json_param(const std::string& name);

  /// All weights, under their keys, widened to F32. Throws InputError if one is not finite.
  io::StateDict weights();

  /// Throws InputError that names an input, param or weight that was not asked for.
  void require_all_used() const;

 private:
  Case() = default;
  void sort_tensors(const io::SafetensorsFile& file);
  bool sort_tensor(const std::string& group, const std::string& name, const Tensor& tensor);
  void use_param(const std::string& name);
  [[nodiscard]] io::JsonReader params() const { return {params_, source_ + ": params"}; }
  [[noreturn]] void fail(const std::string& what) const;

  std::string source_;
  std::string op_;
  nlohmann::json params_;
  Tolerance tolerance_;
  std::map<std::string, Tensor> inputs_;
  std::map<std::string, Tensor> weights_;
  NamedTensors outputs_;
  NamedTensors gradients_;

  Device device_ = Device::Reference;
  std::set<std::string> used_inputs_;
  std::set<std::string> used_params_;
  bool weights_used_ = false;
};

}  // namespace warplight::golden
