#include "analysis/exercise_adherence.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace sacrum::analysis {
namespace {

constexpr std::int64_t kWeek = 7;

}  // namespace

std::optional<ExerciseAdherence> adherence_of(const PrescribedExercise& exercise,
                                              std::chrono::sys_days today) {
    using std::chrono::days;
    const auto end = exercise.until ? std::min(*exercise.until, today + days(1)) : today + days(1);
    if (end <= exercise.from) return std::nullopt;
    ExerciseAdherence found{.days_passed = (end - exercise.from).count()};
    for (const auto day : exercise.done) {
        if (day < exercise.from || day >= end) continue;
        ++found.days_done;
        found.done_last_week += day >= end - days(kWeek);
    }
    if (exercise.days_per_week)
        found.days_asked = std::llround(*exercise.days_per_week * double(found.days_passed) / double(kWeek));
    return found;
}

std::optional<double> days_per_week_of(const std::string& dose) {
    if (dose.find("every day") != std::string::npos || dose.find("daily") != std::string::npos)
        return double(kWeek);
    const auto end = dose.find(" days a week");
    if (end == std::string::npos || end == 0) return std::nullopt;
    const char digit = dose[end - 1];
    const bool is_alone = end == 1 || (std::isdigit(static_cast<unsigned char>(dose[end - 2])) == 0 &&
                                       dose[end - 2] != '.' && dose[end - 2] != ',');
    if (digit < '1' || digit > '7' || !is_alone) return std::nullopt;
    return double(digit - '0');
}

}  // namespace sacrum::analysis
