#include "dsp/growing_low_pass.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

namespace sacrum::dsp {
namespace {

// After so many periods of the cutoff the slower pole pair has decayed to 1.4e-4.
constexpr double kSettlingPeriods = 2.0;

// As LowPass, several signals side by side: each step of a filter waits for the one before, so they take
// turns.
template <std::size_t Lanes>
class LowPassLanes {
  public:
    using Values = Eigen::Array<double, int(Lanes), 1>;
    explicit LowPassLanes(const std::array<LowPassCoefficients, Lanes>& coefficients) {
        for (std::size_t lane = 0; lane < Lanes; ++lane) {
            const LowPassCoefficients& c = coefficients[lane];
            const auto i = Eigen::Index(lane);
            b0_[i] = c.b0;
            b1_[i] = c.b1;
            b2_[i] = c.b2;
            a1_[i] = c.a1;
            a2_[i] = c.a2;
        }
    }
    // Continues as if `x` had been the input for ever.
    void start(const Values& x) {
        s2_ = (b2_ - a2_) * x;
        s1_ = (b1_ - a1_) * x + s2_;
    }
    // Continues after the last two inputs and outputs.
    void resume(const Values& x_before, const Values& y_before, const Values& x, const Values& y) {
        s2_ = b2_ * x - a2_ * y;
        s1_ = b1_ * x - a1_ * y + b2_ * x_before - a2_ * y_before;
    }
    Values push(const Values& x) {
        const Values y = b0_ * x + s1_;
        s1_ = b1_ * x - a1_ * y + s2_;
        s2_ = b2_ * x - a2_ * y;
        return y;
    }

  private:
    Values b0_, b1_, b2_, a1_, a2_, s1_, s2_;
};

}  // namespace

template <std::size_t Lanes>
bool GrowingLowPass<Lanes>::prepare(Frequency rate) {
    if (rate == rate_) return is_possible_;
    rate_ = rate;
    pad_ = settles_ = 0;
    is_possible_ = false;
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
        const auto made = LowPassCoefficients::create(cutoffs_[lane], rate);
        coefficients_[lane] = made.value_or(LowPassCoefficients{});  // gives what it is given
        if (!made) continue;
        is_possible_ = true;
        pad_ = std::max(pad_, edge_rows(cutoffs_[lane], rate));
        settles_ = std::max(settles_, std::size_t(std::ceil(kSettlingPeriods * (rate / cutoffs_[lane]))));
    }
    return is_possible_;
}

template <std::size_t Lanes>
void GrowingLowPass<Lanes>::update(const std::array<std::span<const double>, Lanes>& signals, Frequency rate,
                                   std::size_t unchanged, std::size_t dropped) {
    using Values = typename LowPassLanes<Lanes>::Values;
    const std::size_t n = signals[0].size();
    if (rate != rate_) unchanged = 0;
    if (!prepare(rate) || n < 2) {
        for (std::size_t lane = 0; lane < Lanes; ++lane)
            smooth_[lane].assign(signals[lane].begin(), signals[lane].end());
        forward_.clear();
        unchanged_ = 0;
        return;
    }
    const std::size_t known = forward_.size() / Lanes;
    if (unchanged < 2 || known < dropped + unchanged) {
        unchanged = 0;
    } else if (dropped > 0) {
        forward_.erase(forward_.begin(), forward_.begin() + std::ptrdiff_t(dropped * Lanes));
        for (auto& lane : smooth_) lane.erase(lane.begin(), lane.begin() + std::ptrdiff_t(dropped));
    }
    const auto make_room = [](std::vector<double>& rows, std::size_t count) {
        if (rows.capacity() < count) rows.reserve(count + count / 8);  // the next may be a little longer
        rows.resize(count);
    };
    make_room(forward_, n * Lanes);
    for (auto& lane : smooth_) make_room(lane, n);
    const std::size_t pad = std::min(n - 1, pad_);
    const auto row = [&](std::size_t i) {
        Values values;
        for (std::size_t lane = 0; lane < Lanes; ++lane) values[Eigen::Index(lane)] = signals[lane][i];
        return values;
    };
    const auto forward = [&](std::size_t i) { return Eigen::Map<Values>(&forward_[i * Lanes]); };

    LowPassLanes<Lanes> filter(coefficients_);
    if (unchanged == 0) {
        // It settles on the reflected edge first, so the signal itself starts without a transient.
        const Values first = row(0);
        filter.start(2.0 * first - row(pad));
        for (std::size_t i = pad; i > 0; --i) filter.push(2.0 * first - row(i));
    } else {
        const std::size_t last = unchanged - 1;
        filter.resume(row(last - 1), forward(last - 1), row(last), forward(last));
    }
    for (std::size_t i = unchanged; i < n; ++i) forward(i) = filter.push(row(i));
    tail_.resize(pad * Lanes);
    const auto tail = [&](std::size_t i) { return Eigen::Map<Values>(&tail_[i * Lanes]); };
    const Values end = row(n - 1);
    for (std::size_t i = 0; i < pad; ++i) tail(i) = filter.push(2.0 * end - row(n - 2 - i));

    filter.start(tail(pad - 1));
    for (std::size_t i = pad; i > 0; --i) filter.push(tail(i - 1));
    unchanged_ = unchanged > settles_ ? unchanged - settles_ : 0;
    for (std::size_t i = n; i > unchanged_; --i) {
        const Values values = filter.push(forward(i - 1));
        for (std::size_t lane = 0; lane < Lanes; ++lane) smooth_[lane][i - 1] = values[Eigen::Index(lane)];
    }
}

template class GrowingLowPass<1>;
template class GrowingLowPass<3>;
template class GrowingLowPass<4>;
template class GrowingLowPass<6>;

}  // namespace sacrum::dsp
