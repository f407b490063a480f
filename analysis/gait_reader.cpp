#include "analysis/gait_reader.hpp"

#include <algorithm>

namespace sacrum::analysis {
namespace {

constexpr double kSameContact = 0.45;  // steps: this close to one that is settled, it is the same

bool continues_bout(const Contact& before, const Contact& contact) {
    const double hole = contact.time_s - before.time_s;
    return before.mode == contact.mode && hole < std::max(1.3, 2.2 * before.step_time_s);
}

// The first of the contacts that are found follows one that is settled.
void join(const Contact& before, Contact& contact) {
    contact.opens_bout = !continues_bout(before, contact);
    if (contact.opens_bout) return;
    contact.starts_gait = false;
    contact.own_lift_off_s.reset();
}

}  // namespace

void GaitReader::read_movement(std::span<const OrientedSample> samples,
                               const Rotation<Pelvis, Sensor>& pelvis_from_sensor, SignalDetail detail) {
    signal_builder_.build(samples, pelvis_from_sensor, signals_, detail);
    running_finder_.find(signals_, running_);
}

void GaitReader::read_contacts(std::span<const Contact> settled, bool goes_on) {
    turn_finder_.find(signals_, turns_);
    const auto in_view = std::ranges::find_if(
        settled, [&](const Contact& contact) { return contact.time_s >= signals_.start_s; });
    contacts_.assign(in_view, settled.end());
    settled_count_ = contacts_.size();
    const double from_s = settled.empty() ? signals_.start_s - 1.0
                                          : settled.back().time_s + kSameContact * settled.back().step_time_s;
    walking_finder_.find(signals_, running_, walking_contacts_);
    running_contact_finder_.find(signals_, running_, contacts_, from_s, goes_on);
    contacts_.insert(contacts_.end(), walking_contacts_.begin(), walking_contacts_.end());
    const auto found = contacts_.begin() + std::ptrdiff_t(settled_count_);
    contacts_.erase(std::remove_if(found, contacts_.end(),
                                   [&](const Contact& contact) { return contact.time_s < from_s; }),
                    contacts_.end());
    std::sort(found, contacts_.end(), [](const Contact& a, const Contact& b) {
        return a.time_s < b.time_s;
    });  // a merge would allocate
    if (!settled.empty() && settled_count_ < contacts_.size())
        join(settled.back(), contacts_[settled_count_]);
    // A bout ends where the other gait begins.
    for (std::size_t k = std::max<std::size_t>(1, settled_count_); k < contacts_.size(); ++k) {
        if (contacts_[k].mode == contacts_[k - 1].mode) continue;
        contacts_[k].opens_bout = true;
        contacts_[k - 1].closes_bout = true;
    }
    plausibility_.filter(signals_, contacts_, settled_count_);
}

}  // namespace sacrum::analysis
