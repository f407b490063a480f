#include "analysis/contact_shape.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sacrum::analysis {
namespace {

constexpr int kRemembered = 12;    // contacts
constexpr double kSmallest = 0.3;  // of the learned course
constexpr double kLargest = 2.5;

}  // namespace

void ContactShape::prepare(std::size_t points) {
    for (auto* course : {&vertical_, &forward_, &centred_vertical_, &centred_forward_})
        course->assign(points, 0.0);
    count_ = 0;
}

double ContactShape::next_weight() {
    count_ = std::min(count_ + 1, kRemembered);
    return 1.0 / count_;
}

void ContactShape::centre() {
    const auto centre_one = [](const std::vector<double>& course, std::vector<double>& centred) {
        const double mean = std::accumulate(course.begin(), course.end(), 0.0) / double(course.size());
        double energy = 0.0;
        for (std::size_t k = 0; k < course.size(); ++k) {
            centred[k] = course[k] - mean;
            energy += centred[k] * centred[k];
        }
        return energy;
    };
    energy_ = centre_one(vertical_, centred_vertical_) + centre_one(forward_, centred_forward_);
}

double ContactShape::compare(double products, double vertical_sum, double forward_sum, double squares) const {
    const double own = squares - (vertical_sum * vertical_sum + forward_sum * forward_sum) / double(points());
    if (!(energy_ > 0.0 && own > 0.0)) return 0.0;
    const double size = products / energy_;
    if (!(size > kSmallest && size < kLargest)) return 0.0;
    return products / std::sqrt(own * energy_);
}

}  // namespace sacrum::analysis
