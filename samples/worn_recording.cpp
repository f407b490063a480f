#include "samples/worn_recording.hpp"

namespace sacrum::samples {
namespace {

// Keeps the sample or counts it as missing; the first and the last always arrive.
void receive(Recording& recording, const SensorModel::Reading& reading, SessionTime time, bool is_lost,
             Duration interval) {
    RecordingQuality& quality = recording.quality;
    if (is_lost) {
        ++quality.missing_samples;
        return;
    }
    ImuSample sample{.time = time,
                     .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(reading.specific_force),
                     .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(reading.angular_rate)};
    if (!recording.samples.empty()) {
        const SessionTime before = recording.samples.back().time;
        if (time - before > interval + interval / 2) {
            sample.gap_before = time - before - interval;
            quality.gaps.push_back({before, time});
        }
    }
    if (reading.is_clipped) ++quality.clipped_samples;
    recording.samples.push_back(sample);
    ++quality.samples;
}

}  // namespace

Recording recording_of(WornSensor& worn, const SensorParams& sensor) {
    Recording recording;
    recording.name = "simulated";
    recording.rate = sensor.rate;
    if (!sensor.mounting.empty()) recording.mounting = worn.declared_mounting();
    recording.samples.reserve(std::size_t(worn.count()));
    const Duration interval = duration_from_seconds(1.0 / sensor.rate.si());
    while (const auto timed = worn.next())
        receive(recording, timed->reading, session_time_from_seconds(timed->time_s), timed->is_lost,
                interval);
    return recording;
}

}  // namespace sacrum::samples
