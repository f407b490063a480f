#include "sinks/export/hdf5_export.hpp"

#include <fmt/format.h>

#include <limits>

#include "domain/version.hpp"
#include "sinks/export/conventions.hpp"
#include "sinks/export/hdf5_file.hpp"
#include "sinks/export/report_export.hpp"
#include "sinks/export/session_columns.hpp"
#include "sinks/export/utc_text.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::int64_t kLayoutVersion = 1;
constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

double number_in(const Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) return *number;
    if (const auto* time = std::get_if<SessionTime>(&cell)) return in_seconds(*time);
    return kAbsent;
}

template <class Row>
void add_column(Hdf5File& file, const std::string& name, const Column<Row>& column,
                std::span<const Row> rows) {
    switch (column.kind) {
        case CellKind::number:
        case CellKind::time:
            file.rows(name, {.rows = rows.size()}, [&](std::size_t first, std::span<double> block) {
                for (std::size_t i = 0; i < block.size(); ++i)
                    block[i] = number_in(column.cell(rows[first + i]));
                release(rows.subspan(first, block.size()));
            });
            break;
        case CellKind::flag:
            file.rows(name, {.rows = rows.size()}, [&](std::size_t first, std::span<std::uint8_t> block) {
                for (std::size_t i = 0; i < block.size(); ++i)
                    block[i] = std::get<bool>(column.cell(rows[first + i])) ? 1 : 0;
                release(rows.subspan(first, block.size()));
            });
            break;
        case CellKind::text:
            file.words(name, rows.size(),
                       [&](std::size_t row) { return std::get<std::string>(column.cell(rows[row])); });
            break;
    }
    file.attribute(name, "description", column.description);
    if (!column.unit.empty()) file.attribute(name, "unit", column.unit);
}

// A group with a set for each column.
template <class Row>
void add_table(Hdf5File& file, const std::string& group, std::span<const Column<Row>> columns,
               std::span<const Row> rows) {
    file.group(group);
    for (const auto& column : columns) add_column(file, group + '/' + column.id, column, rows);
}

void add_vectors(Hdf5File& file, const std::string& name, std::span<const ImuSample> samples,
                 const std::function<Eigen::Vector3d(const ImuSample&)>& vector, std::string_view unit,
                 std::string_view description) {
    file.rows(name, {.rows = samples.size(), .width = 3}, [&](std::size_t first, std::span<double> block) {
        for (std::size_t i = 0; i < block.size() / 3; ++i) {
            const Eigen::Vector3d v = vector(samples[first + i]);
            for (std::size_t axis = 0; axis < 3; ++axis) block[3 * i + axis] = v[Eigen::Index(axis)];
        }
        release(samples.subspan(first, block.size() / 3));
    });
    file.attribute(name, "unit", unit);
    file.attribute(name, "frame", "sensor");
    file.attribute(name, "description", description);
}

void add_times(Hdf5File& file, const std::string& name, std::size_t rows,
               const std::function<std::int64_t(std::size_t)>& time, std::string_view description) {
    file.rows(name, {.rows = rows}, [&](std::size_t first, std::span<std::int64_t> block) {
        for (std::size_t i = 0; i < block.size(); ++i) block[i] = time(first + i);
    });
    file.attribute(name, "unit", "ns");
    file.attribute(name, "description", description);
}

void add_quality(Hdf5File& file, const std::string& group, const RecordingQuality& quality) {
    file.attribute(group, "missing_samples", quality.missing_samples);
    file.attribute(group, "duplicate_samples", quality.duplicate_samples);
    file.attribute(group, "reversed_samples", quality.reversed_samples);
    file.attribute(group, "invalid_samples", quality.invalid_samples);
    file.attribute(group, "clipped_samples", quality.clipped_samples);
    file.attribute(group, "ends_in_mid_line", std::int64_t(quality.ends_in_mid_line));
    add_times(
        file, group + "/gap_start_ns", quality.gaps.size(),
        [&](std::size_t i) { return quality.gaps[i].start.time_since_epoch().count(); },
        "last reading before each hole in the readings");
    add_times(
        file, group + "/gap_end_ns", quality.gaps.size(),
        [&](std::size_t i) { return quality.gaps[i].end.time_since_epoch().count(); },
        "first reading after each hole in the readings");
}

void add_recording(Hdf5File& file, const ExportedSession& exported) {
    const std::string group = "/recording";
    const auto& samples = exported.recording.samples;
    file.group(group);
    file.attribute(group, "name", exported.recording.name);
    file.attribute(group, "rate_hz", exported.recording.rate.si());
    file.attribute(group, "mount", exported.session.report.mounting.declared);
    file.attribute(group, "device_model", exported.recording.origin.device_model);
    file.attribute(group, "device_serial_number", exported.recording.origin.serial_number);
    file.attribute(group, "device_firmware", exported.recording.origin.firmware);
    add_times(
        file, group + "/time_ns", samples.size(),
        [&](std::size_t i) {
            release_behind(samples, i);
            return samples[i].time.time_since_epoch().count();
        },
        "time on the recording's own clock");
    add_times(
        file, group + "/gap_before_ns", samples.size(),
        [&](std::size_t i) {
            release_behind(samples, i);
            return samples[i].gap_before.count();
        },
        "time without readings just before this one beyond one interval; 0: nothing lost");
    add_vectors(
        file, group + "/specific_force", samples,
        [](const ImuSample& sample) { return sample.specific_force.si(); }, "m/s²",
        "what the accelerometer feels, gravity included");
    add_vectors(
        file, group + "/angular_rate", samples,
        [](const ImuSample& sample) { return sample.angular_rate.si(); }, "rad/s", "as measured");
    if (exported.has_magnetic_field()) {
        add_vectors(
            file, group + "/magnetic_field", samples,
            [](const ImuSample& sample) {
                return sample.magnetic_field ? sample.magnetic_field->si()
                                             : Eigen::Vector3d::Constant(kAbsent);
            },
            "as the device gives it", "not a number where the device gave none");
    }
    add_quality(file, group, exported.recording.quality);
    const auto& assumptions = exported.recording.assumptions;
    file.words(group + "/assumptions", assumptions.size(), [&](std::size_t i) { return assumptions[i]; });
    file.attribute(group + "/assumptions", "description", "what was guessed when the recording was read");
}

