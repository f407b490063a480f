// A guided test from its samples to its result, as they come: orientation, the quiet posture, the detector of
// the test. Knows no future and no clock; the phases are told by whoever guides, live or from a recording.
// Where nobody guided, the recording must begin with the quiet posture, and the sides are told by the way the
// pelvis shifts. A gap is the detector's to judge; after a long one the orientation begins anew.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/screening/quiet_return.hpp"
#include "analysis/screening/screening_detector.hpp"
#include "analysis/screening/screening_moment.hpp"
#include "analysis/standing_calibration.hpp"
#include "domain/imu_sample.hpp"
#include "domain/mounting.hpp"
#include "domain/result.hpp"
#include "dsp/orientation_filter.hpp"

namespace sacrum::analysis {

class ScreeningListener {
  public:
    virtual ~ScreeningListener() = default;
    virtual void on_screening_event(const ScreeningEvent& event) = 0;
    virtual void on_reference(const Calibration& reference) = 0;
};

class TBalanceTest;

class ScreeningSession {
  public:
    struct Params {
        ScreeningTest test{};
        Frequency rate{};
        DeclaredMounting mounting{};
        // Nobody guides: everything after the quiet posture is the test.
        bool is_unguided = false;
        std::optional<Side> side{};  // that carries then; empty: told by the shifts
    };
    static Result<ScreeningSession> create(const Params& params);

    // A phase begins; the one before it is over. `time`: empty before the first sample.
    void begin(ScreeningTask task, std::optional<Side> side, std::optional<SessionTime> time);
    // The last phase is over.
    void end(std::optional<SessionTime> time);
    void push(const ImuSample& sample, ScreeningListener& listener);
    [[nodiscard]] ScreeningResult finish(ScreeningListener& listener);

  private:
    struct Change {
        std::optional<SessionTime> time{};
        std::optional<ScreeningTask> task{};  // empty: the end
        std::optional<Side> side{};
    };
    ScreeningSession(const Params& params, dsp::OrientationFilter orientation,
                     std::unique_ptr<ScreeningDetector> detector);
    void take(const OrientedSample& sample, ScreeningListener& listener);
    void change(const Change& change, SessionTime now);
    void leave(SessionTime now);
    void see_standing(Calibration standing, ScreeningListener& listener);
    void see_upright(const Calibration& upright);
    [[nodiscard]] std::string flags(const ScreeningResult& result) const;
    void face_as_aligned();
    void face_as_bowed();

    Params params_;
    dsp::OrientationFilter orientation_;
    std::unique_ptr<ScreeningDetector> detector_;
    QuietPosture posture_;
    StandingCalibration standing_;
    std::vector<Change> changes_;  // not yet in effect, in order; bounded
    std::optional<ScreeningTask> task_{};
    bool is_testing_ = false;
    bool has_marks_ = false;
    bool has_faced_ = false;                       // the way the sensor faces is measured
    std::optional<Eigen::Vector3d> upright_up_{};  // up in the sensor while standing, before going down
    std::string_view refusal_{};
    QuietReturn return_;
    double moved_by_ = 0.0;  // rad, the most that it was away from the quiet posture when back in it
    SessionTime last_{};     // sample
    std::optional<Calibration> reference_{};
};

}  // namespace sacrum::analysis
