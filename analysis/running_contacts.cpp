#include "analysis/running_contacts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/step_period.hpp"

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
// A step is measured anew until this much has been seen behind it: half of what its period is measured over.
constexpr double kHalfPeriodWindow = 2.0;  // s

// Filtered signals.
enum Band : std::size_t { rhythm, peaks, force, centre_force };

}  // namespace

void RunningContactFinder::find(const GaitSignals& signals, std::span<const RowRange> running,
                                std::vector<Contact>& contacts, double from_s, bool goes_on) {
    if (running.empty()) return;
    goes_on_ = goes_on;
    rate_hz_ = signals.rate_hz;
    const auto [unchanged, dropped] = seen_.look(signals);
    if (lever_force_.capacity() < signals.size())
        lever_force_.reserve(signals.size() + signals.size() / 8);  // the next window may be a little longer
    lever_force_.resize(signals.size());
    const auto most_steps = std::size_t(params_.fastest_steps_hz * double(signals.size()) / rate_hz_) + 1;
    for (auto* steps : {&steps_, &known_steps_, &last_steps_}) {
        if (steps->capacity() < most_steps) steps->reserve(most_steps + most_steps / 8);
    }
    for (std::size_t i = 0; i < signals.size(); ++i)
        lever_force_[i] = signals.specific_force_g[i] + signals.lever_g[i];
    bands_.update(
        {signals.specific_force_g, signals.specific_force_g, signals.specific_force_g, lever_force_},
        Frequency::of_si(rate_hz_), unchanged, dropped);

    std::swap(last_steps_, known_steps_);
    known_steps_.clear();
    for (Step& step : last_steps_) step.mid_row -= double(dropped);
    const double from_row = signals.row_at(from_s);
    const double known_until =
        unchanged == 0 ? 0.0 : std::max(from_row, double(unchanged) - kHalfPeriodWindow * rate_hz_);
    for (const RowRange& stretch : running) {
        take_up_steps(stretch, known_until);
        find_steps(signals, stretch, std::max(double(stretch.first), known_until));
        std::size_t first = 0;
        while (first < steps_.size()) {
            std::size_t last = first;
            while (last + 1 < steps_.size() &&
                   steps_[last + 1].mid_row - steps_[last].mid_row < 2.5 * steps_[last].period_rows) {
                ++last;
            }
            std::size_t from = first;
            while (from <= last && steps_[from].mid_row < from_row) ++from;
            if (last - first + 1 >= 4 && from <= last) emit_bout(signals, {first, last, from}, contacts);
            first = last + 1;
        }
        known_steps_.insert(known_steps_.end(), steps_.begin(), steps_.end());
    }
}

// Steps of the last look whose contacts are settled, or that would be found again as they are.
void RunningContactFinder::take_up_steps(const RowRange& stretch, double known_until) {
    const double end = std::min(double(stretch.last), known_until);
    steps_.clear();
    for (Step step : last_steps_) {
        if (step.mid_row < double(stretch.first) || step.mid_row >= end) continue;
        steps_.push_back(step);
    }
}

std::optional<double> RunningContactFinder::period_at(std::size_t row, const RowRange& stretch) const {
    const auto half = std::size_t(kHalfPeriodWindow * rate_hz_);
    const std::size_t from = std::max(stretch.first, row > half ? row - half : 0);
    const std::size_t to = std::min(stretch.last, row + half);
    if (to <= from) return std::nullopt;
    return step_period(std::span(bands_[rhythm]).subspan(from, to - from),
                       rate_hz_ / params_.fastest_steps_hz, rate_hz_ / params_.slowest_steps_hz);
}

