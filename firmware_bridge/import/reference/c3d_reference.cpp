#include "firmware_bridge/import/reference/c3d_reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/c3d_file.hpp"
#include "firmware_bridge/import/reference/event_words.hpp"
#include "firmware_bridge/import/reference/force_contacts.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr double kLatest = 1e6;  // s

void add_events(const C3dFile& file, Reference& reference, const std::string& name) {
    const auto times = file.parameters().numbers("EVENT", "TIMES");
    const auto labels = file.parameters().texts("EVENT", "LABELS");
    const auto contexts = file.parameters().texts("EVENT", "CONTEXTS");
    const std::size_t count = std::min(times.size() / 2, labels.size());
    for (std::size_t i = 0; i < count; ++i) {
        const double time = 60.0 * times[2 * i] + times[2 * i + 1];
        const auto kind = event_kind_of(labels[i]);
        if (!(std::abs(time) < kLatest)) continue;
        if (is_mark(labels[i])) reference.marks.push_back(session_time_from_seconds(time));
        if (!kind) continue;
        std::optional<Side> side;
        if (i < contexts.size()) side = side_of(contexts[i]);
        if (!side) side = side_of(labels[i]);
        reference.events.push_back({session_time_from_seconds(time), *kind, side, std::nullopt});
    }
    if (!reference.events.empty())
        reference.sources.push_back(
            fmt::format("{} contacts from the events of {}", reference.events.size(), name));
}

// The channels that sum to the vertical force of a plate, by its type: 1 and 2 have it third, 3 has four
// vertical sensors.
std::vector<std::size_t> vertical_channels(const C3dParameter& channels, std::size_t plate, double type) {
    if (channels.extent.size() != 2) return {};
    const std::size_t per_plate = channels.extent[0];
    std::vector<std::size_t> rows;
    if ((type == 1 || type == 2) && per_plate >= 6) rows = {2};
    if (type == 3 && per_plate >= 8) rows = {4, 5, 6, 7};
    std::vector<std::size_t> found;
    for (const std::size_t row : rows) {
        const std::size_t at = plate * per_plate + row;
        if (at >= channels.numbers.size() || !(channels.numbers[at] >= 1.0 && channels.numbers[at] < 1e6))
            return {};
        found.push_back(std::size_t(channels.numbers[at]) - 1);
    }
    return found;
}

void add_forces(const C3dFile& file, Reference& reference, const std::string& name) {
    const C3dParameter* const types = file.parameters().find("FORCE_PLATFORM", "TYPE");
    const C3dParameter* const channels = file.parameters().find("FORCE_PLATFORM", "CHANNEL");
    if (types == nullptr || channels == nullptr || file.analog_channels() == 0) return;
    const double rate_hz = file.analog_rate_hz();
    const double start = file.start_s();
    for (std::size_t plate = 0; plate < types->numbers.size(); ++plate) {
        const auto used = vertical_channels(*channels, plate, types->numbers[plate]);
        if (used.empty()) {
            reference.sources.push_back(fmt::format("force plate {} of {} left out: type {:g} is not read",
                                                    plate + 1, name, types->numbers[plate]));
            continue;
        }
        std::vector<double> force;
        for (const std::size_t channel : used) {
            const auto more = file.analog(channel);
            if (force.empty()) force.resize(more.size());
            for (std::size_t i = 0; i < std::min(force.size(), more.size()); ++i) force[i] += more[i];
        }
        std::vector<double> times;
        for (std::size_t i = 0; i < force.size(); ++i) {
            times.push_back(start + double(i) / rate_hz);
            // A plate's z axis points down in most laboratories: only the size is asked for.
            force[i] = std::abs(force[i]);
        }
        const std::size_t before = reference.events.size();
        add_force_contacts({.times_s = times, .vertical_n = force, .side = std::nullopt, .plate = int(plate)},
                           reference.events);
        reference.sources.push_back(
            fmt::format("{} contacts from force plate {} of {}, {:g} Hz, at 50 N; their side "
                        "is not known",
                        reference.events.size() - before, plate + 1, name, rate_hz));
    }
}

struct AnglePoint {
    std::size_t index = 0;
    std::size_t coordinate = 0;
    double sign = 1.0;
    std::string how;
};

// The second coordinate is obliquity: of PelvisAngles, as our own export has it, and of Plug-in Gait's
// RPelvisAngles with the right side up, of its LPelvisAngles with the left side up.
std::optional<AnglePoint> find_angles(const C3dFile& file) {
    const auto labels = file.parameters().texts("POINT", "LABELS");
    std::optional<AnglePoint> found;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::string plain = letters_and_digits(labels[i]);
        if (plain == "pelvisangles") return AnglePoint{i, 1, 1.0, "y of PelvisAngles"};
        if (plain.ends_with("rpelvisangles")) found = AnglePoint{i, 1, 1.0, "y of RPelvisAngles"};
        if (plain.ends_with("lpelvisangles") && !found) found = AnglePoint{i, 1, -1.0, "-y of LPelvisAngles"};
    }
    return found;
}

void add_angles(const C3dFile& file, Reference& reference, const std::string& name) {
    const auto angles = find_angles(file);
    if (!angles) return;
    const double start = file.start_s();
    const auto values = file.point(angles->index, angles->coordinate);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!(std::abs(values[i]) <= 180.0)) continue;
        reference.poses.push_back({session_time_from_seconds(start + double(i) / file.point_rate_hz()),
                                   Angle::of_si(radians_from_degrees(angles->sign * values[i]))});
    }
    reference.sources.push_back(
        fmt::format("obliquity from {} of {}, in degrees, right side up", angles->how, name));
}

}  // namespace

Result<Reference> parse_c3d_reference(std::string_view bytes, const std::string& name) {
    const auto file = C3dFile::open(bytes);
    if (!file) return tl::unexpected(file.error());
    Reference reference;
    add_events(*file, reference, name);
    if (reference.events.empty()) add_forces(*file, reference, name);
    add_angles(*file, reference, name);
    if (!reference.events.empty() || reference.poses.size() >= 2) return reference;
    return fail(ErrorKind::input,
                "holds no foot strikes or foot offs, no force plate that is read and no pelvis "
                "angles; export it with its events, forces or model outputs");
}

}  // namespace sacrum::firmware_bridge
