// What must hold for every recording, whoever walks in it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "analysis/gait_pipeline.hpp"
#include "tests/support/simulated.hpp"
#include "tests/support/truth_comparison.hpp"

using namespace sacrum;
using namespace sacrum::tests;

namespace {

struct Figures {
    double peak = 0.0, excursion = 0.0, sway = 0.0, vertical = 0.0, contact = 0.0;
};

Figures figures_of(const Session& session, Side side) {
    const auto median = [&](Metric metric) {
        const auto& summary = session.report.sides[side].metrics[std::size_t(metric)];
        REQUIRE(summary.has_value());
        return summary->median;
    };
    return {median(Metric::cpd_peak), median(Metric::cpd_excursion), median(Metric::sway_ml),
            median(Metric::vertical_osc), median(Metric::contact_time)};
}

void check_alike(const Figures& a, const Figures& b, double degrees, double millimetres, double seconds) {
    CHECK(std::abs(a.peak - b.peak) <= degrees);
    CHECK(std::abs(a.excursion - b.excursion) <= degrees);
    CHECK(std::abs(a.sway - b.sway) <= millimetres);
    CHECK(std::abs(a.vertical - b.vertical) <= millimetres);
    CHECK(std::abs(a.contact - b.contact) <= seconds);
}

// The recording seen in a mirror: the sensor's left axis (y) and the turns about the other two change sign.
Recording mirrored(Recording recording) {
    for (ImuSample& sample : recording.samples) {
        const Eigen::Vector3d f = sample.specific_force.si(), w = sample.angular_rate.si();
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(f.x(), -f.y(), f.z());
        sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(-w.x(), w.y(), -w.z());
    }
    return recording;
}

Recording remounted(Recording recording, const Eigen::Quaterniond& turn) {
    for (ImuSample& sample : recording.samples) {
        sample.specific_force =
            Vec3<AccelerationUnit, Sensor>::of_si(Eigen::Vector3d(turn * sample.specific_force.si()));
        sample.angular_rate =
            Vec3<AngularRateUnit, Sensor>::of_si(Eigen::Vector3d(turn * sample.angular_rate.si()));
    }
    if (recording.mounting) {
        recording.mounting->pelvis_from_sensor = Rotation<Pelvis, Sensor>::of(
            recording.mounting->pelvis_from_sensor.quaternion() * turn.conjugate());
    }
    return recording;
}

samples::RunnerParams someone(bool runs) {
    auto person = runs ? runner_at(3.2, 3) : walker_at(1.4, 3);
    person.drop_deg = Sided<double>{.left = 3.0, .right = 1.5};
    return person;
}

}  // namespace

TEST_CASE("a mirrored recording gives the same figures with the sides exchanged") {
    for (const bool runs : {true, false}) {
        for (const Pass pass : kBothPasses) {
            CAPTURE(runs, word(pass));
            const auto simulation = simulated(someone(runs));
            const Session straight = analysis::analyze(simulation.recording, {.pass = pass});
            const Session mirror = analysis::analyze(mirrored(simulation.recording), {.pass = pass});
            REQUIRE(straight.events.size() == mirror.events.size());
            for (std::size_t i = 0; i < straight.events.size(); ++i) {
                CHECK(in_seconds(straight.events[i].time) ==
                      Approx(in_seconds(mirror.events[i].time)).margin(1e-6));
                REQUIRE(straight.events[i].side.has_value() == mirror.events[i].side.has_value());
                if (straight.events[i].side)
                    CHECK(*straight.events[i].side == opposite(*mirror.events[i].side));
            }
            // Exact but for rounding in another order.
            for (const Side side : kBothSides) {
                check_alike(figures_of(straight, side), figures_of(mirror, opposite(side)), 1e-6, 1e-5, 1e-6);
            }
        }
    }
}

TEST_CASE("a re-mounted sensor with its mounting declared gives the same figures") {
    const auto turn =
        Eigen::Quaterniond(Eigen::AngleAxisd(2.1, Eigen::Vector3d(1.0, -2.0, 0.5).normalized()));
    for (const bool runs : {true, false}) {
        for (const Pass pass : kBothPasses) {
            CAPTURE(runs, word(pass));
            const auto simulation = simulated(someone(runs));
            const Session first = analysis::analyze(simulation.recording, {.pass = pass});
            const Session second = analysis::analyze(remounted(simulation.recording, turn), {.pass = pass});
            for (const Side side : kBothSides) {
                check_alike(figures_of(first, side), figures_of(second, side), 1e-4, 1e-3, 1e-5);
            }
        }
    }
}

TEST_CASE("a re-mounted sensor whose mounting is found gives nearly the same figures") {
    const auto turn =
        Eigen::Quaterniond(Eigen::AngleAxisd(2.1, Eigen::Vector3d(1.0, -2.0, 0.5).normalized()));
    for (const bool runs : {true, false}) {
        CAPTURE(runs);
        const auto simulation = simulated(someone(runs));
        const Session first = analysis::analyze(simulation.recording, {.finds_mounting = true});
        const Session second =
            analysis::analyze(remounted(simulation.recording, turn), {.finds_mounting = true});
        for (const Side side : kBothSides) {
            check_alike(figures_of(first, side), figures_of(second, side), 0.05, 0.1, 0.001);
        }
    }
}

