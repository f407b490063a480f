#include "app/session_context_words.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

#include "domain/foreign_text.hpp"
#include "sinks/export/utc_text.hpp"

namespace sacrum::app {
namespace {

constexpr double kFarthestKm = 1000.0;
constexpr double kFastest = 13.0;  // m/s, faster than anybody runs

std::optional<double> number_up_to(const std::string& words, double most) {
    double number = 0.0;
    const char* end = words.data() + words.size();
    const auto [rest, error] = std::from_chars(words.data(), end, number);
    if (error != std::errc() || rest != end || !(number > 0.0 && number <= most)) return std::nullopt;
    return number;
}

tl::unexpected<Error> refused(const std::string& key, const std::string& value, const char* wanted) {
    return fail(ErrorKind::usage, fmt::format("--context {}={}: wants {}", key, printable(value), wanted));
}

Result<void> take(const std::string& key, const std::string& value, SaidContext& said) {
    SessionContext& context = said.context;
    if (key == "surface") {
        if (value.empty() || value != printable(value))
            return refused(key, value, "a word such as road, track or treadmill");
        context.surface = value;
    } else if (key == "camber") {
        if (value == "level")
            context.camber = Camber::level;
        else if (value == "left_low")
            context.camber = Camber::left_low;
        else if (value == "right_low")
            context.camber = Camber::right_low;
        else
            return refused(key, value, "level, left_low or right_low");
    } else if (key == "distance_km") {
        context.distance_km = number_up_to(value, kFarthestKm);
        if (!context.distance_km) return refused(key, value, "kilometres, more than 0 and at most 1000");
    } else if (key == "speed") {
        context.speed_m_per_s = number_up_to(value, kFastest);
        if (!context.speed_m_per_s)
            return refused(key, value, "metres per second, more than 0 and at most 13");
    } else if (key == "date") {
        said.began = sinks::moment_of(value);
        if (!said.began) return refused(key, value, "a date as 2026-03-01 or 2026-03-01T09:30");
    } else {
        return fail(
            ErrorKind::usage,
            fmt::format("--context {}: is not known; surface, camber, distance_km, speed and date are",
                        printable(key)));
    }
    return {};
}

}  // namespace

Result<SaidContext> parse_session_context(const std::string& words) {
    SaidContext said;
    std::istringstream entries(words);
    for (std::string entry; std::getline(entries, entry, ',');) {
        const auto equals = entry.find('=');
        if (equals == std::string::npos)
            return fail(ErrorKind::usage,
                        fmt::format("--context {}: wants KEY=VALUE, as in surface=road,distance_km=5",
                                    printable(entry)));
        if (auto took = take(entry.substr(0, equals), entry.substr(equals + 1), said); !took)
            return tl::unexpected(took.error());
    }
    return said;
}

}  // namespace sacrum::app
