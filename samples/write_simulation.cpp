#include "samples/write_simulation.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace sacrum::samples {
namespace {

// A text file that is written in large pieces; what went wrong on the way is told by close().
class TextFile {
  public:
    explicit TextFile(std::filesystem::path path) : path_(std::move(path)), file_(path_, std::ios::binary) {}

    template <class... Args>
    void add(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(buffer_), format, std::forward<Args>(args)...);
        if (buffer_.size() > kPiece) flush();
    }
    Result<void> close() {
        flush();
        file_.close();
        if (file_.fail())
            return fail(ErrorKind::output,
                        fmt::format("{}: could not be written ({})", path_.string(), std::strerror(errno)));
        return {};
    }

  private:
    static constexpr std::size_t kPiece = 1 << 20;
    void flush() {
        file_.write(buffer_.data(), std::streamsize(buffer_.size()));
        buffer_.clear();
    }
    std::filesystem::path path_;
    std::ofstream file_;
    fmt::memory_buffer buffer_;
};

Result<void> write_samples(const Recording& recording, const std::filesystem::path& path) {
    TextFile file(path);
    file.add("t_s,ax,ay,az,gx,gy,gz\n");
    for (const ImuSample& sample : recording.samples) {
        const Eigen::Vector3d& f = sample.specific_force.si();
        const Eigen::Vector3d& w = sample.angular_rate.si();
        file.add("{:.6f},{:.5f},{:.5f},{:.5f},{:.6f},{:.6f},{:.6f}\n", in_seconds(sample.time), f.x(), f.y(),
                 f.z(), w.x(), w.y(), w.z());
    }
    return file.close();
}

Result<void> write_events(const Simulation& simulation, const std::filesystem::path& path) {
    TextFile file(path);
    file.add("t_s,foot,type\n");
    for (const GaitEvent& event : simulation.events)
        file.add("{:.6f},{},{}\n", in_seconds(event.time), letter(event.side),
                 event.kind == EventKind::initial_contact ? "IC" : "TO");
    return file.close();
}

Result<void> write_poses(const Simulation& simulation, const std::filesystem::path& path) {
    TextFile file(path);
    file.add("t_s,obliquity_deg,tilt_deg,yaw_deg,x,y,z\n");
    for (const TruePose& pose : simulation.poses) {
        const Eigen::Vector3d& p = pose.sensor.si();
        file.add("{:.6f},{:.5f},{:.5f},{:.5f},{:.6f},{:.6f},{:.6f}\n", in_seconds(pose.time),
                 in_degrees(pose.obliquity), in_degrees(pose.tilt),
                 90.0 + in_degrees(pose.rotation + pose.heading), p.x(), p.y(), p.z());
    }
    return file.close();
}

Result<void> write_strides(const Simulation& simulation, const std::filesystem::path& path) {
    TextFile file(path);
    file.add("side,t_start_s,t_end_s,valid");
    for (const MetricDefinition& definition : metric_catalogue()) file.add(",{}", definition.id);
    file.add(",t_final_contact_s\n");
    for (const TrueStride& stride : simulation.strides) {
        file.add("{},{:.6f},{:.6f},1", letter(stride.side), in_seconds(stride.start), in_seconds(stride.end));
        for (const MetricDefinition& definition : metric_catalogue()) {
            const auto& value = stride.metrics[definition.metric];
            if (value)
                file.add(",{:.6f}", *value);
            else
                file.add(",");
        }
        file.add(",{:.6f}\n", in_seconds(stride.final_contact));
    }
    return file.close();
}

// JSON of what may have been left to the seed.
std::string json(const std::optional<double>& value) {
    return value ? fmt::format("{:.6g}", *value) : "null";
}
std::string json(const Sided<double>& value) {
    return fmt::format("{{\"left\": {:.6g}, \"right\": {:.6g}}}", value.left, value.right);
}
std::string json(const std::optional<Sided<double>>& value) { return value ? json(*value) : "null"; }

