// What must hold of a person's action that was accepted, wherever it came from: a recording keeps it, and
// gives it back as it was. Empty when all holds.
#pragma once

#include <string>

#include "firmware_bridge/recording/action_rules.hpp"
#include "firmware_bridge/recording/entry_code.hpp"

namespace sacrum::fuzz {

inline std::string fault_in(const proto::Action& action) {
    if (!firmware_bridge::check_action(action)) return "an action is taken that breaks the rules";
    std::string content;
    firmware_bridge::EntryEncoder().append(firmware_bridge::PersonAction{.time = {}, .what = action},
                                           content);
    proto::RecordedChunk chunk;
    if (!chunk.ParseFromString(content) || chunk.entries_size() != 1) return "an action spoils its chunk";
    const auto entry = firmware_bridge::decode_entry(chunk.entries(0));
    if (!entry) return "an action that was recorded is not read";
    const auto& again = std::get<firmware_bridge::PersonAction>(*entry).what;
    return again.SerializeAsString() == action.SerializeAsString() ? ""
                                                                   : "an action that was recorded is another";
}

}  // namespace sacrum::fuzz