void add_strides(Hdf5File& file, const Session& session) {
    const auto columns = stride_columns(session.report.stages);
    add_table<Stride>(file, "/strides", columns, session.strides);
    for (const MetricDefinition& definition : metric_catalogue()) {
        const std::string set = fmt::format("/strides/{}", definition.id);
        file.attribute(set, "name", definition.name);
        file.attribute(set, "formula", definition.formula);
        file.attribute(set, "source", definition.source);
        file.attribute(set, "known_error", definition.known_error);
    }
}

void add_waveforms(Hdf5File& file, const ExportedSession& exported) {
    const Session& session = exported.session;
    constexpr std::size_t kStridesAtOnce = 512;
    const Duration interval = duration_from_seconds(1.0 / session.report.rate.si());
    const auto columns = pose_columns();
    file.group("/waveforms");
    file.attribute("/waveforms", "description",
                   "each stride of /strides, in its order, at 0, 1, … 100 % of the gait cycle: from its "
                   "opening contact to the next one of the same foot");
    for (std::size_t signal = 0; signal < kWaveSignals; ++signal) {
        const Column<PelvisPose>& column = columns[signal + 1];  // after the time
        const std::string set = "/waveforms/" + column.id;
        file.rows(set, {.rows = session.strides.size(), .width = kWavePoints},
                  [&](std::size_t first, std::span<double> block) {
                      for (std::size_t i = 0; i < block.size() / kWavePoints; ++i) {
                          const auto points =
                              waveform_of(session.strides[first + i], first + i, session.poses, interval);
                          if ((first + i) % kStridesAtOnce == 0) release(std::span(session.poses));
                          for (std::size_t k = 0; k < kWavePoints; ++k)
                              block[i * kWavePoints + k] = points[k].values[signal].value_or(kAbsent);
                      }
                  });
        file.attribute(set, "description", column.description);
        file.attribute(set, "unit", column.unit);
    }
}

void add_marks(Hdf5File& file, std::span<const SessionNote> marks) {
    file.group("/marks");
    file.attribute("/marks", "description", "moments that a person marked");
    file.rows("/marks/t_s", {.rows = marks.size()}, [&](std::size_t first, std::span<double> block) {
        for (std::size_t i = 0; i < block.size(); ++i) {
            const auto time = marks[first + i].time;
            block[i] = time ? in_seconds(*time) : kAbsent;
        }
    });
    file.attribute("/marks/t_s", "unit", "s");
    file.attribute("/marks/t_s", "description", "not a number before the first reading");
    file.words("/marks/kind", marks.size(), [&](std::size_t i) { return marks[i].kind; });
    file.words("/marks/text", marks.size(), [&](std::size_t i) { return marks[i].text; });
    file.rows("/marks/number", {.rows = marks.size()}, [&](std::size_t first, std::span<double> block) {
        for (std::size_t i = 0; i < block.size(); ++i) block[i] = marks[first + i].number.value_or(kAbsent);
    });
    file.attribute("/marks/number", "description",
                   "of kind speed in m/s, of incline in percent, of pain from 0 to 10");
}

void add_head(Hdf5File& file, const ExportedSession& exported) {
    file.attribute("/", "format", "sacrum session");
    file.attribute("/", "layout_version", kLayoutVersion);
    file.attribute("/", "program", fmt::format("sacrum {}", kProgramVersion));
    file.attribute("/", "methods", kAlgorithmVersion);
    file.attribute("/", "pass", word(exported.session.report.pass));
    file.attribute("/", "is_deidentified", std::int64_t(exported.is_deidentified));
    if (exported.recording.origin.session_zero)
        file.attribute("/", "session_zero_utc", utc_text(*exported.recording.origin.session_zero));
    file.group("/conventions");
    for (const Convention& convention : conventions())
        file.attribute("/conventions", std::string(convention.key), convention.sentence);
}

}  // namespace

Result<Written> write_hdf5(const std::filesystem::path& folder, const ExportedSession& exported) {
    const auto path = folder / (exported.recording.name + ".h5");
    auto file = Hdf5File::create(path);
    if (!file) return tl::unexpected(file.error());
    add_head(*file, exported);
    add_recording(*file, exported);
    add_table<PelvisPose>(*file, "/angles", pose_columns(), exported.session.poses);
    add_table<GaitEvent>(*file, "/events", event_columns(), exported.session.events);
    add_strides(*file, exported.session);
    add_waveforms(*file, exported);
    add_marks(*file, exported.session.report.notes);
    file->text("/report", report_without_strides_json(exported));
    file->attribute("/report", "description",
                    "the report as JSON, with the definition of every measure; its strides are in /strides");
    if (auto done = file->commit(); !done) return tl::unexpected(done.error());
    return Written{path};
}

}  // namespace sacrum::sinks