void describe_runner(TextFile& file, const RunnerParams& runner) {
    file.add(" \"runner\": {{\n  \"mode\": \"{}\",\n  \"speed_mps\": {:.6g},\n  \"seed\": {},\n",
             word(runner.mode), runner.speed_mps, runner.seed);
    file.add("  \"standing_before_s\": {:.6g},\n  \"standing_after_s\": {:.6g},\n",
             in_seconds(runner.standing_before), in_seconds(runner.standing_after));
    file.add("  \"drop_deg\": {},\n  \"drop_at_contact_deg\": {},\n  \"hike_deg\": {},\n",
             json(runner.drop_deg), json(runner.drop_at_contact_deg), json(runner.hike_deg));
    file.add(
        "  \"obliquity_offset_deg\": {},\n  \"sway_mm\": {},\n  \"rotation_deg\": {},\n  \"cadence_factor\": "
        "{},\n",
        json(runner.obliquity_offset_deg), json(runner.sway_mm), json(runner.rotation_deg),
        json(runner.cadence_factor));
    file.add("  \"step_time_asymmetry\": {:.6g},\n  \"contact_time_asymmetry\": {:.6g},\n  \"impact\": {},\n",
             runner.step_time_asymmetry, runner.contact_time_asymmetry, json(runner.impact));
    file.add("  \"variability\": {:.6g},\n  \"wander_mm\": {:.6g},\n", runner.variability, runner.wander_mm);
    file.add("  \"drop_change_deg\": {},\n  \"cadence_change\": {:.6g},\n  \"sway_change\": {:.6g},\n",
             json(runner.drop_change_deg), runner.cadence_change, runner.sway_change);
    if (runner.turn)
        file.add("  \"turn\": {{\"start_s\": {:.6g}, \"end_s\": {:.6g}, \"angle_deg\": {:.6g}}},\n",
                 in_seconds(runner.turn->start), in_seconds(runner.turn->end),
                 in_degrees(runner.turn->angle));
    file.add("  \"mirrored\": {}\n }},\n", runner.mirrored);
}

void describe_sensor(TextFile& file, const SensorParams& sensor) {
    file.add(
        " \"sensor\": {{\n  \"seed\": {},\n  \"lever_arm_m\": {:.6g},\n  \"mount_tilt_deg\": [{:.6g}, "
        "{:.6g}, {:.6g}],\n",
        sensor.seed, sensor.lever_arm.si(), sensor.mount_tilt_x_deg, sensor.mount_tilt_y_deg,
        sensor.mount_tilt_z_deg);
    file.add("  \"soft_tissue\": \"{}\",\n", word(sensor.soft_tissue));
    if (sensor.slip_at)
        file.add("  \"slip_at_s\": {:.6g},\n  \"slip_deg\": {:.6g},\n", in_seconds(*sensor.slip_at),
                 sensor.slip_deg);
    file.add(
        "  \"scale_percent\": {:.6g},\n  \"cross_axis_percent\": {:.6g},\n  "
        "\"g_sensitivity_deg_per_s_per_g\": {:.6g},\n",
        sensor.scale_percent, sensor.cross_axis_percent, sensor.g_sensitivity_deg_per_s_per_g);
    file.add("  \"accelerometer_bias_mg\": {:.6g},\n  \"gyroscope_bias_deg_per_s\": {:.6g},\n",
             sensor.accelerometer_bias_mg, sensor.gyroscope_bias_deg_per_s);
    file.add("  \"gyroscope_drift_deg_per_s_per_min\": {:.6g},\n", sensor.gyroscope_drift_deg_per_s_per_min);
    file.add(
        "  \"accelerometer_noise_ug_per_rthz\": {:.6g},\n  \"gyroscope_noise_deg_per_s_per_rthz\": {:.6g},\n",
        sensor.accelerometer_noise_ug_per_rthz, sensor.gyroscope_noise_deg_per_s_per_rthz);
    file.add(
        "  \"accelerometer_range_g\": {:.6g},\n  \"gyroscope_range_deg_per_s\": {:.6g},\n  "
        "\"resolution_bits\": {},\n",
        sensor.accelerometer_range_g, sensor.gyroscope_range_deg_per_s, sensor.resolution_bits);
    file.add("  \"clock_drift_ppm\": {:.6g},\n  \"timing_jitter_s\": {:.6g},\n", sensor.clock_drift_ppm,
             in_seconds(sensor.timing_jitter));
    file.add("  \"lost_fraction\": {:.6g},\n  \"lost_burst\": {:.6g}\n }}\n", sensor.lost_fraction,
             sensor.lost_burst);
}

