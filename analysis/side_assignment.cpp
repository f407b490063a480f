#include "analysis/side_assignment.hpp"

#include <algorithm>
#include <cmath>

#include "dsp/butterworth.hpp"

namespace sacrum::analysis {
namespace {

double mean_between(const GaitSignals& signals, const std::vector<double>& signal, double from_s,
                    double to_s) {
    const std::size_t a = signals.nearest_row(from_s);
    const std::size_t b = signals.nearest_row(to_s);
    double sum = 0.0;
    for (std::size_t i = a; i <= b; ++i) sum += signal[i];
    return sum / double(b - a + 1);
}

// Probability that the next contact is the other foot.
double chance_of_change(const Contact& from, const Contact& to) {
    if (to.opens_bout || from.closes_bout || from.mode != to.mode) return 0.5;
    const double steps = (to.time_s - from.time_s) / from.step_time_s;
    if (steps > 0.6 && steps < 1.4) return 0.98;
    if (steps > 1.6 && steps < 2.4) return 0.3;  // a contact between them was missed
    return 0.5;
}

}  // namespace

void SideAssigner::weigh(const GaitSignals& signals, std::span<Contact> contacts, std::size_t first) {
    measure(signals, contacts.subspan(first));
    cues_.clear();
    for (const Contact& contact : contacts) cues_.push_back(contact.cues);
    normalise(contacts, GaitMode::walking);
    normalise(contacts, GaitMode::running);
    for (std::size_t k = first; k < contacts.size(); ++k) {
        const Contact::Cues& cues = cues_[k];
        const double odds = contacts[k].mode == GaitMode::running
                                ? params_.running_weight * cues.obliquity
                                : params_.sway_weight * cues.sway + params_.obliquity_weight * cues.obliquity;
        contacts[k].side_evidence = odds * cues.weight;
    }
    silence_contradicting_bouts(contacts, first);
}

void SideAssigner::decide(std::span<Contact> contacts, bool has_first) {
    if (contacts.empty()) return;
    const double cue_of_first = contacts.front().side_evidence;
    if (params_.first_side && has_first) {
        check_first_side(contacts);
        contacts.front().side_evidence +=
            *params_.first_side == Side::right ? params_.said_evidence : -params_.said_evidence;
    }
    smooth(contacts);
    contacts.front().side_evidence = cue_of_first;
    const bool is_known = params_.knows_mounting && first_side_check_ != SideCheck::contradicts;
    const double most =
        first_side_check_ == SideCheck::agrees ? params_.most_certain_agreed : params_.most_certain;
    for (Contact& contact : contacts) {
        double right = is_known ? contact.probability_right : 0.5;
        right = std::clamp(right, 1.0 - most, most);
        contact.probability_right = right;
        contact.side.reset();
        if (right >= params_.decided) contact.side = Side::right;
        if (right <= 1.0 - params_.decided) contact.side = Side::left;
    }
}

// The cues of the first bout, counted as if feet alternate from the side that was said.
void SideAssigner::check_first_side(std::span<const Contact> contacts) {
    constexpr double kClear = 3.0;  // standard errors
    constexpr int kFewest = 6;      // contacts
    double sign = *params_.first_side == Side::right ? 1.0 : -1.0;
    double sum = 0.0, square = 0.0;
    int count = 0;
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        if (k > 0 && contacts[k].opens_bout) break;
        if (k > 0 && chance_of_change(contacts[k - 1], contacts[k]) > 0.5) sign = -sign;
        sum += sign * contacts[k].side_evidence;
        square += contacts[k].side_evidence * contacts[k].side_evidence;
        ++count;
    }
    const bool is_clear = count >= kFewest && std::abs(sum) > kClear * std::sqrt(square);
    first_side_check_ = !is_clear   ? SideCheck::unclear
                        : sum > 0.0 ? SideCheck::agrees
                                    : SideCheck::contradicts;
}

// Walking, positive for the right foot. Sway: the ground pushes the trunk towards the midline all through
// stance, so the lateral acceleration turns at contact. Obliquity: the landing leg takes weight and kicks its
// side of the pelvis up. Running: the pelvis is higher on the stance side in the first 100 ms, less the mean
// over a step before and after.
void SideAssigner::measure(const GaitSignals& signals, std::span<Contact> contacts) {
    if (std::ranges::any_of(contacts, [](const Contact& c) { return c.mode == GaitMode::walking; }))
        prepare_walking(signals);
    const double turning = radians_from_degrees(params_.turning_deg_per_s);
    const double step_s = 1.0 / signals.block_rate_hz();
    for (Contact& contact : contacts) {
        const double t = contact.time_s;
        Contact::Cues cues;
        if (contact.mode == GaitMode::running) {
            cues.obliquity =
                mean_between(signals, signals.obliquity, t, t + 0.100) -
                mean_between(signals, signals.obliquity, t - contact.step_time_s, t + contact.step_time_s);
        } else {
            const double block = signals.block_at(signals.row_at(t));
            cues.sway = (value_at(sway_slope_, block + 0.5) - value_at(sway_slope_, block - 0.5)) / step_s;
            cues.obliquity = mean_between(signals, signals.obliquity_rate, t + 0.030, t + 0.150) -
                             mean_between(signals, signals.obliquity_rate, t - 0.170, t - 0.030);
            if (std::abs(value_at(turning_, block)) > turning) cues.weight = params_.turning_discount;
        }
        contact.cues = cues;
    }
}

