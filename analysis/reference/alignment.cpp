#include "analysis/reference/alignment.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/reference/alignment_peaks.hpp"
#include "analysis/reference/mark_alignment.hpp"
#include "analysis/reference/time_matching.hpp"
#include "analysis/statistics.hpp"

namespace sacrum::analysis {
namespace {

std::vector<double> times_of(const std::vector<TimedContact>& contacts, EventKind kind) {
    std::vector<double> times;
    for (const TimedContact& contact : contacts) {
        if (contact.kind == kind) times.push_back(contact.time_s);
    }
    return times;
}

// Probability of the first among all, from how much less likely each of the others is.
double certainty_of(const std::vector<double>& log_likelihood) {
    double sum = 0.0;
    for (const double other : log_likelihood) sum += std::exp(std::min(0.0, other - log_likelihood.front()));
    return 1.0 / sum;
}

// A curve of gait at 1 to 2 Hz with its harmonics holds about four independent readings a second.
constexpr double kIndependentPerSecond = 4.0;

std::optional<Alignment> by_obliquity(const Session& session, const Reference& reference,
                                      double least_overlap_s) {
    SampledCurve ours, theirs;
    for (const PelvisPose& pose : session.poses) {
        if (pose.obliquity && pose.is_valid) ours.add(in_seconds(pose.time), in_degrees(*pose.obliquity));
    }
    for (const ReferencePose& pose : reference.poses)
        theirs.add(in_seconds(pose.time), in_degrees(pose.obliquity));
    const auto a = track_of(ours), b = track_of(theirs);
    if (!a || !b) return std::nullopt;
    const auto peaks = alignment_peaks(*a, *b, least_overlap_s);
    if (peaks.empty()) return std::nullopt;
    // The same count of readings for all, so that a shift with little overlap does not win by it.
    const double readings = kIndependentPerSecond * peaks.front().overlap_s;
    std::vector<double> likelihood;
    for (const AlignmentPeak& peak : peaks)
        likelihood.push_back(-0.5 * readings *
                             std::log(std::max(1e-6, 1.0 - peak.correlation * peak.correlation)));
    const AlignmentPeak& best = peaks.front();
    Alignment alignment{.method = AlignmentMethod::obliquity,
                        .offset = duration_from_seconds(best.offset_s),
                        .certainty = certainty_of(likelihood),
                        .correlation = best.correlation};
    const double unexplained = std::max(0.0, 1.0 - best.correlation * best.correlation);
    if (best.curvature < 0.0 && readings > 0.0)
        alignment.offset_sd = duration_from_seconds(std::sqrt(unexplained / (readings * -best.curvature)));
    if (peaks.size() > 1) {
        alignment.next_offset = duration_from_seconds(peaks[1].offset_s);
        alignment.next_correlation = peaks[1].correlation;
    }
    return alignment;
}

struct Fit {
    double offset_s = 0.0;
    double correlation = 0.0;
    double cost = 0.0;  // sum of squares; what has no partner costs as much as the farthest partner
    double contacts = 0.0;
    double spread_s = 0.0;
    double pairs = 0.0;
};

// The offset at which the median difference of initial contacts is zero, near a peak.
Fit fit_near(const AlignmentPeak& peak, const std::vector<double>& ours, const std::vector<double>& theirs) {
    constexpr double kFarthest = 0.1;  // s
    Fit fit{.offset_s = peak.offset_s, .correlation = peak.correlation};
    for (int pass = 0; pass < 3; ++pass) {
        std::vector<double> shifted;
        for (const double time : theirs) shifted.push_back(time + fit.offset_s);
        const auto pairs = match_times(shifted, ours, kFarthest);
        std::vector<double> differences;
        for (const TimePair& pair : pairs) differences.push_back(ours[pair.b] - shifted[pair.a]);
        if (differences.empty()) return fit;
        const double median = median_in_place(differences);
        fit.offset_s += median;
        fit.pairs = double(pairs.size());
        double squares = 0.0;
        for (const double difference : differences) squares += (difference - median) * (difference - median);
        // Contacts of either beyond the ends of the other cannot have a partner.
        const auto inside = [&](const std::vector<double>& times, const std::vector<double>& of,
                                double shift) {
            return double(std::count_if(times.begin(), times.end(), [&](double time) {
                return time + shift > of.front() - kFarthest && time + shift < of.back() + kFarthest;
            }));
        };
        const double a = inside(ours, shifted, 0.0), b = inside(shifted, ours, 0.0);
        fit.contacts = std::max(a, b);
        fit.cost = squares + kFarthest * kFarthest * std::max(0.0, fit.contacts - fit.pairs);
        fit.spread_s = std::sqrt(squares / fit.pairs);
    }
    return fit;
}

std::optional<Alignment> by_contacts(const Session& session, const Reference& reference,
                                     double least_overlap_s) {
    std::vector<TimedContact> ours, theirs;
    for (const GaitEvent& event : session.events)
        ours.push_back({in_seconds(event.time), event.kind, event.side});
    for (const ReferenceEvent& event : reference.events)
        theirs.push_back({in_seconds(event.time), event.kind, event.side});
    const auto our_ics = times_of(ours, EventKind::initial_contact);
    const auto their_ics = times_of(theirs, EventKind::initial_contact);
    if (our_ics.size() < 3 || their_ics.size() < 3) return std::nullopt;
    const auto has_sides = [](const std::vector<TimedContact>& contacts) {
        return std::any_of(contacts.begin(), contacts.end(),
                           [](const TimedContact& contact) { return contact.side; });
    };
    const bool sides = has_sides(ours) && has_sides(theirs);
    const bool finals = !times_of(ours, EventKind::final_contact).empty() &&
                        !times_of(theirs, EventKind::final_contact).empty();
    const auto a = track_of(ours, sides, finals), b = track_of(theirs, sides, finals);
    if (!a || !b) return std::nullopt;
    std::vector<Fit> fits;
    for (const AlignmentPeak& peak : alignment_peaks(*a, *b, least_overlap_s))
        fits.push_back(fit_near(peak, our_ics, their_ics));
    std::erase_if(fits, [](const Fit& fit) { return fit.pairs < 3.0; });
    if (fits.empty()) return std::nullopt;
    const auto per_contact = [](const Fit& fit) { return fit.cost / fit.contacts; };
    std::sort(fits.begin(), fits.end(), [&](const Fit& x, const Fit& y) {
        return per_contact(x) - 1e-4 * x.correlation < per_contact(y) - 1e-4 * y.correlation;
    });
    const Fit& best = fits.front();
    // The best fit tells how far single contacts spread; differences below a millisecond mean nothing.
    const double variance = std::max(per_contact(best), 1e-6);
    std::vector<double> likelihood;
    for (const Fit& fit : fits)
        likelihood.push_back(-0.5 * best.contacts * std::log(std::max(per_contact(fit), 1e-6) / variance));
    Alignment alignment{.method = AlignmentMethod::contacts,
                        .offset = duration_from_seconds(best.offset_s),
                        .certainty = certainty_of(likelihood),
                        .correlation = best.correlation,
                        .offset_sd = duration_from_seconds(1.2533 * best.spread_s / std::sqrt(best.pairs))};
    const auto next = std::find_if(fits.begin() + 1, fits.end(), [&](const Fit& fit) {
        return std::abs(fit.offset_s - best.offset_s) > kPeaksApart;
    });
    if (next != fits.end()) {
        alignment.next_offset = duration_from_seconds(next->offset_s);
        alignment.next_correlation = next->correlation;
    }
    return alignment;
}

}  // namespace

Result<Alignment> align(const Session& session, const Reference& reference, const AlignmentParams& params) {
    if (params.offset) return Alignment{.offset = *params.offset};
    const double least = in_seconds(params.least_overlap);
    if (params.method == AlignmentMethod::marks) return align_by_marks(session, reference);
    std::optional<Alignment> alignment;
    if (params.method != AlignmentMethod::contacts) alignment = by_obliquity(session, reference, least);
    if (!alignment && params.method != AlignmentMethod::obliquity)
        alignment = by_contacts(session, reference, least);
    if (alignment) return *alignment;
    return fail(
        ErrorKind::input,
        "the recording and the reference cannot be put on one clock: they have neither three contacts nor "
        "five seconds of obliquity in common; give the offset between the two with --offset");
}

}  // namespace sacrum::analysis
