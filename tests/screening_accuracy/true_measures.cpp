#include "tests/screening_accuracy/true_measures.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/pelvic_angles.hpp"

namespace sacrum::accuracy {
namespace {

using Kind = ScreeningMeasureKind;
using analysis::drop_sign;

constexpr double kStep = 0.005;  // s
constexpr double kPartial_deg = 25.0, kFull_deg = 60.0, kAtT_deg = 10.0;

struct Moved {
    Eigen::Vector3d turning;  // rad/s, pelvis axes
    Eigen::Vector3d up;       // pelvis axes
    double left = 0.0;        // m/s², of the sensor's place
};

class Truth {
  public:
    explicit Truth(const samples::PerformedTest& performed)
        : performed_(performed), truth_(performed.truth) {}

    [[nodiscard]] Moved moved(double time) const {
        constexpr double h = 1e-3;
        const auto [before, now, after] = std::tuple(state(time - h), state(time), state(time + h));
        const Eigen::Matrix3d change = before.turned.transpose() * after.turned;
        const Eigen::Vector3d axial(change(2, 1) - change(1, 2), change(0, 2) - change(2, 0),
                                    change(1, 0) - change(0, 1));
        Eigen::Vector3d left = now.turned.col(1);
        left.z() = 0.0;
        const Eigen::Vector3d acceleration = (after.place - 2.0 * now.place + before.place) / (h * h);
        return {axial / (4.0 * h), now.turned.row(2).transpose(), acceleration.dot(left.normalized())};
    }
    [[nodiscard]] double tilt_deg(double time) const {
        return degrees_from_radians(truth_.body->at(time).tilt - truth_.quiet_tilt);
    }

    void hold(Side side, TrueMeasures& out) const {
        const samples::TrueHold* longest = nullptr;
        const samples::TrueHold* first = nullptr;
        double touch_downs = 0.0;
        for (const auto& hold : truth_.holds) {
            if (hold.side != side) continue;
            if (first == nullptr) first = &hold;
            if (longest == nullptr || hold.end - hold.start > longest->end - longest->start) longest = &hold;
            touch_downs += hold.ended_by_contact;
        }
        if (first == nullptr) return;
        out[Kind::hold] = (first->end - first->start) / performed_.stretch;
        out[Kind::touch_downs] = touch_downs;
        const bool is_prone = performed_.performer.test == ScreeningTest::hands_and_knees;
        const double sign = is_prone ? -1.0 : 1.0;
        double count = 0.0, drop = 0.0, peak = -1e9, sag = 0.0, most_sag = -1e9;
        double path = 0.0, left = 0.0, squares = 0.0;
        for (double time = longest->start + 2.0; time < longest->end - 0.3; time += kStep, ++count) {
            const double now = sign * truth_.drop_deg(time, side), tilt = tilt_deg(time);
            drop += now;
            peak = std::max(peak, now);
            sag += tilt;
            most_sag = std::max(most_sag, tilt);
            const Moved moves = moved(time);
            path += (moves.turning - moves.turning.dot(moves.up) * moves.up).norm();
            left += moves.left;
            squares += moves.left * moves.left;
        }
        out[is_prone ? Kind::rotation_mean : Kind::drop_mean] = drop / count;
        out[is_prone ? Kind::rotation_peak : Kind::drop_peak] = peak;
        if (is_prone) {
            out[Kind::sag_mean] = sag / count;
            out[Kind::sag_peak] = most_sag;
        }
        out[Kind::sway_path] = degrees_from_radians(path / count);
        out[Kind::sway_acceleration] = std::sqrt(squares / count - left * left / count / count);
    }

    void stance(TrueMeasures& out) const {
        for (const auto& phase : truth_.phases) {
            if (phase.phase.task != ScreeningTask::still) continue;
            double count = 0.0, path = 0.0, left = 0.0, squares = 0.0;
            for (double time = phase.start; time < phase.end; time += kStep, ++count) {
                const Moved moves = moved(time);
                path += (moves.turning - moves.turning.dot(moves.up) * moves.up).norm();
                left += moves.left;
                squares += moves.left * moves.left;
            }
            out[Kind::sway_path] = degrees_from_radians(path / count);
            out[Kind::sway_acceleration] = std::sqrt(squares / count - left * left / count / count);
        }
    }

