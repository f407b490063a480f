#include "sinks/export/session_tables.hpp"

#include "sinks/export/session_columns.hpp"

namespace sacrum::sinks {

Result<void> write_samples(const std::filesystem::path& path, const Recording& recording, char separator) {
    const bool has_field = !recording.samples.empty() && recording.samples.front().magnetic_field.has_value();
    const auto columns = sample_columns(has_field);
    return write_table<ImuSample>(path, columns, recording.samples, {.separator = separator});
}

Result<void> write_events(const std::filesystem::path& path, std::span<const GaitEvent> events,
                          char separator) {
    return write_table<GaitEvent>(path, event_columns(), events, {.separator = separator});
}

Result<void> write_live_contacts(const std::filesystem::path& path, std::span<const LiveContact> contacts,
                                 char separator) {
    return write_table<LiveContact>(path, live_contact_columns(), contacts, {.separator = separator});
}

Result<void> write_angles(const std::filesystem::path& path, std::span<const PelvisPose> poses,
                          char separator) {
    return write_table<PelvisPose>(path, pose_columns(), poses, {.separator = separator});
}

Result<TableFile<PelvisPose>> angles_table(const std::filesystem::path& path) {
    return TableFile<PelvisPose>::create(path, pose_columns(), {});
}

Result<void> write_strides(const std::filesystem::path& path, std::span<const Stride> strides,
                           std::span<const StageSummary> stages, char separator) {
    const auto columns = stride_columns(stages);
    return write_table<Stride>(path, columns, strides, {.separator = separator});
}

std::string stride_rows(std::span<const Stride> strides, std::span<const StageSummary> stages) {
    const auto columns = stride_columns(stages);
    std::string text;
    for (const Stride& stride : strides) {
        for (const auto& column : columns) {
            if (&column != &columns.front()) text += ',';
            append_cell(text, column.cell(stride), column.decimals, ',');
        }
        text += '\n';
    }
    return text;
}

Result<void> write_waveforms(const std::filesystem::path& path, const Session& session, char separator) {
    auto table = TableFile<WaveformPoint>::create(path, waveform_columns(), {.separator = separator});
    if (!table) return tl::unexpected(table.error());
    constexpr std::size_t kStridesAtOnce = 512;
    const Duration interval = duration_from_seconds(1.0 / session.report.rate.si());
    for (std::size_t i = 0; i < session.strides.size(); ++i) {
        if (i % kStridesAtOnce == 0) release(std::span(session.poses));
        for (const WaveformPoint& point : waveform_of(session.strides[i], i + 1, session.poses, interval)) {
            if (auto added = table->add(point); !added) return added;
        }
    }
    return table->commit();
}

}  // namespace sacrum::sinks
