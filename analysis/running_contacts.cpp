#include "analysis/running_contacts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/step_period.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::analysis {
namespace {

// The crossing of a level that is nearest to `row`, within `reach` rows; `direction` is +1 upward, -1
// downward.
std::optional<double> nearest_crossing(std::span<const double> signal, double level, int direction,
                                       double row, double reach) {
    const double from = std::max(0.0, std::floor(row - reach));
    const double to = std::min(double(signal.size()) - 2.0, std::ceil(row + reach));
    std::optional<double> best;
    for (double r = from; r <= to; r += 1.0) {
        const auto i = std::size_t(r);
        const double a = double(direction) * (signal[i] - level);
        const double b = double(direction) * (signal[i + 1] - level);
        if (!(a < 0.0 && b >= 0.0)) continue;
        const double crossing = r - a / (b - a);
        if (!best || std::abs(crossing - row) < std::abs(*best - row)) best = crossing;
    }
    return best;
}

constexpr double kLoadingLevel = 0.6;  // g, at the pelvis centre
constexpr double kDetailReach =
    0.040;  // s: a crossing further than this from the harmonic's contact is not believed
constexpr double kMeanTolerance = 0.06;  // g, of the trust gate
constexpr double kShortestRatio =
    0.35;  // contact ratios outside these limits were never seen with a force plate
constexpr double kLongestRatio = 0.69;
constexpr double kMissing = -1e18;  // no crossing

}  // namespace

void RunningContactFinder::find(const GaitSignals& signals, std::span<const RowRange> running,
                                std::vector<Contact>& contacts) {
    if (running.empty()) return;
    rate_hz_ = signals.rate_hz;
    const auto rate = Frequency::of_si(rate_hz_);
    for (auto* out : {&rhythm_, &peaks_, &force_, &lever_force_}) {
        // With room to spare: the next window may be a few rows longer.
        if (out->capacity() < signals.size()) out->reserve(signals.size() + signals.size() / 8);
        out->assign(signals.specific_force_g.begin(), signals.specific_force_g.end());
    }
    for (std::size_t i = 0; i < lever_force_.size(); ++i) lever_force_[i] += signals.lever_g[i];
    const std::array<dsp::SignalBand, 4> bands{
        {{rhythm_, 10.0_Hz}, {peaks_, 6.0_Hz}, {force_, 20.0_Hz}, {lever_force_, 20.0_Hz}}};
    dsp::low_pass_zero_phase(bands, rate, filter_scratch_);

    for (const RowRange& stretch : running) {
        find_steps(signals, stretch);
        std::size_t first = 0;
        while (first < steps_.size()) {
            std::size_t last = first;
            while (last + 1 < steps_.size() &&
                   steps_[last + 1].mid_row - steps_[last].mid_row < 2.5 * steps_[last].period_rows) {
                ++last;
            }
            if (last - first + 1 >= 4) emit_bout(signals, first, last, contacts);
            first = last + 1;
        }
    }
}

// Over 4 s round the row.
std::optional<double> RunningContactFinder::period_at(std::size_t row, const RowRange& stretch) const {
    const auto half = std::size_t(2.0 * rate_hz_);
    const std::size_t from = std::max(stretch.first, row > half ? row - half : 0);
    const std::size_t to = std::min(stretch.last, row + half);
    if (to <= from) return std::nullopt;
    return step_period(std::span(rhythm_).subspan(from, to - from), rate_hz_ / params_.fastest_steps_hz,
                       rate_hz_ / params_.slowest_steps_hz);
}

bool RunningContactFinder::refine(const GaitSignals& signals, Step& step) {
    for (int pass = 0; pass < 2; ++pass) {
        const auto fit = fitter_.fit(signals.specific_force_g, step.mid_row, step.period_rows);
        if (!fit || std::abs(fit->peak_row - step.mid_row) > 0.4 * step.period_rows) return false;
        step.mid_row = fit->peak_row;
        step.amplitude_g = fit->amplitude;
    }
    return true;
}

void RunningContactFinder::find_steps(const GaitSignals& signals, const RowRange& stretch) {
    steps_.clear();
    const auto refresh = std::size_t(rate_hz_);  // the period is measured once a second
    std::optional<double> period;
    std::size_t period_row = 0;
    for (std::size_t i = std::max<std::size_t>(1, stretch.first);
         i + 1 < stretch.last && i + 1 < signals.size(); ++i) {
        if (!period || i >= period_row + refresh) {
            const auto measured = period_at(i, stretch);
            if (measured) period = measured;
            period_row = i;
            if (!period) i = std::min(i + refresh / 4, signals.size() - 2);
        }
        if (!period) continue;
        const bool is_peak = peaks_[i] > peaks_[i - 1] && peaks_[i] >= peaks_[i + 1] && peaks_[i] > 1.1;
        if (!is_peak) continue;
        Step step{.mid_row = double(i), .period_rows = *period};
        if (!refine(signals, step)) continue;
        if (!steps_.empty() && step.mid_row - steps_.back().mid_row < 0.6 * *period) {
            if (value_at(peaks_, step.mid_row) > value_at(peaks_, steps_.back().mid_row))
                steps_.back() = step;
            continue;
        }
        steps_.push_back(step);
    }
}

