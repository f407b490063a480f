// The tables of a session as text, one file each, with a comma or a tab between the cells. An absent value is
// an empty cell. session_columns.hpp says what the columns are.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "domain/result.hpp"
#include "domain/session.hpp"
#include "sinks/export/table.hpp"

namespace sacrum::sinks {

Result<void> write_samples(const std::filesystem::path& path, const Recording& recording,
                           char separator = ',');
Result<void> write_events(const std::filesystem::path& path, std::span<const GaitEvent> events,
                          char separator = ',');
Result<void> write_live_contacts(const std::filesystem::path& path, std::span<const LiveContact> contacts,
                                 char separator = ',');
Result<void> write_angles(const std::filesystem::path& path, std::span<const PelvisPose> poses,
                          char separator = ',');
// The same table for poses that come one after another.
Result<TableFile<PelvisPose>> angles_table(const std::filesystem::path& path);
Result<void> write_strides(const std::filesystem::path& path, std::span<const Stride> strides,
                           std::span<const StageSummary> stages = {}, char separator = ',');
// The rows of that table as text, without its header.
std::string stride_rows(std::span<const Stride> strides, std::span<const StageSummary> stages);
// A row for every per cent of every stride.
Result<void> write_waveforms(const std::filesystem::path& path, const Session& session, char separator = ',');

}  // namespace sacrum::sinks