bool RunningContactFinder::refine(const GaitSignals& signals, Step& step) {
    const double seen_behind = double(signals.size()) - step.mid_row;
    if (goes_on_ && seen_behind < StepHarmonicFitter::reach_rows(step.period_rows)) return false;
    for (int pass = 0; pass < 2; ++pass) {
        const auto fit = fitter_.fit(signals.specific_force_g, step.mid_row, step.period_rows);
        if (!fit || std::abs(fit->peak_row - step.mid_row) > 0.4 * step.period_rows) return false;
        const bool is_same = std::lround(fit->peak_row) == std::lround(step.mid_row);
        step.mid_row = fit->peak_row;
        step.amplitude_g = fit->amplitude;
        if (is_same) break;  // it would be fitted to the same rows
    }
    return true;
}

void RunningContactFinder::find_steps(const GaitSignals& signals, const RowRange& stretch, double from_row) {
    const std::vector<double>& bumps = bands_[peaks];
    // The period is measured in the middle of the time that it is used for.
    const auto refresh = std::size_t(1.5 * rate_hz_);
    std::optional<double> period;
    std::size_t period_row = 0;
    for (std::size_t i = std::max<std::size_t>(1, std::size_t(from_row));
         i + 1 < stretch.last && i + 1 < signals.size(); ++i) {
        if (!period || i >= period_row + refresh) {
            const auto measured = period_at(i + refresh / 2, stretch);
            if (measured) period = measured;
            period_row = i;
            if (!period) i = std::min(i + refresh / 4, signals.size() - 2);
        }
        if (!period) continue;
        const bool is_peak = bumps[i] > bumps[i - 1] && bumps[i] >= bumps[i + 1] && bumps[i] > 1.1;
        if (!is_peak) continue;
        Step step{.mid_row = double(i), .period_rows = *period};
        if (!refine(signals, step)) continue;
        if (!steps_.empty() && step.mid_row - steps_.back().mid_row < 0.6 * *period) {
            if (value_at(bumps, step.mid_row) > value_at(bumps, steps_.back().mid_row)) steps_.back() = step;
            continue;
        }
        steps_.push_back(step);
    }
}

void RunningContactFinder::measure_levels(const Bout& bout) {
    const auto reach = std::size_t(params_.level_steps);
    for (std::size_t k = bout.from; k <= bout.last; ++k) {
        collector_.clear();
        const std::size_t to = std::min(bout.last, k + reach);
        for (std::size_t i = k > bout.first + reach ? k - reach : bout.first; i <= to; ++i)
            collector_.add(steps_[i].amplitude_g);
        Step& step = steps_[k];
        step.contact_ratio = contact_ratio(*collector_.median());
        const double contact =
            std::clamp(params_.contact_slope * step.contact_ratio + params_.contact_offset, 0.25, 0.95);
        step.initial_row = step.mid_row - 0.5 * step.contact_ratio * step.period_rows;
        step.final_row = step.initial_row + contact * step.period_rows;
    }
}

bool RunningContactFinder::fits_the_model(const GaitSignals& signals, const Bout& bout) {
    const std::vector<double>& vertical = signals.blocks.vertical;
    const double blocks = double(vertical.size());
    const auto block_of = [&](const Step& step) {
        return std::ptrdiff_t(std::clamp(step.mid_row / double(signals.block_rows), 0.0, blocks));
    };
    const auto from = vertical.begin() + block_of(steps_[bout.first]),
               to = vertical.begin() + block_of(steps_[bout.last]);
    const double excess = std::accumulate(from, to, 0.0) / double(std::max<std::ptrdiff_t>(1, to - from));
    collector_.clear();
    for (std::size_t k = bout.first; k <= bout.last; ++k) {
        if (steps_[k].contact_ratio > 0.0) collector_.add(steps_[k].contact_ratio);
    }
    const double ratio = *collector_.median();
    return std::abs(excess / kStandardGravity) < kMeanTolerance && ratio > kShortestRatio &&
           ratio < kLongestRatio;
}

