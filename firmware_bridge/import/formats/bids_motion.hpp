// Reads a motion recording of a BIDS dataset: the table has no header, its columns are named in the channels
// file beside it, its rate stands in the description beside it. A LATENCY channel is the time; without one
// the rows follow each other at the effective rate, else at the nominal one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

struct BidsMotionText {
    std::string_view motion;                  // …_motion.tsv
    std::string_view channels;                // …_channels.tsv
    std::string_view description;             // …_motion.json
    std::string_view channels_description{};  // …_channels.json; empty where there is none
};

Result<Recording> parse_bids_motion(const BidsMotionText& text, std::string name,
                                    const CsvParams& params = {});

// Whether the files that belong to a motion table lie beside this one.
bool is_bids_motion(const std::filesystem::path& motion);
Result<Recording> read_bids_motion(const std::filesystem::path& motion, const CsvParams& params = {});

// The motion tables of a dataset, in order of their names; those derived from others are left out.
std::vector<std::filesystem::path> bids_motion_files(const std::filesystem::path& folder);

}  // namespace sacrum::firmware_bridge
