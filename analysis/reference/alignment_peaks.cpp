#include "analysis/reference/alignment_peaks.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kGrid = 0.01;              // s; the peak is then found between two entries
constexpr double kLongestTrack = 6 * 3600;  // s
constexpr std::size_t kMostPeaks = 40;

// Entries without a value are NaN.
GridSignal centred(const std::vector<double>& values) {
    GridSignal signal;
    double sum = 0.0, count = 0.0;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        sum += value;
        count += 1.0;
    }
    const double mean = count > 0.0 ? sum / count : 0.0;
    for (const double value : values) {
        signal.values.push_back(std::isfinite(value) ? value - mean : 0.0);
        signal.is_there.push_back(std::isfinite(value) ? 1.0 : 0.0);
    }
    return signal;
}

}  // namespace

std::optional<Track> track_of(const SampledCurve& curve) {
    if (curve.is_empty() || curve.end() - curve.start() > kLongestTrack) return std::nullopt;
    std::vector<double> values;
    for (double t = curve.start(); t <= curve.end(); t += kGrid) values.push_back(curve.at(t).value_or(NAN));
    return Track{curve.start(), {centred(values)}};
}

std::optional<Track> track_of(const std::vector<TimedContact>& contacts, bool has_sides, bool has_final) {
    if (contacts.size() < 4) return std::nullopt;
    constexpr double kWidth = 0.025;  // s; about the spread of single contacts
    constexpr double kMargin = 0.5;   // s; beyond the outermost contacts
    const double start = contacts.front().time_s - kMargin;
    const double length = contacts.back().time_s + kMargin - start;
    if (length > kLongestTrack) return std::nullopt;
    const auto entries = std::size_t(length / kGrid) + 1;
    std::vector<std::vector<double>> hills(1 + std::size_t(has_sides) + std::size_t(has_final),
                                           std::vector<double>(entries, 0.0));
    const auto add = [&](std::vector<double>& to, double time_s, double height) {
        const double middle = (time_s - start) / kGrid;
        const auto reach = std::ptrdiff_t(4.0 * kWidth / kGrid);
        for (std::ptrdiff_t k = -reach; k <= reach; ++k) {
            const std::ptrdiff_t i = std::llround(middle) + k;
            if (i < 0 || i >= std::ptrdiff_t(entries)) continue;
            const double off = (double(i) - middle) * kGrid / kWidth;
            to[std::size_t(i)] += height * std::exp(-0.5 * off * off);
        }
    };
    for (const TimedContact& contact : contacts) {
        if (contact.kind == EventKind::initial_contact) {
            add(hills[0], contact.time_s, 1.0);
            if (has_sides && contact.side)
                add(hills[1], contact.time_s, contact.side == Side::right ? 1.0 : -1.0);
        } else if (has_final) {
            add(hills.back(), contact.time_s, 1.0);
        }
    }
    Track track{start, {}};
    for (const auto& hill : hills) track.signals.push_back(centred(hill));
    return track;
}

std::vector<AlignmentPeak> alignment_peaks(const Track& session, const Track& reference,
                                           double least_overlap_s) {
    const double shorter =
        kGrid * double(std::min(session.signals[0].values.size(), reference.signals[0].values.size()));
    const auto found =
        cross_correlate(session.signals, reference.signals, std::min(least_overlap_s, 0.5 * shorter) / kGrid);
    const auto& r = found.correlation;
    std::vector<AlignmentPeak> peaks;
    for (std::size_t i = 1; i + 1 < r.size(); ++i) {
        if (!(r[i] > 0.05 && r[i] >= r[i - 1] && r[i] > r[i + 1])) continue;
        const double vertex = parabola_vertex(r[i - 1], r[i], r[i + 1]);
        const double shift = double(found.first_shift + std::ptrdiff_t(i)) + vertex;
        peaks.push_back({session.start - reference.start + shift * kGrid,
                         r[i] - 0.25 * (r[i - 1] - r[i + 1]) * vertex, found.overlap[i] * kGrid,
                         (r[i - 1] - 2.0 * r[i] + r[i + 1]) / (kGrid * kGrid)});
    }
    std::sort(peaks.begin(), peaks.end(),
              [](const AlignmentPeak& a, const AlignmentPeak& b) { return a.correlation > b.correlation; });
    std::vector<AlignmentPeak> apart;
    for (const AlignmentPeak& peak : peaks) {
        const bool is_new = std::all_of(apart.begin(), apart.end(), [&](const AlignmentPeak& other) {
            return std::abs(other.offset_s - peak.offset_s) > kPeaksApart;
        });
        if (is_new) apart.push_back(peak);
        if (apart.size() == kMostPeaks) break;
    }
    return apart;
}

}  // namespace sacrum::analysis
