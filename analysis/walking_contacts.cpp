#include "analysis/walking_contacts.hpp"

#include <algorithm>
#include <cmath>

#include "dsp/butterworth.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kDefaultStepTime = 0.55;  // s, until the local one is known
constexpr std::size_t kFewestStrong = 3;   // fewer are no local level

double gauss(double distance, double sigma) { return std::exp(-0.5 * distance * distance / (sigma * sigma)); }

bool is_inside(std::span<const RowRange> ranges, double row) {
    return std::ranges::any_of(ranges, [&](const RowRange& range) {
        return row >= double(range.first) && row < double(range.last);
    });
}

// d/dt by central differences.
void differentiate(const std::vector<double>& signal, double rate_hz, std::vector<double>& slope) {
    const std::size_t n = signal.size();
    slope.assign(n, 0.0);
    if (n < 3) return;
    for (std::size_t i = 1; i + 1 < n; ++i) slope[i] = 0.5 * (signal[i + 1] - signal[i - 1]) * rate_hz;
    slope[0] = slope[1];
    slope[n - 1] = slope[n - 2];
}

}  // namespace

void WalkingContactFinder::find(const GaitSignals& signals, std::span<const RowRange> running,
                                std::vector<Contact>& contacts) {
    contacts.clear();
    if (running.size() == 1 && running[0].first == 0 && running[0].last >= signals.size()) return;
    rate_hz_ = signals.rate_hz;
    make_signals(signals);
    find_candidates(signals, running);
    keep_locally_large();
    measure_step_times();
    drop_close_pairs();
    measure_step_times();
    emit_bouts(signals, contacts);
}

void WalkingContactFinder::make_signals(const GaitSignals& signals) {
    const std::size_t rows = signals.size();
    for (auto* out : {&loading_, &step_band_, &braking_, &jerk_, &vertical_slope_}) {
        // With room to spare: the next window may be a few rows longer.
        if (out->capacity() < rows) out->reserve(rows + rows / 8);
        out->resize(rows);
    }
    for (std::size_t i = 0; i < rows; ++i) loading_[i] = signals.vertical[i] - signals.forward[i];
    const auto [unchanged, dropped] = seen_.look(signals);
    bands_.update({signals.forward, signals.forward, loading_, signals.vertical}, Frequency::of_si(rate_hz_),
                  unchanged, dropped);
    // The slow part of fore-aft, common to both of its bands.
    slow_.assign(signals.blocks.forward.begin(), signals.blocks.forward.end());
    if (slow_.empty()) slow_.push_back(signals.forward.front());
    dsp::low_pass_zero_phase(slow_, 0.4_Hz, Frequency::of_si(signals.block_rate_hz()), filter_scratch_);
    for (std::size_t i = 0; i < rows; ++i) {
        const double slow = value_at(slow_, signals.block_at(double(i)));
        step_band_[i] = bands_[0][i] - slow;
        braking_[i] = bands_[1][i] - slow;
    }
    differentiate(bands_[2], rate_hz_, jerk_);
    differentiate(bands_[3], rate_hz_, vertical_slope_);
}

std::optional<double> WalkingContactFinder::largest_jerk(double from, double to, double centre,
                                                         double sigma) const {
    const auto a = std::size_t(std::max(1.0, std::ceil(from)));
    const double last = std::min(double(jerk_.size()) - 2.0, std::floor(to));
    if (!(last >= double(a))) return std::nullopt;
    const auto weighted = [&](std::size_t i) { return jerk_[i] * gauss(double(i) - centre, sigma); };
    std::size_t best = a;
    double largest = weighted(a);
    for (std::size_t i = a + 1; i <= std::size_t(last); ++i) {
        if (largest >= 0.0 && !(jerk_[i] > largest)) continue;  // its weight is at most one
        const double here = weighted(i);
        if (!(here > largest)) continue;
        best = i;
        largest = here;
    }
    return double(best) + parabola_vertex(weighted(best - 1), weighted(best), weighted(best + 1));
}

void WalkingContactFinder::find_candidates(const GaitSignals& signals, std::span<const RowRange> running) {
    candidates_.clear();
    std::size_t peak = 0;
    bool has_peak = false;
    for (std::size_t i = 1; i + 1 < step_band_.size(); ++i) {
        if (step_band_[i] > step_band_[i - 1] && step_band_[i] >= step_band_[i + 1]) {
            peak = i;
            has_peak = true;
        }
        const bool is_trough = step_band_[i] < step_band_[i - 1] && step_band_[i] <= step_band_[i + 1];
        if (!is_trough || !has_peak) continue;
        has_peak = false;
        const double fall = step_band_[peak] - step_band_[i];
        if (!(fall > params_.least_fall)) continue;
        const double half = 0.5 * (step_band_[peak] + step_band_[i]);
        std::size_t z = peak;
        while (z < i && step_band_[z + 1] > half) ++z;
        const double crossing = double(z) + (step_band_[z] - half) / (step_band_[z] - step_band_[z + 1]);
        if (is_inside(running, crossing)) continue;
        const auto row = largest_jerk(crossing - 0.130 * rate_hz_, crossing + 0.130 * rate_hz_,
                                      crossing - 0.018 * rate_hz_, 0.045 * rate_hz_);
        if (!row) continue;
        const double jerk = value_at(jerk_, *row);
        if (!(jerk > params_.least_jerk)) continue;
        // A candidate that was bridged over is no observation.
        if (signals.is_bridged[std::size_t(*row)] && signals.is_bridged[std::size_t(crossing)]) continue;
        candidates_.push_back({.row = *row,
                               .fall = fall,
                               .jerk = jerk,
                               .is_strong = fall > params_.strong_fall && jerk > params_.strong_jerk});
    }
}

