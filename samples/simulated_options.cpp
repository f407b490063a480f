#include "samples/simulated_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cmath>
#include <vector>

#include "samples/random.hpp"

namespace sacrum::samples {
namespace {

constexpr Duration kUsualOutage = std::chrono::seconds(5);
constexpr Duration kUsualRestart = std::chrono::seconds(1);
constexpr double kLongestSeconds = 24.0 * 3600.0;
constexpr std::uint64_t kOutagePurpose = 33, kRestartPurpose = 34;
constexpr int kAttHeader = 3;  // bytes of the MTU that are not the notification's

// What is said as one thing but told in two options.
struct Draft {
    SimulatedRun run;
    bool runs = true;
    PerformerParams performer;
    std::optional<double> drop_left, drop_right;
    std::optional<Duration> disconnect_at, disconnect_every, disconnect_for;
    std::optional<Duration> restart_at, restart_every, restart_for, change_at;
    std::optional<double> change_hz;
};

struct NumberOption {
    const char* name;
    double least, most;
    const char* meaning;
    void (*set)(Draft&, double);
};

// Of all numbers. What a person or a sensor can be is checked more closely when it is made.
constexpr NumberOption kNumbers[] = {
    {"speed_mps", 0.1, 10.0, "how fast the person is, in m/s",
     [](Draft& d, double x) { d.run.device.runner.speed_mps = x; }},
    {"touch_down_left_s", 4.0, 25.0, "sim:screen: loses balance on the left so long after the lift (never)",
     [](Draft& d, double x) { d.performer.touch_down_after_s.left = x; }},
    {"touch_down_right_s", 4.0, 25.0, "the same on the right",
     [](Draft& d, double x) { d.performer.touch_down_after_s.right = x; }},
    {"partial", 0.0, 5.0, "sim:screen: repetitions that do not come down to the T (0)",
     [](Draft& d, double x) { d.performer.partial_repetitions = int(x); }},
    {"duration_s", 1.0, kLongestSeconds, "how long the session is, in seconds (60)",
     [](Draft& d, double x) { d.run.device.runner.duration = duration_from_seconds(x); }},
    {"standing_s", 0.0, kLongestSeconds, "seconds of standing still first (5)",
     [](Draft& d, double x) { d.run.device.runner.standing_before = duration_from_seconds(x); }},
    {"seed", 0.0, 1e9, "another number is another person, sensor and luck (1)",
     [](Draft& d, double x) {
         d.run.device.runner.seed = std::uint64_t(x);
         d.run.device.sensor.seed = std::uint64_t(x);
         d.run.device.link.seed = std::uint64_t(x);
         d.performer.seed = std::uint64_t(x);
     }},
    {"drop_left_deg", -5.0, 20.0, "how far the pelvis drops after left contact, in degrees (drawn)",
     [](Draft& d, double x) { d.drop_left = x; }},
    {"drop_right_deg", -5.0, 20.0, "the same after right contact",
     [](Draft& d, double x) { d.drop_right = x; }},
    {"rate_hz", 20.0, 2000.0, "samples per second (200)",
     [](Draft& d, double x) { d.run.device.sensor.rate = Frequency::of_si(x); }},
    {"mtu", 23.0, 517.0, "ATT MTU: a notification carries 3 bytes less (247)",
     [](Draft& d, double x) { d.run.device.notification_bytes = std::uint16_t(int(x) - kAttHeader); }},
    {"packet_samples", 1.0, 16.0, "samples in a packet (what falls in 40 ms)",
     [](Draft& d, double x) { d.run.device.samples_per_packet = std::uint8_t(x); }},
    {"first_tick_us", 0.0, 4294967295.0, "the device's clock at the start (1000000)",
     [](Draft& d, double x) { d.run.device.first_tick_us = std::uint32_t(x); }},
    {"loss_percent", 0.0, 90.0, "of notifications lost under way (0)",
     [](Draft& d, double x) { d.run.device.link.lost_fraction = 0.01 * x; }},
    {"loss_burst", 1.0, 1000.0, "notifications lost at a time, on average (1)",
     [](Draft& d, double x) { d.run.device.link.lost_burst = x; }},
    {"damaged_percent", 0.0, 90.0, "of notifications changed, cut or behind garbage (0)",
     [](Draft& d, double x) { d.run.device.link.damaged_fraction = 0.01 * x; }},
    {"latency_ms", 0.0, 10000.0, "least time under way (8)",
     [](Draft& d, double x) { d.run.device.link.latency = duration_from_seconds(1e-3 * x); }},
    {"jitter_ms", 0.0, 10000.0, "mean time under way beyond that (2)",
     [](Draft& d, double x) { d.run.device.link.jitter = duration_from_seconds(1e-3 * x); }},
    {"bunching_ms", 0.0, 10000.0, "notifications arrive together at multiples of this (0: each by itself)",
     [](Draft& d, double x) { d.run.device.link.bunching = duration_from_seconds(1e-3 * x); }},
    {"disconnect_at_s", 0.0, kLongestSeconds, "when the link is lost",
     [](Draft& d, double x) { d.disconnect_at = duration_from_seconds(x); }},
    {"disconnect_every_s", 10.0, kLongestSeconds, "lost again and again, so often on average",
     [](Draft& d, double x) { d.disconnect_every = duration_from_seconds(x); }},
    {"disconnect_for_s", 0.0, kLongestSeconds, "for how long (5)",
     [](Draft& d, double x) { d.disconnect_for = duration_from_seconds(x); }},
    {"restart_at_s", 0.0, kLongestSeconds, "when the device restarts, its clock and counters at 0",
     [](Draft& d, double x) { d.restart_at = duration_from_seconds(x); }},
    {"restart_every_s", 10.0, kLongestSeconds, "again and again, so often on average",
     [](Draft& d, double x) { d.restart_every = duration_from_seconds(x); }},
    {"restart_for_s", 0.0, kLongestSeconds, "how long it is silent then (1)",
     [](Draft& d, double x) { d.restart_for = duration_from_seconds(x); }},
    {"rate_change_at_s", 0.0, kLongestSeconds, "when the device changes its rate",
     [](Draft& d, double x) { d.change_at = duration_from_seconds(x); }},
    {"rate_change_hz", 20.0, 2000.0, "to what", [](Draft& d, double x) { d.change_hz = x; }},
};

std::string set_speed(Draft& draft, const std::string& text);
std::string set_grade(Draft& draft, const std::string& text);
std::string set_mount(Draft& draft, const std::string& text);
std::string set_test(Draft& draft, const std::string& text);
std::string set_performer(Draft& draft, const std::string& text);

// These return what is wrong, empty when nothing is.
struct TextOption {
    const char* name;
    const char* meaning;
    std::string (*set)(Draft&, const std::string&);
};

constexpr TextOption kTexts[] = {
    {"speed", "times real time, or max (1)", set_speed},
    {"grade", "the sensor: worn, ideal, lab or phone (worn)", set_grade},
    {"mount", "how the device says it sits (up=+x,left=+y)", set_mount},
    {"test", "sim:screen: the guided test, by its name (single-leg)", set_test},
    {"performer", "sim:screen: good or bad (good)", set_performer},
};

std::optional<double> number_of(const std::string& text) {
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string set_speed(Draft& draft, const std::string& text) {
    const auto number = text == "max" ? std::optional(0.0) : number_of(text);
    if (!number || *number < 0.0 || *number > 1e6) return "give a number above 0, or max";
    draft.run.speed = *number;
    return "";
}

std::string set_grade(Draft& draft, const std::string& text) {
    SensorParams sensor;
    if (text == "worn") {
        sensor = default_faults();
    } else if (text == "ideal") {
        sensor = ideal();
    } else if (text == "lab") {
        sensor = lab_grade();
    } else if (text == "phone") {
        sensor = phone_grade();
    } else {
        return "there are worn, ideal, lab and phone";
    }
    draft.run.device.sensor = sensor;
    return "";
}

std::string set_mount(Draft& draft, const std::string& text) {
    draft.run.device.sensor.mounting = text;
    return "";
}

std::string set_test(Draft& draft, const std::string& text) {
    const auto test = screening_test_of(text);
    if (!test) return "there are stance, single-leg, t-balance, wall-run and hands-and-knees";
    draft.performer.test = *test;
    return "";
}

std::string set_performer(Draft& draft, const std::string& text) {
    if (text != "good" && text != "bad") return "there are good and bad";
    draft.performer.is_good = text == "good";
    return "";
}

std::string set_option(Draft& draft, const std::string& name, const std::string& text) {
    for (const TextOption& option : kTexts) {
        if (name == option.name) return option.set(draft, text);
    }
    for (const NumberOption& option : kNumbers) {
        if (name != option.name) continue;
        const auto number = number_of(text);
        if (!number || !(*number >= option.least && *number <= option.most)) {
            return fmt::format("give a number from {} to {}", option.least, option.most);
        }
        option.set(draft, *number);
        return "";
    }
    std::vector<std::string> names;
    for (const TextOption& option : kTexts) names.emplace_back(option.name);
    for (const NumberOption& option : kNumbers) names.emplace_back(option.name);
    return fmt::format("there is no such option; there are {}", fmt::join(names, ", "));
}

// At times that have nothing to do with each other, the pauses between exponentially distributed.
std::vector<Outage> repeated(Random& random, Duration every, Duration length, Duration session) {
    std::vector<Outage> all;
    Duration time{};
    while (true) {
        time += duration_from_seconds(in_seconds(every) * -std::log(1.0 - random.uniform()));
        if (time >= session) return all;
        all.push_back({time, length});
        time += length;
    }
}

// Puts together what was told in two options; what is wrong, empty when nothing is.
std::string complete(Draft& draft) {
    SimulatedDeviceParams& device = draft.run.device;
    if (draft.drop_left || draft.drop_right) {
        const double usual = draft.runs ? 2.0 : 4.0;  // deg, the middle of what people do
        device.runner.drop_deg =
            Sided<double>{draft.drop_left.value_or(usual), draft.drop_right.value_or(usual)};
    }
    if (draft.disconnect_for && !draft.disconnect_at && !draft.disconnect_every)
        return "disconnect_for_s needs disconnect_at_s or disconnect_every_s";
    if (draft.restart_for && !draft.restart_at && !draft.restart_every)
        return "restart_for_s needs restart_at_s or restart_every_s";
    if ((draft.disconnect_at && draft.disconnect_every) || (draft.restart_at && draft.restart_every))
        return "once, with _at_s, or again and again, with _every_s: not both";
    if (draft.change_at.has_value() != draft.change_hz.has_value()) {
        return "rate_change_at_s and rate_change_hz need each other";
    }
    const Duration outage = draft.disconnect_for.value_or(kUsualOutage);
    const Duration restart = draft.restart_for.value_or(kUsualRestart);
    if (draft.disconnect_at) device.link.outages = {{*draft.disconnect_at, outage}};
    if (draft.restart_at) device.restarts = {{*draft.restart_at, restart}};
    Random outages(device.link.seed, kOutagePurpose), restarts(device.link.seed, kRestartPurpose);
    const Duration session = device.runner.duration;
    if (draft.disconnect_every)
        device.link.outages = repeated(outages, *draft.disconnect_every, outage, session);
    if (draft.restart_every) device.restarts = repeated(restarts, *draft.restart_every, restart, session);
    if (draft.change_at) device.rate_change = {*draft.change_at, Frequency::of_si(*draft.change_hz)};
    return "";
}

}  // namespace

Result<SimulatedRun> parse_simulated_run(std::string_view target,
                                         const std::map<std::string, std::string>& options) {
    if (target != "runner" && target != "walker" && target != "screen") {
        return fail(ErrorKind::usage,
                    fmt::format("sim:{}: there are sim:runner, sim:walker and sim:screen", target));
    }
    Draft draft;
    draft.runs = target != "walker";
    draft.run.device.runner.mode = draft.runs ? GaitMode::running : GaitMode::walking;
    draft.run.device.runner.speed_mps = draft.runs ? 3.0 : 1.3;
    // The grade is the ground that the others change, wherever it stands.
    if (const auto grade = options.find("grade"); grade != options.end()) {
        if (const std::string wrong = set_grade(draft, grade->second); !wrong.empty()) {
            return fail(ErrorKind::usage, fmt::format("sim:{}: grade={}: {}", target, grade->second, wrong));
        }
    }
    draft.run.device.sensor.lost_fraction = 0.0;
    for (const auto& [name, text] : options) {
        if (name == "grade") continue;
        if (const std::string wrong = set_option(draft, name, text); !wrong.empty()) {
            return fail(ErrorKind::usage, fmt::format("sim:{}: {}={}: {}", target, name, text, wrong));
        }
    }
    if (const std::string wrong = complete(draft); !wrong.empty()) {
        return fail(ErrorKind::usage, fmt::format("sim:{}: {}", target, wrong));
    }
    if (target == "screen") draft.run.device.performer = draft.performer;
    return draft.run;
}

std::string simulated_options_help() {
    std::string help;
    for (const TextOption& option : kTexts) help += fmt::format("  {:<20}{}\n", option.name, option.meaning);
    for (const NumberOption& option : kNumbers)
        help += fmt::format("  {:<20}{}\n", option.name, option.meaning);
    return help;
}

}  // namespace sacrum::samples
