#include "sinks/export/session_tables.hpp"

#include <algorithm>

#include "sinks/export/decimal_text.hpp"
#include "sinks/export/pending_file.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::size_t kBlockBytes = 1 << 20;  // handed to the disk at once

// Rows go into one block of text, and the block to the file whenever it is full.
template <class Row, class AppendRow>
Result<void> write_table(const std::filesystem::path& path, std::string header, std::span<const Row> rows,
                         const AppendRow& append_row) {
    auto file = PendingFile::create(path);
    if (!file) return tl::unexpected(file.error());
    std::string block = std::move(header);
    block.reserve(kBlockBytes + 4096);
    for (const Row& row : rows) {
        append_row(block, row);
        block += '\n';
        if (block.size() < kBlockBytes) continue;
        if (auto written = file->append(block); !written) return written;
        block.clear();
    }
    if (auto written = file->append(block); !written) return written;
    return file->commit();
}

void append_event(std::string& text, const GaitEvent& event) {
    append_seconds(text, event.time);
    text += ',';
    text += abbreviation(event.kind);
    text += ',';
    text += letter(event.side);
    append_cell(text, event.side_confidence, 3);
    text += ',';
    text += word(event.mode);
    text += event.is_timing_verified ? ",1" : ",0";
    append_cell(text, event.confidence, 3);
}

void append_live_contact(std::string& text, const LiveContact& contact) {
    append_seconds(text, contact.time);
    text += ',';
    text += letter(contact.side);
    append_cell(text, contact.side_confidence, 3);
    text += ',';
    text += word(contact.mode);
    text += ',';
    append_seconds(text, contact.noticed_at);
}

std::optional<double> degrees(const std::optional<Angle>& angle) {
    return angle ? std::optional(in_degrees(*angle)) : std::nullopt;
}

std::optional<double> millimetres(const std::optional<Length>& length) {
    return length ? std::optional(in_millimetres(*length)) : std::nullopt;
}

void append_pose(std::string& text, const PelvisPose& pose) {
    append_seconds(text, pose.time);
    append_cell(text, degrees(pose.obliquity), 4);
    append_cell(text, degrees(pose.tilt), 4);
    append_cell(text, degrees(pose.rotation), 4);
    append_cell(text, millimetres(pose.sway_left), 3);
    append_cell(text, millimetres(pose.vertical), 3);
    const Eigen::Quaterniond& q = pose.earth_from_sensor.quaternion();
    append_cell(text, q.w(), 7);
    append_cell(text, q.x(), 7);
    append_cell(text, q.y(), 7);
    append_cell(text, q.z(), 7);
    text += pose.is_valid ? ",1" : ",0";
}

// Three decimals more than for people, so that a reader can average without rounding twice.
int decimals_in_table(const MetricDefinition& definition) { return definition.decimals + 3; }

// As RFC 4180 has it; a new line would end the row for readers that do not know it.
std::string as_cell(std::string_view cell) {
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(cell);
    std::string text = "\"";
    for (const char c : cell) {
        if (c == '"') text += '"';
        text += c == '\r' || c == '\n' ? ' ' : c;
    }
    return text + '"';
}

void append_stride(std::string& text, const Stride& stride) {
    text += letter(stride.side);
    text += ',';
    append_seconds(text, stride.start);
    text += ',';
    append_seconds(text, stride.end);
    text += stride.is_valid() ? ",1" : ",0";
    for (const MetricDefinition& definition : metric_catalogue()) {
        append_cell(text, stride.metrics[definition.metric], decimals_in_table(definition));
    }
    text += ',';
    text += word(stride.mode);
    append_cell(text, stride.side_confidence, 3);
    text += ',';
    if (stride.final_contact) append_seconds(text, *stride.final_contact);
    text += ',';
    text += reason_of(stride.flaws);
}

}  // namespace

std::string reason_of(const StrideFlaws& flaws) {
    std::string reason;
    for (const StrideFlaw flaw : kStrideFlaws) {
        if (!flaws.has(flaw)) continue;
        if (!reason.empty()) reason += '+';
        reason += word(flaw);
    }
    return reason;
}

Result<void> write_events_csv(const std::filesystem::path& path, std::span<const GaitEvent> events) {
    return write_table<GaitEvent>(path, "t_s,type,side,confidence,mode,timing_verified,contact_confidence\n",
                                  events, append_event);
}

Result<void> write_live_contacts_csv(const std::filesystem::path& path,
                                     std::span<const LiveContact> contacts) {
    return write_table<LiveContact>(path, "t_s,side,confidence,mode,noticed_at_s\n", contacts,
                                    append_live_contact);
}

Result<void> write_angles_csv(const std::filesystem::path& path, std::span<const PelvisPose> poses) {
    return write_table<PelvisPose>(
        path, "t_s,obliquity_deg,tilt_deg,rotation_deg,sway_left_mm,vertical_mm,qw,qx,qy,qz,valid\n", poses,
        append_pose);
}

Result<void> write_strides_csv(const std::filesystem::path& path, std::span<const Stride> strides,
                               std::span<const StageSummary> stages) {
    std::string header = "side,t_start_s,t_end_s,valid";
    for (const MetricDefinition& definition : metric_catalogue()) {
        header += ',';
        header += definition.id;
    }
    header += ",mode,side_confidence,t_final_contact_s,reason,stage\n";
    return write_table<Stride>(path, std::move(header), strides,
                               [&](std::string& text, const Stride& stride) {
                                   append_stride(text, stride);
                                   text += ',';
                                   for (const StageSummary& stage : stages)
                                       if (stage.stage.holds(stride.start)) text += as_cell(stage.stage.name);
                               });
}

}  // namespace sacrum::sinks
