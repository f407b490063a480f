#include "sinks/alerts/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "domain/normal_quantile.hpp"
#include "sinks/report/gait_message.hpp"

namespace sacrum::sinks {
namespace {

constexpr double kMedianOfNormal = 1.2533;  // SD of a median of n over that of a mean: sqrt(pi / 2)
constexpr double kSdOfMad = 1.4826;         // of a normal distribution
constexpr const char* kDetectableFrom =
    "strides of this baseline: 95 % of medians of as many strides as an alert compares lie this near, if "
    "nothing "
    "changes, with what sensor and method add within a session. Skin and belt only as far as they moved "
    "meanwhile; "
    "not for comparing sessions";

double median_of(std::vector<double> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return values.size() % 2 == 1 ? *middle : 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

// What the strides of one side, or of both, say of one measure.
struct Usual {
    double median = 0.0;
    double variance = 0.0;  // of the compared median less this one: by chance, then with the method's error
    std::size_t strides = 0;
};

// Of medians of `over` strides about their middle, as they follow each other: it holds slow wandering, which
// strides taken as independent would hide. Each is a part of the whole, so they scatter too little by that
// part.
double variance_of_running_medians(const std::vector<double>& values, std::size_t over, double middle) {
    double sum = 0.0;
    const std::size_t count = values.size() - over + 1;
    for (std::size_t at = 0; at < count; ++at) {
        const auto begin = values.begin() + std::ptrdiff_t(at);
        const double away = median_of({begin, begin + std::ptrdiff_t(over)}) - middle;
        sum += away * away;
    }
    return sum / double(count) / (1.0 - double(over) / double(values.size()));
}

double variance_of_independent(const std::vector<double>& values, std::size_t over, double middle) {
    std::vector<double> away(values.size());
    std::ranges::transform(values, away.begin(), [&](double value) { return std::abs(value - middle); });
    const double sd = kMedianOfNormal * kSdOfMad * median_of(std::move(away)) / std::sqrt(double(over));
    return sd * sd;
}

std::optional<Usual> usual_of(const std::vector<double>& values, std::size_t over) {
    if (values.size() < kFewestBaselineStrides) return std::nullopt;
    const double middle = median_of(values);
    // Few strides: shorter medians are looked at, and longer ones taken to scatter less by the usual root.
    const std::size_t looked_at = std::min(over, values.size() / 2);
    const double looked = variance_of_running_medians(values, looked_at, middle);
    const double compared =
        std::max(looked * double(looked_at) / double(over), variance_of_independent(values, over, middle));
    const double own = compared * double(over) / double(values.size());
    return Usual{.median = middle, .variance = compared + own, .strides = values.size()};
}

// Student's factor for n strides, within 2 % from ten on.
double factor(std::size_t strides) { return kNormal95 + 2.5 / double(strides - 1); }

class BaselineMaker {
  public:
    BaselineMaker(const RecentStrides& strides, SessionTime from, const MethodError& method_error)
        : method_error_(method_error) {
        for (std::size_t at = 0; at < strides.size(); ++at) {
            if (strides[at].start >= from) taken_.push_back(&strides[at]);
        }
    }

    [[nodiscard]] std::size_t count(Side side) const {
        return std::size_t(
            std::ranges::count_if(taken_, [&](const UsableStride* one) { return one->side == side; }));
    }
    [[nodiscard]] bool has_two_gaits() const {
        return std::ranges::any_of(
            taken_, [&](const UsableStride* one) { return one->mode != taken_.front()->mode; });
    }
    [[nodiscard]] SessionTime start() const { return taken_.front()->start; }
    [[nodiscard]] SessionTime end() const { return taken_.back()->end; }

    void say(const AlertSlot& slot, std::size_t over, proto::Baseline& baseline) const {
        const auto usual =
            slot.measure == proto::DROP_ASYMMETRY ? asymmetry(over) : of_slot(slot.measure, slot.side, over);
        if (!usual) return;
        auto& out = *baseline.add_measures();
        out.set_measure(slot.measure);
        out.set_side(to_message(slot.side));
        out.set_median(to_millionth(usual->median));
        out.set_detectable(to_millionth(factor(usual->strides) * std::sqrt(usual->variance)));
        out.set_strides(std::uint32_t(usual->strides));
    }

  private:
    [[nodiscard]] std::optional<Usual> of_slot(proto::AlertMeasure measure, std::optional<Side> side,
                                               std::size_t over) const {
        const Metric metric = traits_of(measure).metric;
        std::vector<double> values;
        for (const UsableStride* stride : taken_) {
            const auto& value = stride->values[place_of(measure)];
            if (value && (!side || stride->side == *side)) values.push_back(*value);
        }
        auto usual = usual_of(values, over);
        if (!usual) return std::nullopt;
        const double added = method_error_ ? method_error_(metric, usual->median, taken_.front()->mode) : 0.0;
        usual->variance += added * added;
        return usual;
    }
    // Right less left. An error of the level is on both ends of the comparison and goes.
    [[nodiscard]] std::optional<Usual> asymmetry(std::size_t over) const {
        const auto left = of_slot(proto::PELVIC_DROP, Side::left, over);
        const auto right = of_slot(proto::PELVIC_DROP, Side::right, over);
        if (!left || !right) return std::nullopt;
        return Usual{.median = right->median - left->median,
                     .variance = left->variance + right->variance,
                     .strides = std::min(left->strides, right->strides)};
    }

    std::vector<const UsableStride*> taken_;
    const MethodError& method_error_;
};

}  // namespace

Result<proto::Baseline> measure_baseline(const RecentStrides& strides, SessionTime from, SessionTime now,
                                         const OverStrides& over_strides, const MethodError& method_error) {
    const BaselineMaker maker(strides, from, method_error);
    const std::size_t left = maker.count(Side::left);
    const std::size_t right = maker.count(Side::right);
    if (std::min(left, right) < kFewestBaselineStrides) {
        return fail(
            ErrorKind::input,
            fmt::format("the last {:.0f} s hold {} usable strides left and {} right, and a baseline takes "
                        "{} a side; go on a little and set it again",
                        in_seconds(now - from), left, right, kFewestBaselineStrides));
    }
    if (maker.has_two_gaits()) {
        return fail(
            ErrorKind::input,
            fmt::format("the last {:.0f} s hold walking and running; set the baseline again after a stretch "
                        "of one of them",
                        in_seconds(now - from)));
    }
    proto::Baseline baseline;
    baseline.set_from_s(seconds(maker.start()));
    baseline.set_to_s(seconds(maker.end()));
    for (std::size_t slot = 0; slot < kAlertSlotCount; ++slot)
        maker.say(kAlertSlots[slot], over_strides[slot], baseline);
    baseline.set_detectable_from(kDetectableFrom);
    return baseline;
}

}  // namespace sacrum::sinks
