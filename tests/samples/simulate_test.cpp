#include "samples/simulate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace sacrum;
using namespace sacrum::samples;
using namespace std::chrono_literals;

namespace {

Simulation made(const RunnerParams& runner, const SensorParams& sensor = ideal()) {
    auto simulation = simulate(runner, sensor);
    REQUIRE(simulation);
    return std::move(*simulation);
}

RunnerParams short_run() { return {.mode = GaitMode::running, .speed_mps = 3.3, .duration = 20s, .seed = 3}; }
RunnerParams short_walk() {
    return {.mode = GaitMode::walking, .speed_mps = 1.3, .duration = 20s, .seed = 3};
}

Eigen::Matrix3d turned(const TruePose& pose) {
    return (Eigen::AngleAxisd(pose.rotation.si() + pose.heading.si(), Eigen::Vector3d::UnitZ()) *
            Eigen::AngleAxisd(-pose.obliquity.si(), Eigen::Vector3d::UnitX()) *
            Eigen::AngleAxisd(pose.tilt.si(), Eigen::Vector3d::UnitY()))
        .toRotationMatrix();
}

// Vertical specific force at every sample that has a pose of the same index, in m/s².
std::vector<double> vertical_force(const Simulation& simulation) {
    std::vector<double> force;
    for (std::size_t i = 0; i < simulation.poses.size(); ++i) {
        const Eigen::Vector3d in_pelvis =
            (simulation.true_mounting * simulation.recording.samples[i].specific_force).si();
        force.push_back((turned(simulation.poses[i]) * in_pelvis).z());
    }
    return force;
}

double mean_between(const Simulation& simulation, const std::vector<double>& values, double start,
                    double end) {
    double sum = 0.0;
    int count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double time = in_seconds(simulation.poses[i].time);
        if (time < start || time >= end) continue;
        sum += values[i];
        ++count;
    }
    REQUIRE(count > 0);
    return sum / count;
}

bool same_samples(const Recording& a, const Recording& b) {
    return std::equal(a.samples.begin(), a.samples.end(), b.samples.begin(), b.samples.end(),
                      [](const ImuSample& x, const ImuSample& y) {
                          return x.time == y.time && x.specific_force == y.specific_force &&
                                 x.angular_rate == y.angular_rate && x.gap_before == y.gap_before;
                      });
}

}  // namespace

TEST_CASE("what the ideal sensor feels is the second derivative of its place and the turning of the pelvis") {
    for (const RunnerParams& runner : {short_run(), short_walk()}) {
        SensorParams sensor = ideal();
        sensor.rate = Frequency::of_si(
            1000.0);  // so that numerical derivatives and the anti-alias filter do not matter
        const Simulation simulation = made(runner, sensor);
        const double h = 1e-3;
        double force_error = 0.0, rate_error = 0.0;
        int count = 0;
        for (std::size_t i = 1; i + 1 < simulation.poses.size(); ++i) {
            const auto& poses = simulation.poses;
            const Eigen::Vector3d acceleration =
                (poses[i + 1].sensor.si() - 2.0 * poses[i].sensor.si() + poses[i - 1].sensor.si()) / (h * h);
            const Eigen::Vector3d wanted_force =
                turned(poses[i]).transpose() * (acceleration + Eigen::Vector3d(0, 0, kStandardGravity));
            const Eigen::AngleAxisd turn(
                Eigen::Matrix3d(turned(poses[i - 1]).transpose() * turned(poses[i + 1])));
            const Eigen::Vector3d wanted_rate = turn.axis() * turn.angle() / (2.0 * h);
            const ImuSample& sample = simulation.recording.samples[i];
            force_error +=
                ((simulation.true_mounting * sample.specific_force).si() - wanted_force).squaredNorm();
            rate_error += ((simulation.true_mounting * sample.angular_rate).si() - wanted_rate).squaredNorm();
            ++count;
        }
        CHECK(std::sqrt(force_error / count) < 0.05);  // m/s²; the signal is 10
        CHECK(std::sqrt(rate_error / count) < 0.001);  // rad/s; the signal is 1-2
    }
}

