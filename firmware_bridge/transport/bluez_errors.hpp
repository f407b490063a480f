// What BlueZ and D-Bus complain of, in the words of the person who must act.
#pragma once

#include <string>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// From the name and message of a D-Bus error: finding and remedy, without the thing. An error of another kind
// is given as `otherwise` with its message.
Error bluez_error(const std::string& name, const std::string& message,
                  const std::string& otherwise = "BlueZ refused");

}  // namespace sacrum::firmware_bridge
