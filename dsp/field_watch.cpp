#include "dsp/field_watch.hpp"

#include <cmath>

namespace sacrum::dsp {
namespace {

double gain(double elapsed, Duration time_constant) {
    return 1.0 - std::exp(-elapsed / in_seconds(time_constant));
}

}  // namespace

bool FieldWatch::push(const FieldReading& reading, double rate, double elapsed) {
    const double k = current_.norm > 0.0 ? gain(elapsed, params_.field_time) : 1.0;
    current_.norm += k * (reading.norm - current_.norm);
    current_.dip += k * (reading.dip - current_.dip);
    compare_with_reference(elapsed);
    compare_with_candidate(rate, elapsed);
    return is_disturbed_;
}

bool FieldWatch::agree(const Field& field, const Field& reference) const {
    return std::abs(field.norm - reference.norm) < params_.norm_tolerance * reference.norm &&
           std::abs(field.dip - reference.dip) < params_.dip_tolerance.si();
}

void FieldWatch::compare_with_reference(double elapsed) {
    if (!agree(current_, reference_)) {
        calm_for_ = 0.0;
        is_disturbed_ = true;
        return;
    }
    calm_for_ += elapsed;
    if (calm_for_ < in_seconds(params_.calm_time)) return;
    is_disturbed_ = false;
    const double k = gain(elapsed, params_.reference_time);
    reference_.norm += k * (current_.norm - reference_.norm);
    reference_.dip += k * (current_.dip - reference_.dip);
}

void FieldWatch::compare_with_candidate(double rate, double elapsed) {
    if (!agree(current_, candidate_)) {
        candidate_ = current_;
        candidate_for_ = 0.0;
        return;
    }
    const double k = gain(elapsed, params_.reference_time);
    candidate_.norm += k * (current_.norm - candidate_.norm);
    candidate_.dip += k * (current_.dip - candidate_.dip);
    if (rate >= params_.new_field_rate.si()) candidate_for_ += elapsed;
    const bool has_reference = reference_.norm > 0.0;
    const Duration needed = has_reference ? params_.new_field_time : params_.first_field_time;
    if (!is_disturbed_ || candidate_for_ < in_seconds(needed)) return;
    reference_ = candidate_;
    calm_for_ = in_seconds(params_.calm_time);
    is_disturbed_ = false;
}

}  // namespace sacrum::dsp
