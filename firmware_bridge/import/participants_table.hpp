// The people of a cohort and what is known of them: BIDS' participants.tsv, or the same as CSV. A row each,
// by its column participant_id; "n/a" is absent.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

struct ParticipantsTable {
    std::vector<std::string> columns;                      // without participant_id
    std::map<std::string, std::vector<std::string>> rows;  // by bare_participant; an empty cell is absent

    // "01" and "sub-01" are the same. Absent cells for somebody who is not in the table.
    [[nodiscard]] std::vector<std::string> of(const std::string& participant) const;
};

// "01" of "sub-01".
std::string bare_participant(std::string_view participant);

// `file` is the name used in errors.
Result<ParticipantsTable> parse_participants(std::string_view text, const std::string& file);
Result<ParticipantsTable> read_participants(const std::filesystem::path& file);

}  // namespace sacrum::firmware_bridge
