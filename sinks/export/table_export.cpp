#include "sinks/export/table_export.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "domain/version.hpp"
#include "sinks/export/conventions.hpp"
#include "sinks/export/session_columns.hpp"
#include "sinks/export/session_tables.hpp"
#include "sinks/export/utc_text.hpp"

namespace sacrum::sinks {
namespace {

using Json = nlohmann::ordered_json;

// What stands beside a table: its columns, and what is the same for all tables of the session.
template <class Row>
std::string dictionary(const ExportedSession& exported, std::span<const Column<Row>> columns) {
    Json root;
    root["program"] = fmt::format("sacrum {} (methods {})", kProgramVersion, kAlgorithmVersion);
    root["recording"] = exported.recording.name;
    root["rate_hz"] = exported.recording.rate.si();
    if (exported.recording.origin.session_zero)
        root["session_zero_utc"] = utc_text(*exported.recording.origin.session_zero);
    // `sacrum analyze` takes it from here, beside the table of readings.
    if (const std::string& mount = exported.session.report.mounting.declared; !mount.empty())
        root["mount"] = mount;
    for (const Convention& convention : conventions())
        root["conventions"][std::string(convention.key)] = convention.sentence;
    for (const auto& column : columns) {
        Json& one = root["columns"][column.id];
        one["description"] = column.description;
        if (!column.unit.empty()) one["unit"] = column.unit;
    }
    return root.dump(2) + '\n';
}

struct TextTables {
    const std::filesystem::path& folder;
    const ExportedSession& exported;
    std::string_view ending;
    Written written{};

    std::filesystem::path path(std::string_view table, std::string_view ends) const {
        return folder / fmt::format("{}_{}.{}", exported.recording.name, table, ends);
    }
    template <class Row, class Write>
    Result<void> add(std::string_view table, std::span<const Column<Row>> columns, Write write) {
        written.push_back(path(table, ending));
        if (auto wrote = write(written.back()); !wrote) return wrote;
        written.push_back(path(table, "json"));
        return write_whole_file(written.back(), dictionary(exported, columns));
    }
};

Result<Written> write_tables(const std::filesystem::path& folder, const ExportedSession& exported,
                             std::string_view ending, char separator) {
    const Session& session = exported.session;
    const auto samples = sample_columns(exported.has_magnetic_field());
    TextTables tables{folder, exported, ending};
    using Path = const std::filesystem::path&;
    Result<void> wrote = tables.add<ImuSample>(
        "samples", samples, [&](Path path) { return write_samples(path, exported.recording, separator); });
    if (wrote)
        wrote = tables.add("angles", pose_columns(),
                           [&](Path path) { return write_angles(path, session.poses, separator); });
    if (wrote)
        wrote = tables.add("events", event_columns(),
                           [&](Path path) { return write_events(path, session.events, separator); });
    if (wrote && session.report.pass == Pass::causal)
        wrote = tables.add("live_contacts", live_contact_columns(), [&](Path path) {
            return write_live_contacts(path, session.live_contacts, separator);
        });
    const auto strides = stride_columns(session.report.stages);
    if (wrote)
        wrote = tables.add<Stride>("strides", strides, [&](Path path) {
            return write_strides(path, session.strides, session.report.stages, separator);
        });
    if (wrote)
        wrote = tables.add("waveforms", waveform_columns(),
                           [&](Path path) { return write_waveforms(path, session, separator); });
    if (!wrote) return tl::unexpected(wrote.error());
    return std::move(tables.written);
}

}  // namespace

Result<Written> write_csv(const std::filesystem::path& folder, const ExportedSession& exported) {
    return write_tables(folder, exported, "csv", ',');
}

Result<Written> write_tsv(const std::filesystem::path& folder, const ExportedSession& exported) {
    return write_tables(folder, exported, "tsv", '\t');
}

}  // namespace sacrum::sinks