void WalkingContactFinder::keep_locally_large() {
    const double reach = params_.local_s * rate_hz_;
    kept_.clear();
    MedianCollector& falls = collector_;
    MedianCollector& jerks = other_collector_;
    const auto collect = [&](std::size_t from, auto is_near) {
        falls.clear();
        jerks.clear();
        for (std::size_t i = from; i < candidates_.size() && is_near(candidates_[i]); ++i) {
            if (!candidates_[i].is_strong) continue;
            falls.add(candidates_[i].fall);
            jerks.add(candidates_[i].jerk);
        }
    };
    std::size_t first = 0;
    for (const Candidate& candidate : candidates_) {
        while (candidates_[first].row < candidate.row - reach) ++first;
        collect(first, [&](const Candidate& other) { return other.row <= candidate.row + reach; });
        if (falls.count() < kFewestStrong) collect(0, [](const Candidate&) { return true; });
        if (falls.count() < kFewestStrong) continue;
        Candidate kept = candidate;
        kept.median_fall = *falls.median();
        kept.median_jerk = *jerks.median();
        if (kept.fall > std::max(params_.least_fall, params_.relative_fall * kept.median_fall) &&
            kept.jerk > std::max(params_.least_jerk, params_.relative_jerk * kept.median_jerk)) {
            kept_.push_back(kept);
        }
    }
}

void WalkingContactFinder::measure_step_times() {
    const double reach = params_.local_s * rate_hz_;
    std::size_t first = 0;
    for (Candidate& candidate : kept_) {
        while (kept_[first].row < candidate.row - reach) ++first;
        collector_.clear();
        for (std::size_t i = first + 1; i < kept_.size() && kept_[i].row <= candidate.row + reach; ++i) {
            const double interval = (kept_[i].row - kept_[i - 1].row) / rate_hz_;
            if (interval > 0.25 && interval < params_.longest_hole_s) collector_.add(interval);
        }
        candidate.step_time_s = collector_.median().value_or(kDefaultStepTime);
    }
}

void WalkingContactFinder::drop_close_pairs() {
    const auto weight = [](const Candidate& c) { return c.fall / c.median_fall + c.jerk / c.median_jerk; };
    std::size_t write = 0;
    for (const Candidate& candidate : kept_) {
        if (write > 0 && candidate.row - kept_[write - 1].row < 0.5 * candidate.step_time_s * rate_hz_) {
            if (weight(candidate) > weight(kept_[write - 1])) kept_[write - 1] = candidate;
            continue;
        }
        kept_[write++] = candidate;
    }
    kept_.resize(write);
}

void WalkingContactFinder::emit_bouts(const GaitSignals& signals, std::vector<Contact>& contacts) {
    std::size_t first = 0;
    while (first < kept_.size()) {
        std::size_t last = first;
        std::size_t strong = kept_[first].is_strong;
        while (last + 1 < kept_.size()) {
            const double hole = (kept_[last + 1].row - kept_[last].row) / rate_hz_;
            if (hole > std::max(params_.longest_hole_s, params_.longest_hole_steps * kept_[last].step_time_s))
                break;
            ++last;
            strong += kept_[last].is_strong;
        }
        if (last - first + 1 >= 3 && strong >= 2) {
            const double next = last + 1 < kept_.size() ? kept_[last + 1].row : double(signals.size()) + 1e9;
            emit_bout(signals, first, last, next, contacts);
        }
        first = last + 1;
    }
}

// In gait initiation the body still speeds up, so the fall comes late but the jerk does not.
double WalkingContactFinder::earlier_first_contact(const Candidate& candidate) const {
    const double from = candidate.row - 0.200 * rate_hz_;
    const double to = candidate.row - 0.080 * rate_hz_;
    double best = candidate.row;
    double best_jerk = std::max(0.3 * candidate.median_jerk, 0.6 * candidate.jerk);
    for (double row = std::max(1.0, std::ceil(from)); row <= to; row += 1.0) {
        const auto i = std::size_t(row);
        if (jerk_[i] >= jerk_[i - 1] && jerk_[i] > jerk_[i + 1] && jerk_[i] > best_jerk) {
            best_jerk = jerk_[i];
            best = row + parabola_vertex(jerk_[i - 1], jerk_[i], jerk_[i + 1]);
        }
    }
    return best;
}

