#include "analysis/live_contacts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sacrum::analysis {
namespace {

constexpr double kPointStep = 0.010;      // s between the points that are compared
constexpr double kBefore = 0.140;         // s before a contact that are looked at
constexpr double kLongestBridge = 0.1;    // s; a longer gap starts anew
constexpr double kLongestLag = 0.080;     // s from a contact to its notice, before the learned offset …
constexpr double kLargestOffset = 0.015;  // s: … which may add this much
constexpr double kShortestStep = 0.6;     // of the step time: the next contact is not sooner
constexpr double kRhythmLost = 1.5;       // step times without a contact
constexpr double kSlackOfCount = 0.12;    // of a step, when steps are counted over a hole
constexpr double kSameContact = 0.15;     // s, a settled contact and the one that was said
constexpr double kPhaseWeight = 0.3;      // of the newest settled contact in where the next is expected
constexpr int kOffsetMemory = 10;         // contacts of a side
constexpr double kTurnedMounting = 0.1;   // rad

double gauss(double distance) { return std::exp(-0.5 * distance * distance); }

}  // namespace

LiveContactFinder::LiveContactFinder(const Params& params, const dsp::LowPassCoefficients& low_pass)
    : params_(params), low_pass_(low_pass) {
    const double rate = params.rate.si();
    const auto rows = [&](double seconds) { return std::max<std::int64_t>(1, std::int64_t(seconds * rate)); };
    after_rows_ = rows(params.after_s);
    confirm_rows_ =
        std::min(rows(params.confirm_s), std::max<std::int64_t>(1, rows(kLongestLag) - after_rows_));
    rows_.resize(std::bit_ceil(std::size_t(params.memory_s * rate) + 1));
    stride_ = rows(kPointStep);
    points_after_ = after_rows_ / stride_;
    points_before_ = rows(kBefore) / stride_;
    for (ContactShape& shape : shapes_) shape.prepare(std::size_t(points_before_ + points_after_ + 1));
}

Result<LiveContactFinder> LiveContactFinder::create(const Params& params) {
    if (!(params.rate.si() >= 40.0 && params.rate.si() <= 4000.0)) {
        return fail(ErrorKind::usage, "live contacts need 40 to 4000 samples a second");
    }
    const auto cutoff = Frequency::of_si(std::min(params.cutoff.si(), params.rate.si() / 3.0));
    auto low_pass = dsp::LowPassCoefficients::create(cutoff, params.rate);
    if (!low_pass) return tl::unexpected(low_pass.error());
    return LiveContactFinder(params, *low_pass);
}

void LiveContactFinder::set_mounting(const Rotation<Pelvis, Sensor>& pelvis_from_sensor) {
    const Eigen::Vector3d left = pelvis_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitY();
    if (has_mounting_ && left.dot(left_in_sensor_) > std::cos(kTurnedMounting)) return;
    has_mounting_ = true;
    left_in_sensor_ = left;
    for (ContactShape& shape : shapes_) shape.forget();
    oldest_ = newest_ + 1;
    lose_rhythm();
}

void LiveContactFinder::push(const OrientedSample& sample, Emit<LiveContact> emit) {
    if (!has_mounting_) return;
    const Eigen::Quaterniond& attitude = sample.earth_from_sensor.quaternion();
    const Eigen::Vector3d force = attitude * sample.specific_force.si();
    const Eigen::Vector3d left = attitude * left_in_sensor_;
    const double horizontal = std::max(1e-6, left.head<2>().norm());
    const Eigen::Array2d input(
        force.z() - kStandardGravity,
        params_.forward_weight * (left.y() * force.x() - left.x() * force.y()) / horizontal);
    const double gap_s = in_seconds(sample.gap_before);
    const double time_s = in_seconds(sample.time);
    if (gap_s > kLongestBridge) {
        low_pass_.reset();
        oldest_ = newest_ + 1;
        lose_rhythm();
    } else if (gap_s > 0.5 / params_.rate.si() && newest_ >= oldest_) {
        bridge(time_s, gap_s, input, emit);
    }
    add_row(time_s, input, emit);
}

