#include "firmware_bridge/import/reference/reference_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/reference/event_words.hpp"
#include "firmware_bridge/import/reference/force_contacts.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr double kLatest = 4e9;  // s; nanoseconds of 64 bits end at 9.2e9
constexpr std::size_t kMostColumns = 10000;

using Cells = std::vector<std::string_view>;

std::optional<std::size_t> column_named(const Cells& header, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        const auto found = std::find_if(header.begin(), header.end(), [&](std::string_view cell) {
            return letters_and_digits(cell) == letters_and_digits(name);
        });
        if (found != header.end()) return std::size_t(found - header.begin());
    }
    return std::nullopt;
}

char delimiter_of(std::string_view header) {
    for (const char delimiter : {'\t', ';', ','}) {
        if (header.find(delimiter) != std::string_view::npos) return delimiter;
    }
    return ',';
}

std::string_view cell_at(const Cells& cells, std::optional<std::size_t> column) {
    return column && *column < cells.size() ? cells[*column] : std::string_view{};
}

bool is_time(std::optional<double> time) { return time && std::abs(*time) < kLatest; }

struct EventColumns {
    std::size_t time;
    std::size_t type;
    std::optional<std::size_t> foot;
};

Result<Reference> read_events(std::string_view body, char delimiter, EventColumns columns,
                              const std::string& name) {
    Reference reference;
    std::int64_t others = 0;
    while (!body.empty()) {
        const std::string_view line = take_line(body);
        if (trimmed(line).empty() || line.front() == '#') continue;
        const Cells cells = cells_of(line, delimiter);
        const auto time = number(cell_at(cells, columns.time), delimiter == ';');
        const auto kind = event_kind_of(cell_at(cells, columns.type));
        if (is_time(time) && is_mark(cell_at(cells, columns.type))) {
            reference.marks.push_back(session_time_from_seconds(*time));
            continue;
        }
        if (!is_time(time) || !kind) {
            ++others;
            continue;
        }
        auto side = side_of(cell_at(cells, columns.foot));
        if (!side) side = side_of(cell_at(cells, columns.type));
        reference.events.push_back({session_time_from_seconds(*time), *kind, side, std::nullopt});
    }
    if (reference.events.empty()) {
        return fail(ErrorKind::input,
                    "holds no contact that is understood; its types must be IC and FC, or foot "
                    "strike and foot off");
    }
    reference.sources.push_back(
        fmt::format("{} contacts from {}{}", reference.events.size(), name,
                    others > 0 ? fmt::format("; {} other rows left out", others) : std::string()));
    return reference;
}

Result<Reference> read_angles(std::string_view body, char delimiter, std::size_t time_column,
                              std::size_t column, const std::string& name) {
    Reference reference;
    while (!body.empty()) {
        const std::string_view line = take_line(body);
        if (trimmed(line).empty() || line.front() == '#') continue;
        const Cells cells = cells_of(line, delimiter);
        const auto time = number(cell_at(cells, time_column), delimiter == ';');
        const auto angle = number(cell_at(cells, column), delimiter == ';');
        if (!is_time(time) || !angle || !(std::abs(*angle) <= 180.0)) continue;
        reference.poses.push_back(
            {session_time_from_seconds(*time), Angle::of_si(radians_from_degrees(*angle))});
    }
    if (reference.poses.size() < 2)
        return fail(ErrorKind::input, "holds no two times with an obliquity in degrees; export it again");
    reference.sources.push_back(fmt::format("obliquity from {}", name));
    return reference;
}

// "l_ground_force_vy", "ground_force_1_vy", "ground_force_vy"
bool is_vertical_force(const std::string& plain) {
    return plain.ends_with("vy") && plain.find("force") != std::string::npos;
}

struct OpenSimTable {
    Cells labels;
    std::vector<std::vector<double>> columns;
    bool is_in_degrees = false;
};

