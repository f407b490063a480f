#include "sinks/export/xdf_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sinks/export/block_file.hpp"
#include "sinks/export/little_endian.hpp"
#include "sinks/export/stride_waveforms.hpp"
#include "sinks/export/xdf_chunks.hpp"
#include "sinks/export/xdf_header.hpp"

namespace sacrum::sinks {
namespace {

constexpr auto kChunk = std::chrono::seconds(5);

void append_sample(XdfSamples& stream, const ImuSample& sample, bool has_field) {
    std::string& bytes = stream.add(sample.time);
    for (const double part : sample.specific_force.si()) append_bytes(bytes, part);
    for (const double part : sample.angular_rate.si()) append_bytes(bytes, part);
    if (!has_field) return;
    const Eigen::Vector3d field = sample.magnetic_field
                                      ? sample.magnetic_field->si()
                                      : Eigen::Vector3d::Constant(std::numeric_limits<double>::quiet_NaN());
    for (const double part : field) append_bytes(bytes, part);
}

void append_pose(XdfSamples& stream, const PelvisPose& pose) {
    std::string& bytes = stream.add(pose.time);
    for (std::size_t signal = 0; signal < kWaveSignals; ++signal)
        append_bytes(bytes,
                     value_of(pose, WaveSignal(signal)).value_or(std::numeric_limits<double>::quiet_NaN()));
    const Eigen::Quaterniond& q = pose.earth_from_sensor.quaternion();
    for (const double part : {q.w(), q.x(), q.y(), q.z()}) append_bytes(bytes, part);
    append_bytes(bytes, pose.is_valid ? 1.0 : 0.0);
}

void append_marker(XdfSamples& stream, SessionTime time, std::string_view text) {
    std::string& bytes = stream.add(time);
    append_xdf_length(bytes, text.size());
    bytes += text;
}

// "IC left", "FC right", "IC" where the side is not known.
std::string marker_of(const GaitEvent& event) {
    std::string text = abbreviation(event.kind);
    if (event.side) text += fmt::format(" {}", word(*event.side));
    return text;
}
// "mark pain 3: left hip"
std::string marker_of(const SessionNote& mark) {
    std::string text = "mark " + mark.kind;
    if (mark.number) text += fmt::format(" {}", *mark.number);
    return mark.text.empty() ? text : text + ": " + mark.text;
}

// The three streams side by side, in chunks of some seconds.
class Streams {
  public:
    explicit Streams(const ExportedSession& exported) : exported_(exported) {}

    // All that lies before `until` and was not written yet.
    void append_until(std::string& bytes, SessionTime until) {
        const auto& samples = exported_.recording.samples;
        const auto& poses = exported_.session.poses;
        for (; sample_ < samples.size() && samples[sample_].time < until; release_behind(samples, ++sample_))
            append_sample(readings_, samples[sample_], exported_.has_magnetic_field());
        for (; pose_ < poses.size() && poses[pose_].time < until; release_behind(poses, ++pose_))
            append_pose(angles_, poses[pose_]);
        append_markers_until(until);
        for (XdfSamples* stream : {&readings_, &angles_, &markers_}) stream->flush_to(bytes);
    }

    void append_footers(std::string& bytes) const {
        append_xdf_chunk(bytes, XdfTag::stream_footer, kXdfReadings, readings_.footer());
        append_xdf_chunk(bytes, XdfTag::stream_footer, kXdfAngles, angles_.footer());
        append_xdf_chunk(bytes, XdfTag::stream_footer, kXdfMarkers, markers_.footer());
    }

  private:
    // Contacts and marks in order of time; a mark from before the first sample stands at that.
    void append_markers_until(SessionTime until) {
        const auto& events = exported_.session.events;
        const auto& marks = exported_.session.report.notes;
        const auto event_time = [&] {
            return event_ < events.size() ? events[event_].time : SessionTime::max();
        };
        const auto mark_time = [&] {
            return mark_ < marks.size() ? marks[mark_].time.value_or(exported_.start()) : SessionTime::max();
        };
        while (std::min(event_time(), mark_time()) < until) {
            if (event_time() < mark_time()) {
                append_marker(markers_, event_time(), marker_of(events[event_]));
                ++event_;
            } else {
                append_marker(markers_, mark_time(), marker_of(marks[mark_]));
                ++mark_;
            }
        }
    }

    const ExportedSession& exported_;
    XdfSamples readings_{kXdfReadings};
    XdfSamples angles_{kXdfAngles};
    XdfSamples markers_{kXdfMarkers};
    std::size_t sample_ = 0;
    std::size_t pose_ = 0;
    std::size_t event_ = 0;
    std::size_t mark_ = 0;
};

}  // namespace

Result<Written> write_xdf(const std::filesystem::path& folder, const ExportedSession& exported) {
    const auto path = folder / (exported.recording.name + ".xdf");
    auto file = BlockFile::create(path);
    if (!file) return tl::unexpected(file.error());
    append_xdf_headers(file->block(), exported);
    Streams streams(exported);
    const SessionTime end =
        exported.recording.samples.empty() ? SessionTime{} : exported.recording.samples.back().time;
    for (SessionTime until = exported.start() + kChunk; until <= end; until += kChunk) {
        streams.append_until(file->block(), until);
        append_xdf_boundary(file->block());
        if (auto spilt = file->spill(); !spilt) return tl::unexpected(spilt.error());
    }
    streams.append_until(file->block(), SessionTime::max());
    streams.append_footers(file->block());
    if (auto done = file->commit(); !done) return tl::unexpected(done.error());
    return Written{path};
}

}  // namespace sacrum::sinks
