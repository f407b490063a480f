#include "dsp/orientation_filter.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "dsp/start_window.hpp"

namespace sacrum::dsp {

Result<RestDetector> OrientationFilter::create_rest_detector(const Params& params) {
    if (!(params.rate.si() >= 10.0 && params.rate.si() <= 10000.0)) {
        return fail(ErrorKind::usage,
                    "sample rate " + std::to_string(params.rate.si()) +
                        " Hz must lie between 10 and 10000 Hz to follow a person's movement");
    }
    if (!(params.start_window > Duration::zero() && params.start_window <= std::chrono::seconds(60)))
        return fail(ErrorKind::usage,
                    "the start window of the orientation must be longer than 0 and at most 60 s");
    const MagneticParams& magnetic = params.magnetic;
    const Duration shortest = std::min({magnetic.heading_time, magnetic.field_time, magnetic.reference_time});
    if (params.uses_magnetometer && !(shortest > Duration::zero()))
        return fail(ErrorKind::usage, "the time constants of the magnetometer must be longer than 0");
    return RestDetector::create({.rate = params.rate,
                                 .rate_deviation = params.rest_rate,
                                 .force_deviation = params.rest_force,
                                 .largest_bias = params.rest_rate,
                                 .min_time = params.rest_min_time,
                                 .filter_time = params.rest_filter_time});
}

Result<OrientationFilter> OrientationFilter::create(const Params& params) {
    auto rest = create_rest_detector(params);
    if (!rest) return tl::unexpected(rest.error());
    return OrientationFilter(params, *rest);
}

OrientationFilter::OrientationFilter(const Params& params, RestDetector rest)
    : params_(params), rest_(rest), tracker_(params), heading_(params.magnetic) {
    held_back_.reserve(std::size_t(std::ceil(in_seconds(params.start_window) * params.rate.si())) + 2);
    reset();
}

void OrientationFilter::reset() {
    rest_.reset();
    heading_.reset();
    held_back_.clear();
    is_starting_ = true;
    is_settled_ = false;
    last_attitude_ = Eigen::Quaterniond::Identity();
    restart_covariance_ = TiltKalman(params_).start_covariance();
    tracker_.start({}, last_attitude_, Eigen::Vector3d::Zero(), restart_covariance_);
}

void OrientationFilter::push(const ImuSample& sample, Emit<OrientedSample> emit) {
    const bool has_gap =
        (!is_starting_ || !held_back_.empty()) && sample.time - last_time_ > params_.long_gap;
    if (has_gap) {
        finish(emit);
        is_starting_ = true;
        is_settled_ = false;
        last_attitude_ = tracker_.attitude();
        heading_.restart();
        // Inclination starts anew; what is known about the bias stays known.
        restart_covariance_ = TiltKalman(params_).start_covariance();
        restart_covariance_.bottomRightCorner<3, 3>() =
            tracker_.kalman().covariance().bottomRightCorner<3, 3>();
    }
    last_time_ = sample.time;
    if (!is_starting_) {
        const bool is_resting = rest_.push(sample);
        tracker_.push(sample, is_resting);
        emit_oriented(sample, is_resting, emit);
        return;
    }
    held_back_.push_back(sample);
    const bool is_full = held_back_.size() == held_back_.capacity();
    if (is_full || sample.time - held_back_.front().time >= params_.start_window) end_start_window(emit);
}

void OrientationFilter::end_start_window(Emit<OrientedSample> emit) {
    const Eigen::Vector3d bias = tracker_.bias();
    tracker_.start(held_back_.front(), start_attitude(held_back_, last_attitude_, bias, params_), bias,
                   restart_covariance_);
    starts_anew_ = true;
    for (std::size_t i = 0; i < held_back_.size(); ++i) {
        const bool is_resting = rest_.push(held_back_[i]);
        if (i > 0) tracker_.push(held_back_[i], is_resting);
        emit_oriented(held_back_[i], is_resting, emit);
    }
    held_back_.clear();
    is_starting_ = false;
}

void OrientationFilter::emit_oriented(const ImuSample& sample, bool is_resting, Emit<OrientedSample> emit) {
    if (!is_starting_ && tracker_.kalman().tilt_sd() < params_.settled_tilt_sd.si()) is_settled_ = true;
    OrientedSample oriented;
    oriented.time = sample.time;
    if (params_.uses_magnetometer) heading_.push(sample, tracker_.attitude());
    const Eigen::Quaterniond attitude = heading_.corrected(tracker_.attitude());
    const Eigen::Vector3d rate = sample.angular_rate.si() - tracker_.bias();
    oriented.earth_from_sensor = Rotation<Earth, Sensor>::of(attitude);
    oriented.earth_from_reading = Rotation<Earth, Sensor>::of(at_reading(attitude, rate, params_));
    oriented.specific_force = sample.specific_force;
    oriented.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(rate);
    note_correction(oriented);
    oriented.gap_before = sample.gap_before;
    oriented.is_resting = is_resting;
    oriented.is_settled = is_settled_;
    emit(oriented);
}

void OrientationFilter::note_correction(OrientedSample& oriented) {
    const Eigen::Vector2d more = tracker_.corrected() - seen_of_tracker_;
    if (!more.isZero(0.0)) {
        seen_of_tracker_ = tracker_.corrected();
        // The heading turns the earth axes that the tracker corrects about.
        const Eigen::Quaterniond heading = heading_.corrected(Eigen::Quaterniond::Identity());
        corrected_ += (heading * Eigen::Vector3d(more.x(), more.y(), 0.0)).head<2>();
        oriented.keeps = tracker_.keeps();
    }
    oriented.corrected = corrected_;
    if (starts_anew_) oriented.keeps = 0.0;
    starts_anew_ = false;
}

void OrientationFilter::finish(Emit<OrientedSample> emit) {
    if (is_starting_ && !held_back_.empty()) end_start_window(emit);
}

}  // namespace sacrum::dsp