// The last foot is set beside the other with little impact; it is found by its timing.
std::optional<double> WalkingContactFinder::closing_contact(const GaitSignals& signals,
                                                            const Candidate& candidate,
                                                            double next_bout_row) const {
    const double step = candidate.step_time_s * rate_hz_;
    const bool has_room = double(signals.size()) - candidate.row > rate_hz_;
    if (!params_.finds_closing || !has_room || next_bout_row - candidate.row < 1.6 * step)
        return std::nullopt;
    return largest_jerk(candidate.row + 0.55 * step, candidate.row + 1.25 * step, candidate.row + 0.93 * step,
                        0.2 * step);
}

std::optional<double> WalkingContactFinder::final_contact_after(double jerk_row) const {
    // A: braking ends when the rear leg has let go. B: the first loading peak is over. Lags fitted on the
    // references.
    constexpr double kBrakingLead = 0.0157;
    constexpr double kUnloadingLead = 0.0609;
    const auto best = [&](const std::vector<double>& signal, double from_s, double to_s, double centre_s) {
        std::optional<double> row;
        double least = 0.0;
        const double centre = jerk_row + centre_s * rate_hz_;
        const double end = std::min(double(signal.size()) - 2.0, jerk_row + to_s * rate_hz_);
        for (double r = std::max(1.0, std::ceil(jerk_row + from_s * rate_hz_)); r <= end; r += 1.0) {
            const auto i = std::size_t(r);
            if (!(signal[i] <= signal[i - 1] && signal[i] <= signal[i + 1])) continue;
            const double weighted = signal[i] * gauss(r - centre, 0.050 * rate_hz_);
            if (weighted < least) {
                least = weighted;
                row = r + parabola_vertex(signal[i - 1], signal[i], signal[i + 1]);
            }
        }
        return row;
    };
    const auto a = best(braking_, 0.040, 0.260, 0.130);
    const auto b = best(vertical_slope_, 0.0, 0.200, 0.080);
    if (a && b) return 0.5 * (*a + kBrakingLead * rate_hz_ + *b + kUnloadingLead * rate_hz_);
    if (a) return *a + kBrakingLead * rate_hz_;
    if (b) return *b + kUnloadingLead * rate_hz_;
    return std::nullopt;
}

void WalkingContactFinder::emit_bout(const GaitSignals& signals, std::size_t first, std::size_t last,
                                     double next_bout_row, std::vector<Contact>& contacts) {
    const double lag = params_.contact_lag_s * rate_hz_;
    const double edge = 1.2 * rate_hz_;  // a bout this close to the ends of the signals may be cut by them
    const std::size_t begin = contacts.size();
    const auto add = [&](double jerk_row, double step_time_s, bool has_final) {
        Contact contact;
        contact.time_s = signals.time_at(jerk_row - lag);
        contact.step_time_s = step_time_s;
        contact.mode = GaitMode::walking;
        if (has_final) {
            if (const auto row = final_contact_after(jerk_row))
                contact.other_final_contact_s = signals.time_at(*row);
        }
        contacts.push_back(contact);
    };
    const auto closing = closing_contact(signals, kept_[last], next_bout_row);
    for (std::size_t i = first; i <= last; ++i) {
        const double row = i == first ? earlier_first_contact(kept_[i]) : kept_[i].row;
        add(row, kept_[i].step_time_s, i < last || closing.has_value());
    }
    if (closing) add(*closing, kept_[last].step_time_s, false);

    // Where no feature showed, the other foot leaves as long after the landing as it usually does.
    collector_.clear();
    for (std::size_t i = begin; i < contacts.size(); ++i) {
        if (contacts[i].other_final_contact_s)
            collector_.add(*contacts[i].other_final_contact_s - contacts[i].time_s);
    }
    const auto usual = collector_.median();
    for (std::size_t i = begin; usual && i + 1 < contacts.size(); ++i) {
        if (!contacts[i].other_final_contact_s)
            contacts[i].other_final_contact_s = contacts[i].time_s + *usual;
    }

    contacts[begin].opens_bout = true;
    contacts[begin].starts_gait = kept_[first].row > edge;
    if (contacts[begin].starts_gait) {
        constexpr double kFirstSwingSteps = 0.80;  // mean of 40 first swings, SD 72 ms: only a rough mark
        contacts[begin].own_lift_off_s =
            contacts[begin].time_s - kFirstSwingSteps * contacts[begin].step_time_s;
    }
    contacts.back().closes_bout = true;
    contacts.back().ends_gait = closing.has_value() || kept_[last].row < double(signals.size()) - edge;
}

}  // namespace sacrum::analysis