    void balance(Side side, TrueMeasures& out) const {
        double full = 0.0, partial = 0.0, depth = 0.0, drop = 0.0, rotation = 0.0, turning = 0.0;
        for (const auto& repetition : truth_.repetitions) {
            if (repetition.side != side) continue;
            double deepest = 0.0;
            for (double t = repetition.deepest - 1.0; t < repetition.deepest + 1.0; t += kStep)
                deepest = std::max(deepest, tilt_deg(t));
            partial += deepest >= kPartial_deg && deepest < kFull_deg;
            if (deepest < kFull_deg) continue;
            ++full;
            depth += deepest;
            double count = 0.0, sum_drop = 0.0, sum_turned = 0.0, sum_turning = 0.0;
            for (double t = repetition.deepest - 2.0; t < repetition.deepest + 2.0; t += kStep) {
                if (tilt_deg(t) < std::floor(deepest - kAtT_deg)) continue;
                ++count;
                sum_drop += truth_.drop_deg(t, side);
                sum_turned += -drop_sign(side) * degrees_from_radians(truth_.body->at(t).rotation);
                const Moved moves = moved(t);
                sum_turning += degrees_from_radians(std::hypot(moves.turning.x(), moves.turning.z()));
            }
            drop += sum_drop / count;
            rotation += sum_turned / count;
            turning += sum_turning / count;
        }
        out[Kind::repetitions] = full;
        out[Kind::partial_repetitions] = partial;
        if (full < 1.0) return;
        out[Kind::depth] = depth / full;
        out[Kind::drop_at_t] = drop / full;
        out[Kind::rotation_at_t] = rotation / full;
        out[Kind::steadiness_at_t] = turning / full;
    }

    void run(std::optional<Side> side, TrueMeasures& out) const {
        double steps = 0.0, drop = 0.0;
        std::vector<double> times;
        for (const auto& step : truth_.steps) {
            times.push_back(step.contact);
            if (side && step.side != *side) continue;
            ++steps;
            if (!side) continue;
            double most = -1e9;
            for (double time = step.contact; time < step.lift_off; time += kStep)
                most = std::max(most, truth_.drop_deg(time, *side));
            drop += most;
        }
        out[Kind::steps] = steps;
        if (side) {
            out[Kind::drop_per_step] = drop / steps;
            return;
        }
        double count = 0.0, stepped = 0.0;
        for (std::size_t k = 1; k < times.size(); ++k, ++count) stepped += times[k] - times[k - 1];
        out[Kind::cadence] = 60.0 * performed_.stretch * count / stepped;
    }

  private:
    struct State {
        Eigen::Matrix3d turned;
        Eigen::Vector3d place;
    };
    [[nodiscard]] State state(double time) const {
        const samples::BodyState body = truth_.body->at(time);
        const Eigen::Matrix3d turned = body.level_from_pelvis();
        return {turned, body.centre - performed_.sensor.lever_arm.si() * turned.col(0)};
    }

    const samples::PerformedTest& performed_;
    const samples::Performance& truth_;
};

}  // namespace

TrueMeasures true_measures(const samples::PerformedTest& performed, std::optional<Side> side) {
    const Truth truth(performed);
    TrueMeasures out;
    switch (performed.performer.test) {
        case ScreeningTest::stance:
            if (!side) truth.stance(out);
            break;
        case ScreeningTest::single_leg:
        case ScreeningTest::hands_and_knees:
            if (side) truth.hold(*side, out);
            break;
        case ScreeningTest::t_balance:
            if (side) truth.balance(*side, out);
            break;
        case ScreeningTest::wall_run: truth.run(side, out); break;
    }
    return out;
}

}  // namespace sacrum::accuracy