void RunningContactFinder::measure_levels(std::size_t first, std::size_t last) {
    const auto reach = std::size_t(params_.level_steps);
    for (std::size_t k = first; k <= last; ++k) {
        collector_.clear();
        for (std::size_t i = k > first + reach ? k - reach : first; i <= std::min(last, k + reach); ++i) {
            collector_.add(steps_[i].amplitude_g);
        }
        Step& step = steps_[k];
        step.contact_ratio = contact_ratio(*collector_.median());
        const double contact =
            std::clamp(params_.contact_slope * step.contact_ratio + params_.contact_offset, 0.25, 0.95);
        step.initial_row = step.mid_row - 0.5 * step.contact_ratio * step.period_rows;
        step.final_row = step.initial_row + contact * step.period_rows;
    }
}

bool RunningContactFinder::fits_the_model(const GaitSignals& signals, std::size_t first, std::size_t last) {
    const auto from = std::size_t(std::max(0.0, steps_[first].mid_row));
    const auto to = std::min(signals.size(), std::size_t(steps_[last].mid_row));
    double mean = 0.0;
    for (std::size_t i = from; i < to; ++i) mean += signals.specific_force_g[i];
    mean /= double(std::max<std::size_t>(1, to - from));
    collector_.clear();
    for (std::size_t k = first; k <= last; ++k) collector_.add(steps_[k].contact_ratio);
    const double ratio = *collector_.median();
    return std::abs(mean - 1.0) < kMeanTolerance && ratio > kShortestRatio && ratio < kLongestRatio;
}

// The crossing moves with the single step, the harmonic gives the level: their median difference joins them.
// Of each foot by itself, then the mean of both: in a limp the harmonic lies between the feet, and a median
// over both would be that of one.
void RunningContactFinder::add_step_detail(std::size_t first, std::size_t last) {
    const auto reach = std::size_t(params_.level_steps);
    const double far = 0.100 * rate_hz_;
    initial_offset_.assign(last - first + 1, kMissing);
    final_offset_.assign(last - first + 1, kMissing);
    for (std::size_t k = first; k <= last; ++k) {
        const auto up = nearest_crossing(lever_force_, kLoadingLevel, +1, steps_[k].initial_row, far);
        const auto down = nearest_crossing(lever_force_, kLoadingLevel, -1, steps_[k].final_row, far);
        if (up) initial_offset_[k - first] = *up - steps_[k].initial_row;
        if (down) final_offset_[k - first] = *down - steps_[k].final_row;
    }
    const auto detail = [&](const std::vector<double>& offsets, std::size_t k) {
        const std::size_t from = k > reach ? k - reach : 0;
        const std::size_t to = std::min(offsets.size() - 1, k + reach);
        const auto level_of = [&](std::size_t parity) {
            collector_.clear();
            for (std::size_t i = from; i <= to; ++i) {
                if (i % 2 == parity && offsets[i] != kMissing) collector_.add(offsets[i]);
            }
            return collector_.median();
        };
        const auto own = level_of(k % 2), other = level_of(1 - k % 2);
        if (!own || offsets[k] == kMissing) return 0.0;
        const double shift = offsets[k] - 0.5 * (*own + other.value_or(*own));
        return std::abs(shift) <= kDetailReach * rate_hz_ ? shift : 0.0;
    };
    for (std::size_t k = first; k <= last; ++k) {
        steps_[k].initial_row += detail(initial_offset_, k - first);
        steps_[k].final_row += detail(final_offset_, k - first);
    }
}

// Plain crossings with mean lags over the force-plate recordings; used where the model does not hold.
void RunningContactFinder::fall_back_to_crossings(std::size_t first, std::size_t last) {
    constexpr double kInitialLevel = 0.6, kInitialLag = 0.012;
    constexpr double kFinalLevel = 0.1, kFinalLag = 0.004;
    for (std::size_t k = first; k <= last; ++k) {
        Step& step = steps_[k];
        const double reach = 0.35 * step.period_rows;
        const double ratio = std::clamp(step.contact_ratio, kShortestRatio, kLongestRatio);
        const double initial = step.mid_row - 0.5 * ratio * step.period_rows;
        const double final = step.mid_row + 0.5 * ratio * step.period_rows;
        const auto up = nearest_crossing(force_, kInitialLevel, +1, initial, reach);
        const auto down = nearest_crossing(force_, kFinalLevel, -1, final, reach);
        step.initial_row = up && *up < step.mid_row ? *up - kInitialLag * rate_hz_ : initial;
        step.final_row = down && *down > step.mid_row ? *down - kFinalLag * rate_hz_ : final;
    }
}

void RunningContactFinder::emit_bout(const GaitSignals& signals, std::size_t first, std::size_t last,
                                     std::vector<Contact>& contacts) {
    measure_levels(first, last);
    const bool is_verified = fits_the_model(signals, first, last);
    if (is_verified) {
        add_step_detail(first, last);
    } else {
        fall_back_to_crossings(first, last);
    }
    const double edge = 1.5 * rate_hz_;
    const std::size_t begin = contacts.size();
    for (std::size_t k = first; k <= last; ++k) {
        Contact contact;
        contact.time_s = signals.time_at(steps_[k].initial_row);
        contact.step_time_s = steps_[k].period_rows / rate_hz_;
        contact.mode = GaitMode::running;
        contact.fits_landing_model = is_verified;
        contact.own_final_contact_s = signals.time_at(steps_[k].final_row);
        contacts.push_back(contact);
    }
    contacts[begin].opens_bout = true;
    contacts[begin].starts_gait = steps_[first].mid_row > edge;
    contacts.back().closes_bout = true;
    contacts.back().ends_gait = double(signals.size()) - steps_[last].mid_row > edge;
}

}  // namespace sacrum::analysis
