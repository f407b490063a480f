#include "sinks/export/c3d_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "domain/version.hpp"
#include "sinks/export/conventions.hpp"
#include "sinks/export/decimal_text.hpp"
#include "sinks/export/utc_text.hpp"

namespace sacrum::sinks {
namespace {

template <class Get>
std::vector<std::string> texts_of(std::span<const C3dAnalog> analogs, Get get) {
    std::vector<std::string> texts;
    for (const C3dAnalog& analog : analogs) texts.push_back(analog.*get);
    return texts;
}

void add_point(C3dParameters& parameters, const FrameGrid& grid, const C3dPart& part) {
    const std::array<std::string, 1> label{"PelvisAngles"};
    const std::array<std::string, 1> description{
        "X tilt, + anterior; Y obliquity, + right side up; Z rotation, + right side forward; degrees; "
        "sequence rotation, obliquity, tilt (Baker 2001)"};
    parameters.group("POINT", "angles of the pelvis");
    parameters.integer("USED", 1);
    parameters.real("SCALE", -1.0F);
    parameters.real("RATE", grid.rate);
    parameters.integer("DATA_START", 0);
    parameters.integer("FRAMES", std::int16_t(part.end - part.first));
    parameters.texts("LABELS", label);
    parameters.texts("DESCRIPTIONS", description);
    parameters.text("UNITS", "mm");
    parameters.texts("ANGLES", label);
    parameters.text("ANGLE_UNITS", "deg");
}

void add_analog(C3dParameters& parameters, const FrameGrid& grid, std::span<const C3dAnalog> analogs) {
    parameters.group("ANALOG", "readings of the sensor and its displacement");
    parameters.integer("USED", std::int16_t(analogs.size()));
    parameters.texts("LABELS", texts_of(analogs, &C3dAnalog::label));
    parameters.texts("DESCRIPTIONS", texts_of(analogs, &C3dAnalog::description));
    parameters.real("GEN_SCALE", 1.0F);
    parameters.reals("SCALE", std::vector<float>(analogs.size(), 1.0F));
    parameters.integers("OFFSET", std::vector<std::int16_t>(analogs.size(), 0));
    parameters.texts("UNITS", texts_of(analogs, &C3dAnalog::unit));
    parameters.real("RATE", grid.rate);
    parameters.text("FORMAT", "SIGNED");
    parameters.integer("BITS", 16);
}

void add_force_platform(C3dParameters& parameters) {
    parameters.group("FORCE_PLATFORM", "none");
    parameters.integer("USED", 0);
    parameters.integers("TYPE", {});
    parameters.integers("ZERO", std::array<std::int16_t, 2>{1, 0});
    parameters.reals("CORNERS", {});
    parameters.reals("ORIGIN", {});
    parameters.integers("CHANNEL", {});
}

const char* context_of(const GaitEvent& event) {
    if (!event.side) return "General";
    return *event.side == Side::left ? "Left" : "Right";
}

// As often as there are events, so it is not long.
std::string subject_of(const ExportedSession& exported) {
    return std::string(cut_c3d_text(exported.recording.name, 64));
}

void add_events(C3dParameters& parameters, const FrameGrid& grid, const C3dPart& part,
                const std::string& subject) {
    std::vector<std::string> contexts, labels, descriptions;
    std::vector<float> times;
    std::vector<std::int16_t> icons, flags;
    for (const GaitEvent& event : part.events) {
        const bool is_strike = event.kind == EventKind::initial_contact;
        contexts.emplace_back(context_of(event));
        labels.emplace_back(is_strike ? "Foot Strike" : "Foot Off");
        descriptions.emplace_back(is_strike ? "initial contact" : "final contact");
        const double seconds = std::max(grid.since(part.first, event.time), 0.0);
        const double minutes = std::floor(seconds / 60.0);
        times.push_back(float(minutes));
        times.push_back(float(seconds - 60.0 * minutes));
        icons.push_back(is_strike ? 1 : 2);
        flags.push_back(0);
    }
    parameters.group("EVENT", "contacts of the feet");
    parameters.integer("USED", std::int16_t(part.events.size()));
    if (part.events.empty()) return;
    parameters.texts("CONTEXTS", contexts);
    parameters.texts("LABELS", labels);
    parameters.texts("DESCRIPTIONS", descriptions);
    parameters.reals("TIMES", times, 2);
    parameters.integers("ICON_IDS", icons);
    parameters.texts("SUBJECTS", std::vector<std::string>(part.events.size(), subject));
    parameters.integers("GENERIC_FLAGS", flags);
}

void add_trial(C3dParameters& parameters, const ExportedSession& exported, const FrameGrid& grid,
               const C3dPart& part) {
    const auto frames = part.end - part.first;
    parameters.group("TRIAL", "");
    parameters.integers("ACTUAL_START_FIELD", std::array<std::int16_t, 2>{1, 0});
    parameters.integers("ACTUAL_END_FIELD", std::array<std::int16_t, 2>{std::int16_t(frames), 0});
    parameters.real("CAMERA_RATE", grid.rate);
    parameters.group("SUBJECTS", "");
    parameters.integer("USED", 1);
    parameters.integer("IS_STATIC", 0);
    parameters.texts("NAMES", std::array<std::string, 1>{subject_of(exported)});
    parameters.group("MANUFACTURER", "");
    parameters.text("COMPANY", "sacrum");
    parameters.text("SOFTWARE", "sacrum");
    parameters.text("VERSION_LABEL", fmt::format("{} (methods {})", kProgramVersion, kAlgorithmVersion));
}

void add_meaning(C3dParameters& parameters, const ExportedSession& exported, const FrameGrid& grid,
                 const C3dPart& part) {
    parameters.group("SACRUM", "what the numbers mean");
    std::vector<std::string> sentences;
    for (const Convention& convention : conventions())
        sentences.push_back(fmt::format("{}: {}", convention.key, convention.sentence));
    parameters.texts("CONVENTIONS", sentences);
    std::string start;
    append_seconds(start, grid.start + duration_from_seconds(double(part.first) / double(grid.rate)), 9);
    parameters.text("FIRST_FRAME_S", start);  // on the recording's own clock
    if (exported.is_deidentified) parameters.integer("DEIDENTIFIED", 1);
    if (exported.recording.origin.session_zero)
        parameters.text("SESSION_ZERO_UTC", utc_text(*exported.recording.origin.session_zero));
    if (const auto& mount = exported.session.report.mounting.declared; !mount.empty())
        parameters.text("MOUNT", mount);
}

}  // namespace

C3dParameters c3d_groups(const ExportedSession& exported, const FrameGrid& grid, const C3dPart& part) {
    C3dParameters parameters;
    add_point(parameters, grid, part);
    add_analog(parameters, grid, c3d_analogs(exported.has_magnetic_field()));
    add_force_platform(parameters);
    add_events(parameters, grid, part, subject_of(exported));
    add_trial(parameters, exported, grid, part);
    add_meaning(parameters, exported, grid, part);
    return parameters;
}

}  // namespace sacrum::sinks
