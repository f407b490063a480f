// A session as text tables, NAME_samples.csv and so on, and beside each a NAME_samples.json that says what
// its columns are.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

Result<Written> write_csv(const std::filesystem::path& folder, const ExportedSession& exported);
Result<Written> write_tsv(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
