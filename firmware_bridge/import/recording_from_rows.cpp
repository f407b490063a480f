#include "firmware_bridge/import/recording_from_rows.hpp"

#include <algorithm>
#include <utility>

#include "firmware_bridge/import/clipping.hpp"
#include "firmware_bridge/import/csv_clock.hpp"
#include "firmware_bridge/import/csv_units.hpp"

namespace sacrum::firmware_bridge {
namespace {

ImuSample sample_from(const CsvRow& row, SessionTime time, double force_si, double rate_si) {
    const auto& v = row.values;
    ImuSample sample;
    sample.time = time;
    sample.specific_force =
        Vec3<AccelerationUnit, Sensor>::of_si(v[0] * force_si, v[1] * force_si, v[2] * force_si);
    sample.angular_rate =
        Vec3<AngularRateUnit, Sensor>::of_si(v[3] * rate_si, v[4] * rate_si, v[5] * rate_si);
    if (row.has_magnetic_field)
        sample.magnetic_field = Vec3<MagneticFieldUnit, Sensor>::of_si(v[6], v[7], v[8]);
    return sample;
}

void add_samples(std::span<const CsvRow> rows, const CsvClock& clock, const CsvUnits& units,
                 Recording& recording) {
    const double force_si = in_si(units.specific_force);
    const double rate_si = in_si(units.angular_rate);
    const Duration interval = duration_from_seconds(clock.interval_s());
    RecordingQuality& quality = recording.quality;
    recording.samples.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SessionTime time = session_time_from_seconds(clock.uniform.times[i] * clock.seconds_per_tick);
        ImuSample sample = sample_from(rows[i], time, force_si, rate_si);
        if (!recording.samples.empty()) {
            const SessionTime last = recording.samples.back().time;
            if (!(time > last)) {  // less than a nanosecond apart
                ++quality.duplicate_samples;
                continue;
            }
            if (clock.uniform.steps[i] > 1) {
                sample.gap_before = std::max(time - last - interval, Duration{1});
                quality.gaps.push_back({last, time});
                quality.missing_samples +=
                    std::max<std::int64_t>(0, clock.uniform.steps[i] - 1 - rows[i].invalid_before);
            }
        }
        append(recording.samples, sample);
        release_behind(rows, i);
        release_behind(clock.uniform.times, i);
        release_behind(clock.uniform.steps, i);
    }
    quality.samples = std::int64_t(recording.samples.size());
    quality.clipped_samples = count_clipped(recording.samples);
}

void append(std::vector<std::string>& all, std::vector<std::string> more) {
    for (std::string& sentence : more) all.push_back(std::move(sentence));
}

}  // namespace

Result<Recording> recording_from_rows(CsvRows parsed, const CsvColumns& columns, const CsvParams& params,
                                      std::span<const std::string> preamble) {
    auto clock = find_clock(parsed, preamble, columns, params);
    if (!clock) return tl::unexpected(clock.error());
    auto units = find_units(parsed.rows, *clock, columns, params);
    if (!units) return tl::unexpected(units.error());

    Recording recording;
    recording.rate = Frequency::of_si(1.0 / clock->interval_s());
    recording.quality.duplicate_samples = clock->dropped.duplicate;
    recording.quality.reversed_samples = clock->dropped.reversed;
    recording.quality.invalid_samples = clock->dropped.invalid;
    recording.quality.ends_in_mid_line = parsed.ends_in_mid_line;
    add_samples(parsed.rows, *clock, *units, recording);
    append(recording.assumptions, columns.assumptions);
    append(recording.assumptions, std::move(clock->assumptions));
    append(recording.assumptions, std::move(units->assumptions));
    return recording;
}

Result<Recording> named(Result<Recording> read, const std::string& source, std::string name) {
    if (!read) return fail(read.error().kind, source + ": " + read.error().sentence);
    read->name = std::move(name);
    return read;
}

}  // namespace sacrum::firmware_bridge