void LiveContactFinder::bridge(double time_s, double gap_s, const Eigen::Array2d& input,
                               Emit<LiveContact> emit) {
    const double from_s = rows_[slot(newest_)].time_s;
    const Eigen::Array2d from = last_input_;
    const auto missing = std::int64_t(std::lround(gap_s * params_.rate.si()));
    for (std::int64_t k = 1; k <= missing; ++k) {
        const double part = double(k) / double(missing + 1);
        // Nothing is noticed before the sample that ends the gap.
        noticed_s_ = time_s;
        add_row(from_s + part * (time_s - from_s), from + part * (input - from), emit);
    }
}

void LiveContactFinder::add_row(double time_s, const Eigen::Array2d& input, Emit<LiveContact> emit) {
    noticed_s_ = std::max(noticed_s_, time_s);
    last_input_ = input;
    const Eigen::Array2d smooth = low_pass_.push(input);
    ++newest_;
    rows_[slot(newest_)] = {time_s, float(smooth[0]), float(smooth[1])};
    oldest_ = std::max(oldest_, newest_ + 1 - std::int64_t(rows_.size()));
    look(emit);
}

double LiveContactFinder::likeness(const ContactShape& shape, std::int64_t row) const {
    const std::int64_t first = row - points_before_ * stride_;
    return shape.likeness(
        [&](std::size_t k) { return double(rows_[slot(first + std::int64_t(k) * stride_)].vertical); },
        [&](std::size_t k) { return double(rows_[slot(first + std::int64_t(k) * stride_)].forward); });
}

void LiveContactFinder::look(Emit<LiveContact> emit) {
    const std::int64_t row = newest_ - after_rows_;
    if (row - points_before_ * stride_ < oldest_) return;
    const double time_s = rows_[slot(row)].time_s;
    const double since = step_time_s_ > 0.0 ? (time_s - last_raw_s_ - phase_error_s_) / step_time_s_ : 0.0;
    if (rhythm_mode_ && best_row_ < 0 && since > kRhythmLost) lose_rhythm();

    double now = 0.0;
    GaitMode mode = mode_;
    if (rhythm_mode_) {
        mode = *rhythm_mode_;
        if (since > kShortestStep)
            now = gauss((since - 1.0) / params_.expectation_sd) * likeness(shape_of(mode), row);
    } else if (step_time_s_ > 0.0 && since > kShortestStep) {
        for (const GaitMode candidate : {GaitMode::walking, GaitMode::running}) {
            if (!shape_of(candidate).is_learned()) continue;
            const double alike = likeness(shape_of(candidate), row);
            if (alike > now) mode = candidate;
            now = std::max(now, alike);
        }
    }
    const double least = rhythm_mode_ ? params_.least_likeness : params_.least_first_likeness;
    if (now > best_ && now > least) {
        best_ = now;
        best_row_ = row;
        best_mode_ = mode;
        before_best_ = previous_;
        after_best_ = now;
    } else if (best_row_ >= 0 && row == best_row_ + 1) {
        after_best_ = now;
    }
    previous_ = now;
    if (best_row_ >= 0 && row >= best_row_ + confirm_rows_) say(emit);
}

void LiveContactFinder::forget_best() {
    best_row_ = -1;
    best_ = 0.0;
}

void LiveContactFinder::lose_rhythm() {
    rhythm_mode_.reset();
    phase_error_s_ = 0.0;
    forget_best();
}

void LiveContactFinder::say(Emit<LiveContact> emit) {
    const double bend = before_best_ - 2.0 * best_ + after_best_;
    const double vertex = bend < 0.0 ? std::clamp(0.5 * (before_best_ - after_best_) / bend, -0.5, 0.5) : 0.0;
    const double raw_s = rows_[slot(best_row_)].time_s + vertex / params_.rate.si();
    forget_best();
    if (raw_s - last_raw_s_ > kRhythmLost * step_time_s_ || best_mode_ != rhythm_mode_)
        break_or_bridge(raw_s);
    else
        ++step_;
    rhythm_mode_ = best_mode_;
    last_raw_s_ = raw_s;
    said_[std::size_t(said_count_++) % said_.size()] = {raw_s, best_mode_, chain_, step_};

    LiveContact contact{.mode = best_mode_, .noticed_at = session_time_from_seconds(noticed_s_)};
    double offset_s = 0.0;
    const auto& offsets = offsets_[best_mode_ == GaitMode::running];
    if (side_chain_ == chain_) {
        const bool is_even = step_ % 2 == 0;
        contact.side = is_even ? side_of_even_ : opposite(side_of_even_);
        contact.side_confidence = side_confidence_;
        offset_s = offsets[*contact.side].mean_s;
    } else {
        offset_s = 0.5 * (offsets.left.mean_s + offsets.right.mean_s);
    }
    contact.time = session_time_from_seconds(raw_s + std::clamp(offset_s, -kLargestOffset, kLargestOffset));
    // A gap that ended just now can be too late.
    if (contact.noticed_at - contact.time <= std::chrono::milliseconds(100)) emit(contact);
}

