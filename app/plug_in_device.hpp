// A simulated device where a real one would be plugged in, until it has said everything or a signal comes.
#pragma once

#include <string>

#include "domain/result.hpp"

namespace sacrum::app {

// where: pty:PATH, tcp://ADDRESS:PORT or udp://ADDRESS:PORT; run: "sim:runner?…"
Result<void> plug_in_device(const std::string& where, const std::string& run);

}  // namespace sacrum::app