TEST_CASE("over whole strides the mean vertical specific force is 1 g") {
    for (const RunnerParams& runner : {short_run(), short_walk()}) {
        const Simulation simulation = made(runner);
        const std::vector<double> force = vertical_force(simulation);
        const double start = in_seconds(simulation.strides[4].start),
                     end = in_seconds(simulation.strides.back().start);
        // The height's rate of change differs by at most 0.3 m/s between the ends, over 13 s.
        CHECK(mean_between(simulation, force, start, end) / kStandardGravity == Approx(1.0).margin(0.003));
    }
}

TEST_CASE("in flight the runner's centre of mass falls freely") {
    RunnerParams runner = short_run();
    runner.impact = {0.0, 0.0};
    SensorParams sensor = ideal();
    sensor.rate = Frequency::of_si(1000.0);
    const Simulation simulation = made(runner, sensor);
    int flights = 0;
    for (const TrueStride& stride : simulation.strides) {
        const double off = in_seconds(stride.final_contact);
        const double landing = in_seconds(stride.start) + *stride.metrics[Metric::step_time];
        REQUIRE(landing - off > 0.03);
        for (double t = off + 0.005; t < landing - 0.005; t += 0.004) {
            const auto i = std::size_t(t * 1000.0);
            const auto height = [&](std::size_t k) { return simulation.poses[k].centre.si().z(); };
            CHECK((height(i + 1) - 2.0 * height(i) + height(i - 1)) * 1e6 ==
                  Approx(-kStandardGravity).margin(0.01));
        }
        ++flights;
    }
    CHECK(flights > 30);
}

TEST_CASE("a person stands still before and after gait") {
    for (RunnerParams runner : {short_run(), short_walk()}) {
        runner.standing_after = 4s;
        const Simulation simulation = made(runner);
        for (const ImuSample& sample : simulation.recording.samples) {
            const double time = in_seconds(sample.time);
            if (time > 4.95 && time < 16.05) continue;
            CHECK((simulation.true_mounting * sample.specific_force)
                      .si()
                      .isApprox(Eigen::Vector3d(0, 0, kStandardGravity), 1e-6));
            CHECK(sample.angular_rate.si().norm() < 1e-9);
        }
        CHECK(in_seconds(simulation.events.front().time) > 5.0);
        CHECK(in_seconds(simulation.events.back().time) < 16.0);
        CHECK(simulation.events.back().kind == EventKind::initial_contact);
    }
}

TEST_CASE("without standing the recording begins and ends in mid-gait") {
    RunnerParams runner = short_run();
    runner.standing_before = 0s;
    const Simulation simulation = made(runner);
    CHECK(in_seconds(simulation.events.front().time) < 0.4);
    CHECK(in_seconds(simulation.events.back().time) > 19.6);
}

TEST_CASE("the same parameters make the same recording bit for bit, another seed another one") {
    const Simulation one = made(short_run(), default_faults()), again = made(short_run(), default_faults());
    CHECK(same_samples(one.recording, again.recording));
    RunnerParams other_person = short_run();
    other_person.seed = 4;
    CHECK_FALSE(same_samples(one.recording, made(other_person, default_faults()).recording));
    SensorParams other_sensor = default_faults();
    other_sensor.seed = 4;
    const Simulation same_person = made(short_run(), other_sensor);
    CHECK_FALSE(same_samples(one.recording, same_person.recording));
    CHECK(one.strides.front().metrics[Metric::cpd_peak] ==
          same_person.strides.front().metrics[Metric::cpd_peak]);
}

TEST_CASE("the mirrored person does the same on the other side") {
    for (RunnerParams runner : {short_run(), short_walk()}) {
        runner.turn = Turn{session_time_from_seconds(10), session_time_from_seconds(12), 90.0_deg};
        runner.drop_deg = Sided<double>{1.0, 4.0};
        const Simulation person = made(runner);
        runner.mirrored = true;
        const Simulation image = made(runner);
        REQUIRE(image.strides.size() == person.strides.size());
        for (std::size_t i = 0; i < person.strides.size(); ++i) {
            CHECK(image.strides[i].side == opposite(person.strides[i].side));
            CHECK(image.strides[i].start == person.strides[i].start);
            for (const MetricDefinition& definition : metric_catalogue()) {
                const auto& a = person.strides[i].metrics[definition.metric];
                const auto& b = image.strides[i].metrics[definition.metric];
                REQUIRE(a.has_value() == b.has_value());
                if (a) CHECK(*a == Approx(*b).margin(1e-9));
            }
        }
        for (std::size_t i = 0; i < person.recording.samples.size(); i += 7) {
            const auto force = [&](const Simulation& s) -> Eigen::Vector3d {
                return (s.true_mounting * s.recording.samples[i].specific_force).si();
            };
            const auto rate = [&](const Simulation& s) -> Eigen::Vector3d {
                return (s.true_mounting * s.recording.samples[i].angular_rate).si();
            };
            const Eigen::Vector3d f = force(person), w = rate(person);
            CHECK((force(image) - Eigen::Vector3d(f.x(), -f.y(), f.z())).norm() < 1e-6);
            CHECK((rate(image) - Eigen::Vector3d(-w.x(), w.y(), -w.z())).norm() < 1e-6);
        }
    }
}

