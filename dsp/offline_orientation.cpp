#include "dsp/offline_orientation.hpp"

#include <algorithm>

#include "dsp/magnetic_heading.hpp"
#include "dsp/start_window.hpp"
#include "dsp/strapdown.hpp"

namespace sacrum::dsp {

OfflineOrientation::OfflineOrientation(std::span<const ImuSample> samples, const Params& params)
    : samples_(samples), params_(params), smoother_(params.orientation) {
    if (auto rest = OrientationFilter::create_rest_detector(params.orientation)) rest_ = std::move(*rest);
}

// Behind the last sample of this stretch that is looked at together with sample `from`.
std::size_t OfflineOrientation::end_of_view(std::size_t from) const {
    const bool is_bounded = !params_.orientation.uses_magnetometer;
    const SessionTime last = samples_[from].time + params_.piece + params_.ahead;
    std::size_t end = from + 1;
    while (end < samples_.size() &&
           samples_[end].time - samples_[end - 1].time <= params_.orientation.long_gap &&
           !(is_bounded && samples_[end].time > last))
        ++end;
    return end;
}

// The detector speaks up when it has seen stillness for long enough: the time before was rest already. So it
// looks that far beyond `end`.
void OfflineOrientation::detect_rest(std::size_t end) {
    resting_.erase(resting_.begin(), resting_.begin() + std::ptrdiff_t(next_ - first_resting_));
    first_resting_ = next_;
    const Duration reach = params_.orientation.rest_min_time;
    for (std::size_t i = first_resting_ + resting_.size();
         i < samples_.size() && (i < end || samples_[i].time <= samples_[end - 1].time + reach); ++i) {
        resting_.push_back(0);
        if (!rest_->push(samples_[i])) continue;
        const SessionTime since = samples_[i].time - reach;
        for (std::size_t k = i + 1; k > first_resting_ && samples_[k - 1].time >= since && !is_resting(k - 1);
             --k)
            resting_[k - 1 - first_resting_] = 1;
    }
}

void OfflineOrientation::start_stretch(std::size_t end) {
    const auto view = samples_.subspan(next_, end - next_);
    std::size_t window = 1;
    while (window < view.size() && view[window].time - view.front().time <= params_.orientation.start_window)
        ++window;
    first_of_stretch_ = next_;
    start_.attitude = start_attitude(view.first(window), start_.attitude, start_.bias, params_.orientation);
    const TiltCovariance covariance = TiltKalman(params_.orientation).start_covariance();
    smoother_.make_room(in_seconds(view.back().time - view.front().time));
    const auto follow = [&](std::size_t until) {
        smoother_.start(next_, view.front(), start_, covariance);
        for (std::size_t i = next_ + 1; i < until; ++i) smoother_.push(samples_[i], is_resting(i));
        smoother_.smooth();
    };
    // Once for the start, from as much as it takes to know it, then about a trajectory that is right to a
    // fraction of a degree.
    const auto beyond = std::ranges::find_if(
        view, [&](const ImuSample& sample) { return sample.time > view.front().time + params_.ahead; });
    follow(next_ + std::size_t(beyond - view.begin()));
    start_ = smoother_.smoothed_start();
    follow(end);
    start_ = smoother_.smoothed_start();
}

std::span<const OrientedSample> OfflineOrientation::write(std::size_t end,
                                                          std::vector<OrientedSample>& samples) {
    const bool is_settled =
        samples_[end - 1].time - samples_[first_of_stretch_].time >= params_.orientation.start_window;
    const std::size_t before = samples.size();
    smoother_.tell(samples_, next_, end, [&](const SmoothedSample& smoothed) {
        const ImuSample& reading = samples_[smoothed.number];
        OrientedSample& sample = samples.emplace_back();
        sample.time = reading.time;
        sample.gap_before = reading.gap_before;
        sample.earth_from_sensor = Rotation<Earth, Sensor>::of(smoothed.attitude);
        sample.earth_from_reading =
            Rotation<Earth, Sensor>::of(at_reading(smoothed.attitude, smoothed.rate, params_.orientation));
        sample.specific_force = reading.specific_force;
        sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(smoothed.rate);
        sample.is_resting = is_resting(smoothed.number);
        sample.is_settled = is_settled;
    });
    const auto piece = std::span(samples).subspan(before);
    if (params_.orientation.uses_magnetometer)
        add_magnetic_heading(samples_.subspan(next_, end - next_), piece, params_.orientation.magnetic);
    return piece;
}

std::span<const OrientedSample> OfflineOrientation::next(std::vector<OrientedSample>& samples) {
    if (!rest_ || next_ == samples_.size()) return {};
    const bool starts = next_ == pushed_;
    const std::size_t end = end_of_view(next_);
    detect_rest(end);
    if (starts) {
        start_stretch(end);
    } else {
        for (; pushed_ < end; ++pushed_) smoother_.push(samples_[pushed_], is_resting(pushed_));
        smoother_.smooth();
    }
    pushed_ = end;
    const bool ends =
        end == samples_.size() || samples_[end].time - samples_[end - 1].time > params_.orientation.long_gap;
    const auto past_piece = [&](const ImuSample& sample) {
        return sample.time > samples_[next_].time + params_.piece;
    };
    const auto view = samples_.subspan(next_, end - next_);
    const auto last = std::ranges::find_if(view, past_piece) - view.begin() - 1;
    const std::size_t until = ends ? end : smoother_.node_at_or_before(next_ + std::size_t(last)) + 1;
    const auto piece = write(until, samples);
    next_ = until;
    if (ends) {
        start_ = smoother_.end();
    } else {
        smoother_.forget_until(until - 1);
    }
    return piece;
}

std::vector<OrientedSample> orient_offline(std::span<const ImuSample> samples,
                                           const OrientationFilter::Params& params) {
    OfflineOrientation orientation(samples, {.orientation = params});
    std::vector<OrientedSample> all;
    all.reserve(samples.size());
    while (!orientation.next(all).empty()) continue;
    return all;
}

}  // namespace sacrum::dsp
