#include "analysis/reference/compare_session.hpp"

#include <algorithm>
#include <map>

#include "analysis/pelvic_angles.hpp"
#include "analysis/reference/agreement.hpp"
#include "analysis/reference/clock_drift.hpp"
#include "analysis/reference/comparison_remarks.hpp"
#include "analysis/reference/paired_contacts.hpp"
#include "analysis/reference/sampled_curve.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kRunningTolerance = 0.15;  // s; half the shortest step of a runner
constexpr double kWalkingTolerance = 0.25;  // s
constexpr double kShortestStride = 0.35;    // s
constexpr double kLongestStride = 2.5;      // s
constexpr double kDropWindow = 0.6;         // of the stance

double tolerance_of(const Session& session) {
    return session.report.main_gait == GaitMode::running ? kRunningTolerance : kWalkingTolerance;
}

std::vector<ReferenceEvent> on_clock(std::vector<ReferenceEvent> events, Duration offset) {
    for (ReferenceEvent& event : events) event.time += offset;
    return events;
}

class Comparer {
  public:
    Comparer(const Session& session, const Reference& reference, const Alignment& alignment)
        : contacts_(session, on_clock(reference.events, alignment.offset), tolerance_of(session)),
          events_(contacts_.events()),
          stances_(contacts_.stances()) {
        result_.recording = session.report.recording;
        result_.sources = reference.sources;
        result_.gait = session.report.main_gait;
        result_.tolerance_s = tolerance_of(session);
        result_.alignment = alignment;
        for (const ReferencePose& pose : reference.poses)
            pose_.add(in_seconds(pose.time + alignment.offset), in_degrees(pose.obliquity));
        for (const PelvisPose& pose : session.poses) {
            if (pose.obliquity) ours_.add(in_seconds(pose.time), in_degrees(*pose.obliquity));
        }
        for (const ReferencePose& pose : reference.poses) pose_times_.push_back(pose.time + alignment.offset);
    }

    ReferenceComparison compare() && {
        if (!events_.empty()) {
            for (const EventKind kind : {EventKind::initial_contact, EventKind::final_contact}) {
                QuantityComparison found = contacts_.compared(kind);
                if (!found.pairs.empty() || found.missed > 0) result_.quantities.push_back(std::move(found));
            }
            compare_sides();
            compare_stances();
            compare_strides();
        }
        if (!pose_.is_empty() && !ours_.is_empty()) compare_obliquity();
        if (!pose_.is_empty() && !events_.empty()) compare_drop();
        for (QuantityComparison& quantity : result_.quantities)
            quantity.agreement = agreement_of(quantity.pairs, !words_of(quantity.quantity).is_moment);
        find_clock_drift(result_);
        say_remarks(result_);
        return std::move(result_);
    }

  private:
    void compare_sides() {
        for (std::size_t i = 0; i < events_.size(); ++i) {
            const GaitEvent* const ours = contacts_.partner(i);
            if (ours == nullptr || events_[i].kind != EventKind::initial_contact || !events_[i].side)
                continue;
            ++result_.sides_known;
            result_.sides_decided += ours->side ? 1 : 0;
            result_.sides_right += ours->side == events_[i].side ? 1 : 0;
        }
    }

    void compare_stances() {
        if (stances_.empty()) return;
        QuantityComparison found{.quantity = ComparedQuantity::contact_time};
        for (const Stance& stance : stances_) {
            const GaitEvent* const initial = contacts_.partner(stance.initial);
            const GaitEvent* const final = contacts_.partner(stance.final);
            if (initial == nullptr || final == nullptr) {
                ++found.missed;
                continue;
            }
            found.pairs.push_back(
                {initial->time, events_[stance.initial].side,
                 1e3 * (contacts_.time_of(stance.final) - contacts_.time_of(stance.initial)),
                 1e3 * in_seconds(final->time - initial->time)});
        }
        result_.quantities.push_back(std::move(found));
    }