TEST_CASE("shifted time shifts the output and nothing else") {
    const auto simulation = simulated(someone(true));
    Recording later = simulation.recording;
    constexpr Duration kShift = std::chrono::hours(5);
    for (ImuSample& sample : later.samples) sample.time += kShift;
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        const Session first = analysis::analyze(simulation.recording, {.pass = pass});
        const Session second = analysis::analyze(later, {.pass = pass});
        REQUIRE(first.events.size() == second.events.size());
        for (std::size_t i = 0; i < first.events.size(); ++i) {
            CHECK(std::chrono::abs(second.events[i].time - first.events[i].time - kShift) <
                  std::chrono::microseconds(10));
            CHECK(first.events[i].side == second.events[i].side);
        }
        for (const Side side : kBothSides) {
            check_alike(figures_of(first, side), figures_of(second, side), 1e-3, 1e-2, 1e-5);
        }
    }
}

TEST_CASE("the same recording gives the same figures, bit for bit") {
    const auto simulation = simulated(someone(true));
    for (const Pass pass : kBothPasses) {
        const Session first = analysis::analyze(simulation.recording, {.pass = pass});
        const Session second = analysis::analyze(simulation.recording, {.pass = pass});
        REQUIRE(first.strides.size() == second.strides.size());
        for (std::size_t i = 0; i < first.strides.size(); ++i) {
            for (const MetricDefinition& metric : metric_catalogue()) {
                CHECK(first.strides[i].metrics[metric.metric] == second.strides[i].metrics[metric.metric]);
            }
        }
    }
}

TEST_CASE("pipelines fed by turns in uneven pieces do not disturb each other") {
    const auto one = simulated(someone(true)), other = simulated(someone(false));
    class Log : public analysis::SessionListener {
      public:
        void on_pose(const PelvisPose& pose) override {
            poses.push_back(pose.obliquity ? pose.obliquity->si() : 0.0);
        }
        void on_event(const GaitEvent& event) override { times.push_back(event.time); }
        void on_stride(const Stride&) override {}
        void on_turn(const Turn&) override {}
        std::vector<double> poses;
        std::vector<SessionTime> times;
    };
    const auto pipeline_for = [](const samples::Simulation& simulation) {
        auto pipeline = analysis::GaitPipeline::create(
            {.rate = simulation.recording.rate, .mounting = simulation.recording.mounting});
        REQUIRE(pipeline.has_value());
        return *std::move(pipeline);
    };
    const auto alone = [&](const samples::Simulation& simulation) {
        auto pipeline = pipeline_for(simulation);
        Log log;
        for (const ImuSample& sample : simulation.recording.samples) pipeline.push(sample, log);
        pipeline.finish(log);
        return log;
    };
    Log first_log, second_log;
    auto first = pipeline_for(one), second = pipeline_for(other);
    std::mt19937 generator(4);
    std::size_t i = 0, k = 0;
    while (i < one.recording.samples.size() || k < other.recording.samples.size()) {
        for (std::size_t n = generator() % 97; n > 0 && i < one.recording.samples.size(); --n) {
            first.push(one.recording.samples[i++], first_log);
        }
        for (std::size_t n = generator() % 31; n > 0 && k < other.recording.samples.size(); --n) {
            second.push(other.recording.samples[k++], second_log);
        }
    }
    first.finish(first_log);
    second.finish(second_log);
    CHECK(first_log.poses == alone(one).poses);
    CHECK(first_log.times == alone(one).times);
    CHECK(second_log.poses == alone(other).poses);
    CHECK(second_log.times == alone(other).times);
}

TEST_CASE("a gap never makes a valid stride") {
    auto simulation = simulated(runner_at(3.0, 9, 40));
    Recording& recording = simulation.recording;
    std::mt19937 generator(5);
    std::vector<Gap> gaps;
    for (const double start : {9.3, 14.0, 20.55, 26.1, 33.0}) {
        const double length = 0.03 + double(generator() % 1000) / 500.0;
        gaps.push_back({session_time_from_seconds(start), session_time_from_seconds(start + length)});
    }
    std::erase_if(recording.samples, [&](const ImuSample& sample) {
        return std::ranges::any_of(
            gaps, [&](const Gap& gap) { return sample.time > gap.start && sample.time < gap.end; });
    });
    const Duration interval = duration_from_seconds(1.0 / recording.rate.si());
    for (std::size_t i = 1; i < recording.samples.size(); ++i) {
        const Duration step = recording.samples[i].time - recording.samples[i - 1].time;
        recording.samples[i].gap_before = step > interval * 3 / 2 ? step - interval : Duration::zero();
    }
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        const Session session = analysis::analyze(recording, {.pass = pass});
        int valid = 0;
        for (const Stride& stride : session.strides) {
            if (!stride.is_valid()) continue;
            ++valid;
            for (const Gap& gap : gaps) CHECK_FALSE((stride.start < gap.end && gap.start < stride.end));
        }
        CHECK(valid > 20);
        const TruthComparison result = compare_with_truth(session, simulation);
        CHECK(result.wrong_side == 0);
    }
}

TEST_CASE("recordings without gait, with one sample or with none are survived and said to have no gait") {
    Recording still;
    still.name = "still";
    still.rate = 100.0_Hz;
    for (int i = 0; i < 1500; ++i) {
        still.samples.push_back({.time = session_time_from_seconds(0.01 * i),
                                 .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(9.81, 0.0, 0.0)});
    }
    for (const std::size_t count : {std::size_t(1500), std::size_t(150), std::size_t(1), std::size_t(0)}) {
        for (const Pass pass : kBothPasses) {
            CAPTURE(count, word(pass));
            still.samples.resize(std::min(count, still.samples.size()));
            const Session session = analysis::analyze(still, {.pass = pass});
            CHECK(session.strides.empty());
            CHECK(session.report.bouts.empty());
            CHECK(session.report.verdict == Verdict::poor);
            CHECK(session.poses.size() == still.samples.size());
        }
    }
}
