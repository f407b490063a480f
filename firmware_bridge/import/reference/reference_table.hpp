// References as text: a table of contacts (a time, a type, a foot), a table of the pelvis's angles, or a
// motion or force file of OpenSim. Columns are taken by name.
#pragma once

#include <string>
#include <string_view>

#include "domain/reference.hpp"
#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// Comma, semicolon or tab; t_s, time or onset; type, event or trial_type; foot, side or context. Or
// obliquity_deg with its time. Errors are sentences without the file's name.
Result<Reference> parse_reference_table(std::string_view text, const std::string& name);

// .mot and .sto: columns pelvis_list, and vertical forces such as ground_force_vy, whose names may begin with
// a side.
bool is_opensim(std::string_view text);
Result<Reference> parse_opensim(std::string_view text, const std::string& name);

}  // namespace sacrum::firmware_bridge
