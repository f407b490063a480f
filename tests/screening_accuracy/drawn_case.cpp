#include "tests/screening_accuracy/drawn_case.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "analysis/screening/screening_session.hpp"
#include "samples/random.hpp"

namespace sacrum::accuracy {
namespace {

constexpr std::uint64_t kCasePurpose = 60;

class Unheard final : public analysis::ScreeningListener {
    void on_screening_event(const analysis::ScreeningEvent&) override {}
    void on_reference(const Calibration&) override {}
};

[[noreturn]] void give_up(const Error& error) {
    fmt::print(stderr, "screening_accuracy: {}\n", error.sentence);
    std::exit(1);
}

samples::SensorParams sensor_of(SensorGrade grade) {
    switch (grade) {
        case SensorGrade::lab: return samples::lab_grade();
        case SensorGrade::worn: return samples::default_faults();
        case SensorGrade::phone: return samples::phone_grade();
    }
    return {};
}

}  // namespace

const char* word(SensorGrade grade) {
    constexpr const char* kWords[] = {"lab", "worn", "telephone"};
    return kWords[std::size_t(grade)];
}

DrawnCase draw_case(ScreeningTest test, SensorGrade grade, std::uint64_t seed) {
    samples::Random random(seed, kCasePurpose + std::uint64_t(test));
    DrawnCase drawn{.seed = seed, .grade = grade, .performer = {}, .sensor = sensor_of(grade)};
    samples::PerformerParams& performer = drawn.performer;
    performer.test = test;
    performer.seed = seed;
    performer.is_good = random.chance(0.5);
    performer.mirrored = random.chance(0.5);
    for (const Side side : kBothSides)
        if (random.chance(0.4)) performer.touch_down_after_s[side] = random.uniform(5.0, 25.0);
    performer.repetitions = 8 + int(random.uniform(0.0, 3.0));
    performer.misses_first = random.chance(0.4);
    performer.partial_repetitions = int(random.uniform(0.0, 3.0));
    performer.pauses = random.chance(0.3);
    drawn.is_guided = random.chance(0.75);
    drawn.sensor.seed = seed;
    drawn.sensor.mount_tilt_x_deg = random.uniform(-5.0, 5.0);   // faces to the side
    drawn.sensor.mount_tilt_y_deg = random.uniform(-20.0, 0.0);  // the slope of the sacrum
    drawn.sensor.mount_tilt_z_deg = random.uniform(-4.0, 4.0);   // leans to the side
    return drawn;
}

std::string words_of(const DrawnCase& drawn) {
    const auto& performer = drawn.performer;
    return fmt::format("{} seed {} {} {} {}{}{}{} facing {:.1f}", name_of(performer.test), drawn.seed,
                       word(drawn.grade), performer.is_good ? "good" : "bad",
                       drawn.is_guided ? "guided" : "alone",
                       performer.partial_repetitions > 0 ? ", partial" : "",
                       performer.misses_first ? ", misses the first" : "",
                       performer.mirrored ? ", mirrored" : "", drawn.sensor.mount_tilt_x_deg);
}

ScreenedCase screen_case(const DrawnCase& drawn) {
    samples::PerformerParams performer = drawn.performer;
    auto performed = samples::perform_test(performer, drawn.sensor);
    // Slow people do fewer repetitions in the time.
    while (!performed && performer.repetitions > 1) {
        --performer.repetitions;
        performed = samples::perform_test(performer, drawn.sensor);
    }
    if (!performed) give_up(performed.error());
    const Recording& recording = performed->recording;
    auto session = analysis::ScreeningSession::create({.test = performer.test,
                                                       .rate = recording.rate,
                                                       .mounting = *recording.mounting,
                                                       .is_unguided = !drawn.is_guided,
                                                       .side = {}});
    if (!session) give_up(session.error());
    const auto told = [&](double time) { return session_time_from_seconds(time / performed->stretch); };
    for (const samples::TruePhase& phase : performed->truth.phases)
        session->begin(phase.phase.task, phase.phase.side, told(phase.start));
    session->end(told(performed->truth.phases.back().end));
    Unheard unheard;
    for (const ImuSample& sample : recording.samples) session->push(sample, unheard);
    ScreeningResult result = session->finish(unheard);
    return {std::move(*performed), std::move(result)};
}

}  // namespace sacrum::accuracy
