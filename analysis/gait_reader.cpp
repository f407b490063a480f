#include "analysis/gait_reader.hpp"

#include <algorithm>

namespace sacrum::analysis {

void GaitReader::read_movement(std::span<const OrientedSample> samples,
                               const Rotation<Pelvis, Sensor>& pelvis_from_sensor) {
    signal_builder_.build(samples, pelvis_from_sensor, signals_);
    running_finder_.find(signals_, running_);
}

void GaitReader::read_contacts() {
    turn_finder_.find(signals_, turns_);
    walking_finder_.find(signals_, running_, contacts_);
    running_contacts_.clear();
    running_contact_finder_.find(signals_, running_, running_contacts_);
    contacts_.insert(contacts_.end(), running_contacts_.begin(), running_contacts_.end());
    std::ranges::sort(contacts_, {}, &Contact::time_s);  // a merge would allocate
    // A bout ends where the other gait begins.
    for (std::size_t k = 1; k < contacts_.size(); ++k) {
        if (contacts_[k].mode == contacts_[k - 1].mode) continue;
        contacts_[k].opens_bout = true;
        contacts_[k - 1].closes_bout = true;
    }
    plausibility_.filter(signals_, contacts_);
}

}  // namespace sacrum::analysis