Result<OpenSimTable> read_opensim(std::string_view text) {
    OpenSimTable table;
    bool has_header = false;
    while (!text.empty() && !has_header) {
        const std::string line = letters_and_digits(take_line(text));
        table.is_in_degrees = table.is_in_degrees || line == "indegreesyes";
        has_header = line == "endheader";
    }
    while (!text.empty() && table.labels.empty()) {
        const std::string_view line = take_line(text);
        if (!trimmed(line).empty()) table.labels = cells_of(line, '\t');
    }
    if (!has_header || table.labels.size() < 2 || table.labels.size() > kMostColumns ||
        letters_and_digits(table.labels[0]) != "time") {
        return fail(ErrorKind::input,
                    "has no row of labels that begins with time after its endheader; export it again");
    }
    table.columns.resize(table.labels.size());
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (trimmed(line).empty()) continue;
        const Cells cells = cells_of(line, '\t');
        const auto time = number(cells[0], false);
        if (!is_time(time)) continue;
        if (!table.columns[0].empty() && !(*time > table.columns[0].back())) {
            return fail(ErrorKind::input, fmt::format("its time goes back after {:.6g} s; export it again",
                                                      table.columns[0].back()));
        }
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            table.columns[i].push_back(number(cell_at(cells, i), false).value_or(NAN));
    }
    return table;
}

}  // namespace

Result<Reference> parse_reference_table(std::string_view text, const std::string& name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::string_view header;
    while (!text.empty() && (trimmed(header).empty() || header.front() == '#')) header = take_line(text);
    const char delimiter = delimiter_of(header);
    const Cells cells = cells_of(header, delimiter);
    const auto time = column_named(cells, {"t_s", "time_s", "time", "onset", "t"});
    const auto type = column_named(cells, {"type", "event_type", "event", "trial_type", "label", "name"});
    const auto obliquity = column_named(cells, {"obliquity_deg"});
    if (time && obliquity) return read_angles(text, delimiter, *time, *obliquity, name);
    if (time && type)
        return read_events(text, delimiter, {*time, *type, column_named(cells, {"foot", "side", "context"})},
                           name);
    return fail(
        ErrorKind::input,
        fmt::format("is no reference that is understood: its first row \"{}\" names neither contacts (t_s, "
                    "foot, type) nor angles (t_s, obliquity_deg); see docs/comparing.md",
                    quotable(header)));
}

bool is_opensim(std::string_view text) {
    const std::string_view start = text.substr(0, std::size_t{64} << 10U);
    return start.find("endheader") != std::string_view::npos;
}

Result<Reference> parse_opensim(std::string_view text, const std::string& name) {
    const auto table = read_opensim(text);
    if (!table) return tl::unexpected(table.error());
    Reference reference;
    const auto& times = table->columns[0];
    int plates = 0;
    for (std::size_t i = 1; i < table->labels.size(); ++i) {
        const std::string plain = letters_and_digits(table->labels[i]);
        if (plain == "pelvislist") {
            for (std::size_t k = 0; k < times.size(); ++k) {
                const double list = table->columns[i][k];
                if (!std::isfinite(list)) continue;
                // OpenSim's list is positive with the right side down.
                const double radians = table->is_in_degrees ? radians_from_degrees(list) : list;
                reference.poses.push_back({session_time_from_seconds(times[k]), Angle::of_si(-radians)});
            }
            reference.sources.push_back(fmt::format("obliquity from -pelvis_list of {}, in {}", name,
                                                    table->is_in_degrees ? "degrees" : "radians"));
        } else if (is_vertical_force(plain)) {
            const std::size_t before = reference.events.size();
            const auto side = side_of(table->labels[i].substr(0, table->labels[i].find('_')));
            add_force_contacts(
                {.times_s = times, .vertical_n = table->columns[i], .side = side, .plate = plates++},
                reference.events);
            reference.sources.push_back(fmt::format("{} contacts from the force {} of {}, at 50 N",
                                                    reference.events.size() - before,
                                                    quotable(table->labels[i]), name));
        }
    }
    if (reference.poses.size() >= 2 || !reference.events.empty()) return reference;
    return fail(ErrorKind::input,
                "holds neither pelvis_list nor a vertical ground force (…_vy) that passes 50 N; "
                "export the coordinates of the pelvis or the forces");
}

}  // namespace sacrum::firmware_bridge
