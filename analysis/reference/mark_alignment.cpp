#include "analysis/reference/mark_alignment.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/reference/time_matching.hpp"
#include "analysis/statistics.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kOfMedian = 1.2533;  // standard error of a median of normal errors, over that of their mean
constexpr std::size_t kMost = 200;
constexpr double kTogether = 0.5;  // s; two people who see the same thing press within this of each other

struct Fit {
    std::size_t pairs = 0;
    double offset_s = 0.0;
    double spread_s = 0.0;
    [[nodiscard]] bool is_better_than(const Fit& other) const {
        return pairs != other.pairs ? pairs > other.pairs : spread_s < other.spread_s;
    }
};

Fit fit_at(double offset_s, const std::vector<double>& ours, const std::vector<double>& theirs) {
    std::vector<double> shifted;
    for (const double time : theirs) shifted.push_back(time + offset_s);
    std::vector<double> differences;
    double squares = 0.0;
    for (const TimePair& pair : match_times(shifted, ours, kTogether))
        differences.push_back(ours[pair.b] - shifted[pair.a]);
    if (differences.empty()) return {};
    const double median = median_in_place(differences);
    for (const double difference : differences) squares += (difference - median) * (difference - median);
    const auto count = double(differences.size());
    return {differences.size(), offset_s + median, std::sqrt(squares / count)};
}

}  // namespace

Result<Alignment> align_by_marks(const Session& session, const Reference& reference) {
    std::vector<double> ours, theirs;
    for (const SessionNote& note : session.report.notes) {
        if (note.time) ours.push_back(in_seconds(*note.time));
    }
    std::sort(ours.begin(), ours.end());
    for (const SessionTime mark : reference.marks) theirs.push_back(in_seconds(mark));
    if (ours.empty() || theirs.empty() || std::max(ours.size(), theirs.size()) > kMost) {
        return fail(ErrorKind::input, "cannot be aligned by marks: the recording has " +
                                          std::to_string(ours.size()) + " and the reference " +
                                          std::to_string(theirs.size()) +
                                          ", where 1 to 200 were expected; give the offset between the two "
                                          "with --offset");
    }
    std::vector<Fit> fits;
    for (const double a : ours) {
        for (const double b : theirs) fits.push_back(fit_at(a - b, ours, theirs));
    }
    Fit best;
    for (const Fit& fit : fits) {
        if (fit.is_better_than(best)) best = fit;
    }
    // Offsets at which as many marks lie together are as likely.
    std::vector<double> others;
    for (const Fit& fit : fits) {
        const auto is_near = [&](double offset) { return std::abs(fit.offset_s - offset) < kTogether; };
        if (fit.pairs == best.pairs && !is_near(best.offset_s) &&
            std::none_of(others.begin(), others.end(), is_near))
            others.push_back(fit.offset_s);
    }
    Alignment alignment{.method = AlignmentMethod::marks,
                        .offset = duration_from_seconds(best.offset_s),
                        .certainty = 1.0 / double(1 + others.size()),
                        .correlation = double(best.pairs) / double(std::min(ours.size(), theirs.size()))};
    if (best.pairs > 1)
        alignment.offset_sd =
            duration_from_seconds(kOfMedian * best.spread_s / std::sqrt(double(best.pairs - 1)));
    if (!others.empty()) alignment.next_offset = duration_from_seconds(others.front());
    return alignment;
}

}  // namespace sacrum::analysis
