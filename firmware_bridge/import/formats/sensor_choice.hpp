// Which of several sensors in one file is the one on the pelvis: the one a person names, else the only one,
// else the only one whose name says that it sits there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// `names` is not empty. The error is a sentence without the file's name.
Result<std::size_t> choose_sensor(const std::vector<std::string>& names,
                                  const std::optional<std::string>& wanted);

}  // namespace sacrum::firmware_bridge
