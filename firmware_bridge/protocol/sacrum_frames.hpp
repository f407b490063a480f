// Decoder of our own wire protocol, docs/wire_format.md. A frame stands on its own: one that came whole is
// decoded whatever lies before and behind it. A message is accepted whole or not at all.
#pragma once

#include <memory>

#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge {

std::unique_ptr<Decoder> make_sacrum_decoder();

}  // namespace sacrum::firmware_bridge
