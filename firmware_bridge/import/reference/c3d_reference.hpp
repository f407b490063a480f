// What a C3D file says of contacts and of the pelvis: its events, else its force plates; the obliquity of its
// points of type angle.
#pragma once

#include <string>
#include <string_view>

#include "domain/reference.hpp"
#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// Errors are sentences without the file's name.
Result<Reference> parse_c3d_reference(std::string_view bytes, const std::string& name);

}  // namespace sacrum::firmware_bridge