// Sway and turning are slow: blocks of rows show them.
void SideAssigner::prepare_walking(const GaitSignals& signals) {
    const auto smooth = [&](const std::vector<double>& blocks, double row, Frequency cutoff,
                            std::vector<double>& out) {
        out.assign(blocks.begin(), blocks.end());
        if (out.empty()) out.push_back(row);
        dsp::low_pass_zero_phase(out, cutoff, Frequency::of_si(signals.block_rate_hz()), filter_scratch_);
    };
    smooth(signals.blocks.left, signals.left.front(), 1.0_Hz, sway_slope_);
    smooth(signals.blocks.turn_rate, signals.turn_rate.front(), 0.5_Hz, turning_);
}

void SideAssigner::normalise(std::span<const Contact> contacts, GaitMode mode) {
    sway_sizes_.clear();
    obliquity_sizes_.clear();
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        if (contacts[k].mode != mode) continue;
        sway_sizes_.add(std::abs(cues_[k].sway));
        obliquity_sizes_.add(std::abs(cues_[k].obliquity));
    }
    const double sway = sway_sizes_.median().value_or(0.0);
    const double obliquity = obliquity_sizes_.median().value_or(0.0);
    const auto scaled = [&](double cue, double size) {
        return size > 0.0 ? std::clamp(cue / size, -params_.largest_cue, params_.largest_cue) : 0.0;
    };
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        if (contacts[k].mode != mode) continue;
        cues_[k].sway = scaled(cues_[k].sway, sway);
        cues_[k].obliquity = scaled(cues_[k].obliquity, obliquity);
    }
}

// Two cues of different origin that clearly vote against each other over a bout leave nothing to believe.
void SideAssigner::silence_contradicting_bouts(std::span<Contact> contacts, std::size_t first_weighed) const {
    constexpr double kClear = 3.0;  // standard errors
    std::size_t first = 0;
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        if (k + 1 < contacts.size() && !contacts[k + 1].opens_bout) continue;
        double sway = 0.0, sway_square = 0.0, obliquity = 0.0, obliquity_square = 0.0;
        for (std::size_t i = first; i <= k; ++i) {
            const double sign = (i - first) % 2 == 0 ? 1.0 : -1.0;
            sway += sign * cues_[i].sway;
            sway_square += cues_[i].sway * cues_[i].sway;
            obliquity += sign * cues_[i].obliquity;
            obliquity_square += cues_[i].obliquity * cues_[i].obliquity;
        }
        const bool is_clear = std::abs(sway) > kClear * std::sqrt(sway_square) &&
                              std::abs(obliquity) > kClear * std::sqrt(obliquity_square);
        if (contacts[first].mode == GaitMode::walking && is_clear && sway * obliquity < 0.0) {
            for (std::size_t i = std::max(first, first_weighed); i <= k; ++i) contacts[i].side_evidence = 0.0;
        }
        first = k + 1;
    }
}

// Forward-backward over the two-state chain of feet.
void SideAssigner::smooth(std::span<Contact> contacts) {
    const auto likelihood_right = [](const Contact& contact) {
        return 1.0 / (1.0 + std::exp(-contact.side_evidence));
    };
    forward_right_.resize(contacts.size());
    double right = 0.5;
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        if (k > 0) {
            const double change = chance_of_change(contacts[k - 1], contacts[k]);
            right = right * (1.0 - change) + (1.0 - right) * change;
        }
        const double p = likelihood_right(contacts[k]);
        right = right * p / (right * p + (1.0 - right) * (1.0 - p));
        forward_right_[k] = right;
    }
    double back_right = 1.0, back_left = 1.0;
    for (std::size_t k = contacts.size(); k-- > 0;) {
        const double f = forward_right_[k];
        contacts[k].probability_right = f * back_right / (f * back_right + (1.0 - f) * back_left);
        if (k == 0) break;
        const double change = chance_of_change(contacts[k - 1], contacts[k]);
        const double p = likelihood_right(contacts[k]);
        const double from_right = p * back_right, from_left = (1.0 - p) * back_left;
        back_right = (1.0 - change) * from_right + change * from_left;
        back_left = change * from_right + (1.0 - change) * from_left;
        const double scale = back_right + back_left;
        back_right /= scale;
        back_left /= scale;
    }
}

}  // namespace sacrum::analysis