TEST_CASE("a re-mounted sensor reports the same motion in its own axes") {
    const Simulation one = made(short_run());
    SensorParams sensor = ideal();
    sensor.mounting = "up=-y,left=-x";
    sensor.mount_tilt_x_deg = 10.0;
    sensor.mount_tilt_y_deg = -20.0;
    sensor.mount_tilt_z_deg = 5.0;
    const Simulation other = made(short_run(), sensor);
    for (std::size_t i = 0; i < one.recording.samples.size(); i += 11) {
        const auto& a = one.recording.samples[i];
        const auto& b = other.recording.samples[i];
        CHECK((one.true_mounting * a.specific_force)
                  .si()
                  .isApprox((other.true_mounting * b.specific_force).si(), 1e-9));
        CHECK(
            ((one.true_mounting * a.angular_rate).si() - (other.true_mounting * b.angular_rate).si()).norm() <
            1e-9);
    }
    // Tilting the sensor about its own x changes what it feels along y and z only.
    sensor.mount_tilt_y_deg = sensor.mount_tilt_z_deg = 0.0;
    const Simulation tilted = made(short_run(), sensor);
    REQUIRE(other.recording.mounting);
    const Eigen::Vector3d standing = tilted.recording.samples[10].specific_force.si() / kStandardGravity;
    CHECK(standing.isApprox(
        Eigen::Vector3d(0.0, -std::cos(radians_from_degrees(10)), std::sin(radians_from_degrees(10))), 1e-6));
}

TEST_CASE("lost samples are gaps, not made-up samples") {
    SensorParams sensor = ideal();
    sensor.lost_fraction = 0.05;
    sensor.lost_burst = 5.0;
    RunnerParams runner = short_run();
    runner.duration = 120s;
    const Simulation simulation = made(runner, sensor);
    const Recording& recording = simulation.recording;
    CHECK(double(recording.quality.missing_samples) / 24000.0 ==
          Approx(0.05).epsilon(0.25));  // about 240 bursts
    CHECK(recording.quality.samples + recording.quality.missing_samples == 24000);
    CHECK(recording.samples.size() == std::size_t(recording.quality.samples));
    Duration missing{};
    for (std::size_t i = 1; i < recording.samples.size(); ++i) {
        CHECK(recording.samples[i].time - recording.samples[i - 1].time ==
              5ms + recording.samples[i].gap_before);
        missing += recording.samples[i].gap_before;
    }
    CHECK(missing / 5ms == recording.quality.missing_samples);
    CHECK(simulation.poses.size() == 24000);
}

TEST_CASE("clipped samples are counted and stay within the range") {
    SensorParams sensor = ideal();
    sensor.accelerometer_range_g = 2.0;
    sensor.gyroscope_range_deg_per_s = 2000.0;
    const Recording recording = made(short_run(), sensor).recording;
    CHECK(recording.quality.clipped_samples > 100);
    for (const ImuSample& sample : recording.samples)
        CHECK(sample.specific_force.si().cwiseAbs().maxCoeff() <= 2.0 * kStandardGravity);
}

TEST_CASE("a drifting clock stretches every true time by as much") {
    RunnerParams runner = short_run();
    SensorParams sensor = ideal();
    const Simulation exact = made(runner, sensor);
    sensor.clock_drift_ppm = 1000.0;
    const Simulation drifting = made(runner, sensor);
    REQUIRE(drifting.events.size() >= exact.events.size());
    for (std::size_t i = 0; i < exact.events.size(); ++i)
        CHECK(in_seconds(exact.events[i].time) / in_seconds(drifting.events[i].time) ==
              Approx(1.001).epsilon(1e-8));
}