    void compare_strides() {
        QuantityComparison found{.quantity = ComparedQuantity::stride_time};
        std::map<Side, std::size_t> last;
        for (std::size_t i = 0; i < events_.size(); ++i) {
            if (events_[i].kind != EventKind::initial_contact || !events_[i].side) continue;
            const auto before = last.find(*events_[i].side);
            const double duration =
                before == last.end() ? 0.0 : contacts_.time_of(i) - contacts_.time_of(before->second);
            if (duration > kShortestStride && duration < kLongestStride) {
                const Stride* const stride = contacts_.stride_at(before->second);
                if (stride == nullptr) {
                    ++found.missed;
                } else {
                    found.pairs.push_back({stride->start, stride->side, 1e3 * duration,
                                           1e3 * in_seconds(stride->end - stride->start)});
                }
            }
            last[*events_[i].side] = i;
        }
        if (found.pairs.empty() && found.missed == 0) return;
        std::sort(found.pairs.begin(), found.pairs.end(),
                  [](const ComparedPair& a, const ComparedPair& b) { return a.time < b.time; });
        result_.quantities.push_back(std::move(found));
    }

    void compare_obliquity() {
        QuantityComparison found{.quantity = ComparedQuantity::obliquity};
        for (const SessionTime time : pose_times_) {
            const auto ours = ours_.at(in_seconds(time));
            const auto theirs = pose_.at(in_seconds(time));
            if (ours && theirs) {
                found.pairs.push_back({time, std::nullopt, *theirs, *ours});
            } else {
                ++found.missed;
            }
        }
        result_.quantities.push_back(std::move(found));
    }

    struct Drop {
        double peak = 0.0;
        double excursion = 0.0;
    };
    [[nodiscard]] std::optional<Drop> reference_drop(const Stance& stance) const {
        constexpr int kPoints = 60;
        const double sign = drop_sign(*events_[stance.initial].side);
        const double start = contacts_.time_of(stance.initial);
        const double length = kDropWindow * (contacts_.time_of(stance.final) - start);
        std::optional<double> first, highest;
        for (int i = 0; i < kPoints; ++i) {
            const auto obliquity = pose_.at(start + length * double(i) / double(kPoints - 1));
            if (!obliquity) return std::nullopt;
            if (!first) first = sign * *obliquity;
            highest = std::max(highest.value_or(-1e9), sign * *obliquity);
        }
        return Drop{*highest, *highest - *first};
    }

    void compare_drop() {
        QuantityComparison peak{.quantity = ComparedQuantity::drop_peak};
        QuantityComparison excursion{.quantity = ComparedQuantity::drop_excursion};
        for (const Stance& stance : stances_) {
            if (!events_[stance.initial].side) continue;
            const auto theirs = reference_drop(stance);
            if (!theirs) continue;
            const Stride* const stride = contacts_.stride_at(stance.initial);
            const auto add = [&](QuantityComparison& to, double reference, Metric metric) {
                const auto ours = stride != nullptr ? stride->metrics[metric] : std::nullopt;
                if (ours) {
                    to.pairs.push_back({stride->start, stride->side, reference, *ours});
                } else {
                    ++to.missed;
                }
            };
            add(peak, theirs->peak, Metric::cpd_peak);
            add(excursion, theirs->excursion, Metric::cpd_excursion);
        }
        for (QuantityComparison* found : {&peak, &excursion}) {
            if (!found->pairs.empty() || found->missed > 0) result_.quantities.push_back(std::move(*found));
        }
    }

    PairedContacts contacts_;
    const std::vector<ReferenceEvent>& events_;  // on the recording's clock
    std::vector<Stance> stances_;
    SampledCurve pose_;  // obliquity in degrees
    SampledCurve ours_;
    std::vector<SessionTime> pose_times_;
    ReferenceComparison result_;
};

}  // namespace

ReferenceComparison compare_session(const Session& session, const Reference& reference,
                                    const Alignment& alignment) {
    return Comparer(session, reference, alignment).compare();
}

}  // namespace sacrum::analysis