// Steps over a hole can be counted while it is near a whole number of them.
void LiveContactFinder::break_or_bridge(double raw_s) {
    const double steps = step_time_s_ > 0.0 ? (raw_s - last_raw_s_) / step_time_s_ : 0.0;
    const double whole = std::round(steps);
    if (said_count_ > 0 && whole >= 1.0 && whole <= 2.0 && std::abs(steps - whole) < kSlackOfCount) {
        step_ += std::int64_t(whole);
    } else {
        ++chain_;
        step_ = 0;
    }
}

std::optional<double> LiveContactFinder::row_at(double time_s) const {
    if (newest_ < oldest_) return std::nullopt;
    std::int64_t low = oldest_, high = newest_;
    if (time_s < rows_[slot(low)].time_s || time_s >= rows_[slot(high)].time_s) return std::nullopt;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (rows_[slot(middle)].time_s <= time_s ? low : high) = middle;
    }
    const double span = rows_[slot(high)].time_s - rows_[slot(low)].time_s;
    return double(low) + (span > 0.0 ? (time_s - rows_[slot(low)].time_s) / span : 0.0);
}

void LiveContactFinder::learn(const Contact& contact) {
    mode_ = contact.mode;
    step_time_s_ = contact.step_time_s;
    const bool is_usual = !contact.opens_bout && !contact.closes_bout;
    if (is_usual) learn_shape(contact);
    learn_side_and_offset(contact);
}

void LiveContactFinder::learn_shape(const Contact& contact) {
    const auto row = row_at(contact.time_s);
    if (!row) return;
    const auto whole = std::int64_t(*row);
    const double part = *row - double(whole);
    const std::int64_t first = whole - points_before_ * stride_;
    if (first < oldest_ || whole + points_after_ * stride_ + 1 > newest_) return;
    const auto between = [&](std::size_t k, float Row::*signal) {
        const std::int64_t at = first + std::int64_t(k) * stride_;
        const double a = double(rows_[slot(at)].*signal), b = double(rows_[slot(at + 1)].*signal);
        return a + part * (b - a);
    };
    shape_of(contact.mode)
        .learn([&](std::size_t k) { return between(k, &Row::vertical); },
               [&](std::size_t k) { return between(k, &Row::forward); });
}

void LiveContactFinder::learn_side_and_offset(const Contact& contact) {
    const Said* nearest = nullptr;
    const auto kept = std::min(said_count_, std::int64_t(said_.size()));
    for (std::int64_t k = said_count_ - kept; k < said_count_; ++k) {
        const Said& said = said_[std::size_t(k) % said_.size()];
        const double distance = std::abs(said.raw_time_s - contact.time_s);
        if (said.mode == contact.mode && distance < kSameContact &&
            (nullptr == nearest || distance < std::abs(nearest->raw_time_s - contact.time_s))) {
            nearest = &said;
        }
    }
    if (nearest == nullptr) return;
    const double late_s = contact.time_s - nearest->raw_time_s;
    if (nearest->chain == chain_) phase_error_s_ += kPhaseWeight * (late_s - phase_error_s_);
    if (contact.side) {
        const bool is_even = nearest->step % 2 == 0;
        if (nearest->chain == chain_) {
            side_chain_ = chain_;
            side_of_even_ = is_even ? *contact.side : opposite(*contact.side);
            side_confidence_ = std::max(contact.probability_right, 1.0 - contact.probability_right);
        }
        Offset& offset = offsets_[contact.mode == GaitMode::running][*contact.side];
        offset.count = std::min(offset.count + 1, kOffsetMemory);
        offset.mean_s += (late_s - offset.mean_s) / offset.count;
    } else if (nearest->chain == side_chain_) {
        side_chain_ = -1;  // the pipeline does not know it any more
    }
}

}  // namespace sacrum::analysis
