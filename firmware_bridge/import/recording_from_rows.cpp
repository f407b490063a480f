#include "firmware_bridge/import/recording_from_rows.hpp"

#include <algorithm>
#include <utility>

#include "firmware_bridge/import/clipping.hpp"
#include "firmware_bridge/import/csv_clock.hpp"
#include "firmware_bridge/import/csv_units.hpp"

namespace sacrum::firmware_bridge {
namespace {

// In their place.
void make_samples(CsvRows& rows, const CsvClock& clock, const CsvUnits& units, Recording& recording) {
    const double force_si = in_si(units.specific_force);
    const double rate_si = in_si(units.angular_rate);
    const Duration interval = duration_from_seconds(clock.interval_s());
    RecordingQuality& quality = recording.quality;
    LongVector<ImuSample>& samples = rows.readings;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        ImuSample sample = samples[i];
        sample.time = session_time_from_seconds(clock.uniform.times[i] * clock.seconds_per_tick);
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(sample.specific_force.si() * force_si);
        sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(sample.angular_rate.si() * rate_si);
        if (kept > 0) {
            const SessionTime last = samples[kept - 1].time;
            if (!(sample.time > last)) {  // less than a nanosecond apart
                ++quality.duplicate_samples;
                continue;
            }
            if (clock.uniform.steps[i] > 1) {
                sample.gap_before = std::max(sample.time - last - interval, Duration{1});
                quality.gaps.push_back({last, sample.time});
                quality.missing_samples += std::max<std::int64_t>(
                    0, clock.uniform.steps[i] - 1 - std::int64_t(rows.states[i].invalid_before));
            }
        }
        samples[kept++] = sample;
        release_behind(samples, i);
        release_behind(rows.states, i);
        release_behind(clock.uniform.times, i);
        release_behind(clock.uniform.steps, i);
    }
    samples.resize(kept);
    recording.samples = std::move(samples);
    quality.samples = std::int64_t(kept);
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
    auto units = find_units(parsed.readings, *clock, columns, params);
    if (!units) return tl::unexpected(units.error());

    Recording recording;
    recording.rate = Frequency::of_si(1.0 / clock->interval_s());
    recording.quality.duplicate_samples = clock->dropped.duplicate;
    recording.quality.reversed_samples = clock->dropped.reversed;
    recording.quality.invalid_samples = clock->dropped.invalid;
    recording.quality.ends_in_mid_line = parsed.ends_in_mid_line;
    make_samples(parsed, *clock, *units, recording);
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