Result<void> write_description(const Simulation& simulation, const std::filesystem::path& path) {
    const RunnerParams& runner = simulation.runner;
    const Recording& recording = simulation.recording;
    TextFile file(path);
    file.add("{{\n \"source\": \"synthetic\",\n \"place\": \"simulated sensor on the sacrum\",\n");
    file.add(" \"task\": \"{}, {:.2f} m/s\",\n \"reference\": \"exact\",\n", word(runner.mode),
             runner.speed_mps);
    if (recording.mounting) file.add(" \"mount\": \"{}\",\n", recording.mounting->text);
    const Eigen::Quaterniond& q = simulation.true_mounting.quaternion();
    file.add(" \"true_mount_wxyz\": [{:.9f}, {:.9f}, {:.9f}, {:.9f}],\n", q.w(), q.x(), q.y(), q.z());
    file.add(" \"samples\": {},\n \"rate_hz\": {:.9g},\n \"duration_s\": {:.9g},\n", recording.samples.size(),
             recording.rate.si(), in_seconds(runner.duration));
    describe_runner(file, runner);
    describe_sensor(file, simulation.sensor);
    file.add("}}\n");
    return file.close();
}

std::string name_of(const std::filesystem::path& path) {
    const std::string file = path.filename().string();
    constexpr std::string_view kEnding = ".imu.csv";
    if (file.size() > kEnding.size() && file.ends_with(kEnding))
        return file.substr(0, file.size() - kEnding.size());
    return path.stem().string();
}

Result<void> write_truth(const PerformedTest& test, const std::filesystem::path& path) {
    TextFile file(path);
    file.add("kind,side,start_s,end_s\n");
    const auto row = [&](const std::string& kind, std::optional<Side> side, double start, double end) {
        file.add("{},{},{:.4f},{:.4f}\n", kind, letter(side), start / test.stretch, end / test.stretch);
    };
    const Performance& truth = test.truth;
    for (const TruePhase& phase : truth.phases)
        row(stage_name(test.performer.test, phase.phase), phase.phase.side, phase.start, phase.end);
    for (const TrueHold& hold : truth.holds) row("hold", hold.side, hold.start, hold.end);
    for (const TrueRepetition& repetition : truth.repetitions)
        row(repetition.is_full ? "repetition" : "partial", repetition.side, repetition.deepest,
            repetition.deepest);
    for (const TrueStep& step : truth.steps) row("step", step.side, step.contact, step.lift_off);
    return file.close();
}

Result<void> write_poses(const PerformedTest& test, const std::filesystem::path& path) {
    TextFile file(path);
    file.add("t_s,obliquity_deg,tilt_deg,rotation_deg\n");
    for (double time = 0.0; time < test.truth.duration; time += 0.01) {
        const BodyState body = test.truth.body->at(time);
        file.add("{:.4f},{:.4f},{:.4f},{:.4f}\n", time / test.stretch, degrees_from_radians(body.obliquity),
                 degrees_from_radians(body.tilt), degrees_from_radians(body.rotation));
    }
    return file.close();
}

Result<void> write_description(const PerformedTest& test, const std::filesystem::path& path) {
    TextFile file(path);
    file.add("{{\n \"source\": \"synthetic\",\n \"place\": \"simulated sensor on the sacrum\",\n");
    file.add(" \"task\": \"screening, {}, {}\",\n \"reference\": \"exact\",\n", name_of(test.performer.test),
             test.performer.is_good ? "done well" : "done badly");
    if (test.recording.mounting) file.add(" \"mount\": \"{}\",\n", test.recording.mounting->text);
    file.add(" \"seed\": {},\n \"samples\": {},\n \"rate_hz\": {:.9g},\n", test.performer.seed,
             test.recording.samples.size(), test.recording.rate.si());
    describe_sensor(file, test.sensor);
    file.add("}}\n");
    return file.close();
}

}  // namespace

Result<void> write_performed_test(const PerformedTest& test, const std::filesystem::path& imu_csv_path) {
    const std::filesystem::path folder = imu_csv_path.parent_path();
    const std::string name = name_of(imu_csv_path);
    return write_samples(test.recording, imu_csv_path)
        .and_then([&] { return write_description(test, folder / (name + ".json")); })
        .and_then([&] { return write_truth(test, folder / (name + ".truth.csv")); })
        .and_then([&] { return write_poses(test, folder / (name + ".pose.csv")); });
}

Result<void> write_simulation(const Simulation& simulation, const std::filesystem::path& imu_csv_path) {
    const std::filesystem::path folder = imu_csv_path.parent_path();
    const std::string name = name_of(imu_csv_path);
    return write_samples(simulation.recording, imu_csv_path)
        .and_then([&] { return write_description(simulation, folder / (name + ".json")); })
        .and_then([&] { return write_events(simulation, folder / (name + ".events.csv")); })
        .and_then([&] { return write_poses(simulation, folder / (name + ".pose.csv")); })
        .and_then([&] { return write_strides(simulation, folder / (name + ".strides.csv")); });
}

}  // namespace sacrum::samples
