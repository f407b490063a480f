// A laboratory's reference from its files, recognised by content: C3D, OpenSim .mot or .sto, a table of
// contacts, a table of angles. docs/comparing.md shows what is read of each.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "domain/reference.hpp"
#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

Result<Reference> parse_reference(std::string_view bytes, const std::string& name);

// Several files are one reference on one clock: one has the contacts, another the angles.
Result<Reference> read_reference(std::span<const std::filesystem::path> files);

}  // namespace sacrum::firmware_bridge