TEST_CASE("skin motion disturbs the samples and leaves the truth alone") {
    SensorParams sensor = ideal();
    const Simulation bone = made(short_run(), sensor);
    const auto disturbance = [&](SoftTissue tissue) {
        sensor.soft_tissue = tissue;
        const Simulation skin = made(short_run(), sensor);
        CHECK(skin.poses.back().obliquity == bone.poses.back().obliquity);
        CHECK(*skin.strides.back().metrics[Metric::sway_ml] == *bone.strides.back().metrics[Metric::sway_ml]);
        double sum = 0.0;
        for (std::size_t i = 0; i < skin.recording.samples.size(); ++i)
            sum += (skin.recording.samples[i].specific_force.si() -
                    bone.recording.samples[i].specific_force.si())
                       .squaredNorm();
        return std::sqrt(sum / double(skin.recording.samples.size()));
    };
    const double mild = disturbance(SoftTissue::mild), strong = disturbance(SoftTissue::strong);
    CHECK(mild > 0.5);  // m/s²
    CHECK(strong > mild);
    CHECK(strong < 10.0);
}

TEST_CASE("a strap that slips turns the sensor once and its gyroscope feels the turn") {
    RunnerParams runner = short_run();
    runner.standing_before = 9s;
    SensorParams sensor = ideal();
    const Simulation still = made(runner, sensor);
    sensor.slip_at = 3s;
    sensor.slip_deg = 6.0;
    const Simulation slipped = made(runner, sensor);
    CHECK(slipped.poses.back().tilt == still.poses.back().tilt);
    Eigen::Vector3d turn = Eigen::Vector3d::Zero();  // small, so that the rates may be added up
    for (std::size_t i = 0; i < 1600; ++i) {
        const ImuSample& sample = slipped.recording.samples[i];
        turn += sample.angular_rate.si() * 0.005;
        if (sample.time < session_time_from_seconds(2.9)) CHECK(sample.angular_rate.si().norm() < 1e-9);
        if (sample.time > session_time_from_seconds(3.6)) CHECK(sample.angular_rate.si().norm() < 1e-9);
    }
    CHECK(degrees_from_radians(turn.norm()) == Approx(6.0).epsilon(1e-3));
    const Eigen::Vector3d before = slipped.recording.samples[100].specific_force.si().normalized();
    const Eigen::Vector3d after = slipped.recording.samples[1500].specific_force.si().normalized();
    const Eigen::Vector3d wanted =
        Eigen::AngleAxisd(turn.norm(), turn.normalized()).toRotationMatrix().transpose() * before;
    CHECK(after.isApprox(wanted, 1e-4));
}

TEST_CASE("what cannot be simulated is refused with what could be") {
    const auto sentence = [](const RunnerParams& runner, const SensorParams& sensor) {
        const auto simulation = simulate(runner, sensor);
        REQUIRE_FALSE(simulation);
        CHECK(simulation.error().kind == ErrorKind::usage);
        return simulation.error().sentence;
    };
    using Catch::Contains;
    CHECK_THAT(sentence({.mode = GaitMode::walking, .speed_mps = 3.0}, ideal()), Contains("0.3 to 2.6"));
    CHECK_THAT(sentence({.mode = GaitMode::running, .speed_mps = std::nan("")}, ideal()),
               Contains("1.5 to 10"));
    CHECK_THAT(sentence({.mode = GaitMode::standing}, ideal()), Contains("only walking and running"));
    CHECK_THAT(sentence({.duration = 6s}, ideal()), Contains("at least 3 s"));
    CHECK_THAT(sentence({.step_time_asymmetry = 0.5}, ideal()), Contains("asymmetry"));
    SensorParams sensor;
    sensor.mounting = "up=+x";
    CHECK_THAT(sentence({}, sensor), Contains("up=+x,left=+y"));
    sensor = ideal();
    sensor.lost_fraction = 1.0;
    CHECK_THAT(sentence({}, sensor), Contains("lost fraction"));
    sensor = ideal();
    sensor.rate = Frequency::of_si(0.0);
    CHECK_THAT(sentence({}, sensor), Contains("20 to 2000"));
}