void RunningContactFinder::measure_offsets(const Bout& bout) {
    const double far = 0.100 * rate_hz_;
    for (std::size_t k = bout.from; k <= bout.last; ++k) {
        Step& step = steps_[k];
        const auto up = nearest_crossing(bands_[centre_force], kLoadingLevel, +1, step.initial_row, far);
        const auto down = nearest_crossing(bands_[centre_force], kLoadingLevel, -1, step.final_row, far);
        step.initial_offset = up ? std::optional(*up - step.initial_row) : std::nullopt;
        step.final_offset = down ? std::optional(*down - step.final_row) : std::nullopt;
    }
}

// The crossing moves with the single step, the harmonic gives the level: their median difference joins them.
// Of each foot by itself, then the mean of both: in a limp the harmonic lies between the feet, and a median
// over both would be that of one.
double RunningContactFinder::detail(const Bout& bout, std::size_t k, std::optional<double> Step::*offset) {
    const auto reach = std::size_t(params_.level_steps);
    const std::size_t from = k > bout.first + reach ? k - reach : bout.first;
    const std::size_t to = std::min(bout.last, k + reach);
    const auto level_of = [&](std::size_t parity) {
        collector_.clear();
        for (std::size_t i = from; i <= to; ++i) {
            if (i % 2 == parity && steps_[i].*offset) collector_.add(*(steps_[i].*offset));
        }
        return collector_.median();
    };
    const auto own = level_of(k % 2), other = level_of(1 - k % 2);
    if (!own || !(steps_[k].*offset)) return 0.0;
    const double shift = *(steps_[k].*offset) - 0.5 * (*own + other.value_or(*own));
    return std::abs(shift) <= kDetailReach * rate_hz_ ? shift : 0.0;
}

// Plain crossings with mean lags over the force-plate recordings; used where the model does not hold.
void RunningContactFinder::fall_back_to_crossings(const Bout& bout) {
    constexpr double kInitialLevel = 0.6, kInitialLag = 0.012;
    constexpr double kFinalLevel = 0.1, kFinalLag = 0.004;
    for (std::size_t k = bout.from; k <= bout.last; ++k) {
        Step& step = steps_[k];
        const double reach = 0.35 * step.period_rows;
        const double ratio = std::clamp(step.contact_ratio, kShortestRatio, kLongestRatio);
        const double initial = step.mid_row - 0.5 * ratio * step.period_rows;
        const double final = step.mid_row + 0.5 * ratio * step.period_rows;
        const auto up = nearest_crossing(bands_[force], kInitialLevel, +1, initial, reach);
        const auto down = nearest_crossing(bands_[force], kFinalLevel, -1, final, reach);
        step.initial_row = up && *up < step.mid_row ? *up - kInitialLag * rate_hz_ : initial;
        step.final_row = down && *down > step.mid_row ? *down - kFinalLag * rate_hz_ : final;
    }
}

void RunningContactFinder::emit_bout(const GaitSignals& signals, const Bout& bout,
                                     std::vector<Contact>& contacts) {
    measure_levels(bout);
    measure_offsets(bout);
    const bool is_verified = fits_the_model(signals, bout);
    if (!is_verified) fall_back_to_crossings(bout);
    const double edge = 1.5 * rate_hz_;
    for (std::size_t k = bout.from; k <= bout.last; ++k) {
        const Step& step = steps_[k];
        const double initial_detail = is_verified ? detail(bout, k, &Step::initial_offset) : 0.0;
        const double final_detail = is_verified ? detail(bout, k, &Step::final_offset) : 0.0;
        Contact contact;
        contact.time_s = signals.time_at(step.initial_row + initial_detail);
        contact.step_time_s = step.period_rows / rate_hz_;
        contact.mode = GaitMode::running;
        contact.fits_landing_model = is_verified;
        contact.own_final_contact_s = signals.time_at(step.final_row + final_detail);
        contact.opens_bout = k == bout.first;
        contact.starts_gait = k == bout.first && step.mid_row > edge;
        contact.closes_bout = k == bout.last;
        contact.ends_gait = k == bout.last && double(signals.size()) - step.mid_row > edge;
        contacts.push_back(contact);
    }
}

}  // namespace sacrum::analysis
