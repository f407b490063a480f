#include "analysis/gait_plausibility.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::analysis {

bool GaitPlausibility::is_gait(const Evidence& evidence, std::span<const Contact> bout) const {
    const bool runs = bout.front().mode == GaitMode::running;
    const bool is_judged = runs || bout.size() >= params_.contacts_to_judge;
    const double least = runs ? params_.least_running_likeness : params_.least_likeness;
    return !evidence.leans && evidence.shove < params_.largest_shove &&
           (!is_judged || evidence.likeness > least);
}

GaitPlausibility::Evidence GaitPlausibility::weigh(const GaitSignals& signals,
                                                   std::span<const Contact> bout) {
    Evidence evidence;
    const std::size_t a = signals.nearest_row(bout.front().time_s);
    const std::size_t b = std::max(a + 1, signals.nearest_row(bout.back().time_s));
    // A row every fiftieth of a second is enough of them.
    const auto step = std::size_t(std::max(1.0, signals.rate_hz / 50.0));

    // The vertical axis of the pelvis against its mean; a cosine below the limit's is further away.
    const bool runs = bout.front().mode == GaitMode::running;
    const double limit =
        std::cos(radians_from_degrees(runs ? params_.largest_running_lean_deg : params_.largest_lean_deg));
    Eigen::Vector3d mean = Eigen::Vector3d::Zero();
    const auto up = [&](std::size_t i) {
        return Eigen::Vector3d(signals.up_x[i], signals.up_y[i], signals.up_z[i]);
    };
    double lifted = 0.0, shoved = 0.0;
    for (std::size_t i = a; i < b; i += step) mean += up(i);
    for (std::size_t i = a; i < b; i += step) {
        lifted += signals.vertical[i] * signals.vertical[i];
        shoved += signals.earth_x[i] * signals.earth_x[i] + signals.earth_y[i] * signals.earth_y[i];
    }
    mean.normalize();
    std::size_t upright = 0, all = 0;
    for (std::size_t i = a; i < b; i += step) {
        if (up(i).dot(mean) > limit) ++upright;
        ++all;
    }
    evidence.leans = double(upright) <= 0.9 * double(all);
    evidence.shove = std::sqrt(shoved / std::max(1e-9, lifted));

    // Each stride against the next, at the lag of two steps.
    collector_.clear();
    for (std::size_t k = 0; k + 2 < bout.size(); ++k) {
        const std::size_t first = signals.nearest_row(bout[k].time_s);
        const std::size_t lag = signals.nearest_row(bout[k + 2].time_s) - first;
        const std::size_t length = std::min(lag, signals.size() - std::min(signals.size(), first + lag));
        double product = 0.0, square = 0.0, later_square = 0.0;
        for (std::size_t i = first; i < first + length; i += step) {
            product += signals.vertical[i] * signals.vertical[i + lag];
            square += signals.vertical[i] * signals.vertical[i];
            later_square += signals.vertical[i + lag] * signals.vertical[i + lag];
        }
        if (length > lag / 2) collector_.add(product / std::sqrt(std::max(1e-12, square * later_square)));
    }
    evidence.likeness = collector_.median().value_or(1.0);
    return evidence;
}

void GaitPlausibility::filter(const GaitSignals& signals, std::vector<Contact>& contacts, std::size_t first) {
    std::size_t write = 0, begin = 0;
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        if (k + 1 < contacts.size() && !contacts[k + 1].opens_bout) continue;
        const std::size_t end = k + 1;
        const std::span<const Contact> bout(contacts.data() + begin, end - begin);
        const std::size_t kept =
            end <= first || is_gait(weigh(signals, bout), bout) ? end : std::max(first, begin);
        std::copy(bout.begin(), bout.begin() + std::ptrdiff_t(kept - begin),
                  contacts.begin() + std::ptrdiff_t(write));
        write += kept - begin;
        begin = end;
    }
    contacts.resize(write);
}

}  // namespace sacrum::analysis
