// Initial and final contacts in running from the balance of forces. Over whole steps the mean vertical
// specific force is 1 g; if stance is half a sine and flight is free fall, its first step harmonic tells how
// long the foot is on the ground, and its phase tells mid-stance: no threshold, and hardly any dependence on
// the sensor's bandwidth. A crossing of the force at the pelvis centre then adds the detail of the single
// step. Method and figures: docs/methods.md.
#pragma once

#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/force_balance.hpp"
#include "analysis/gait_mode.hpp"
#include "analysis/gait_signals.hpp"
#include "analysis/statistics.hpp"

namespace sacrum::analysis {

class RunningContactFinder {
  public:
    struct Params {
        double fastest_steps_hz = 4.2;  // sprinting
        double slowest_steps_hz = 1.9;  // slow jogging
        double level_steps = 12.0;      // half width, in steps, of the medians that give the level
        // Effective contact time of half a sine against the real one, which rises fast and fades slowly. Two
        // constants fitted on three force-plate recordings of two runners; contact times carry their
        // uncertainty.
        double contact_slope = 1.62;
        double contact_offset = -0.28;
    };
    explicit RunningContactFinder(const Params& params)
        : params_(params), bands_({10.0_Hz, 6.0_Hz, 20.0_Hz, 20.0_Hz}) {}

    // Appends to `contacts` those of all running stretches from a time on, in order of time. Where the
    // signals will go on, the last step waits until enough is seen behind it.
    void find(const GaitSignals& signals, std::span<const RowRange> running, std::vector<Contact>& contacts,
              double from_s = -1e18, bool goes_on = false);

  private:
    struct Step {
        double mid_row = 0.0;  // mid-stance
        double period_rows = 0.0;
        double amplitude_g = 0.0;    // of the first step harmonic
        double contact_ratio = 0.0;  // effective contact time / step time, over the neighbouring steps
        double initial_row = 0.0;    // from the harmonic
        double final_row = 0.0;
        std::optional<double> initial_offset{};  // of the force's crossings from them
        std::optional<double> final_offset{};
    };
    // The steps [first, last] of a bout, of which those from `from` on are asked for.
    struct Bout {
        std::size_t first = 0, last = 0, from = 0;
    };

    void take_up_steps(const RowRange& stretch, double known_until);
    void find_steps(const GaitSignals& signals, const RowRange& stretch, double from_row);
    [[nodiscard]] std::optional<double> period_at(std::size_t row, const RowRange& stretch) const;
    [[nodiscard]] bool refine(const GaitSignals& signals, Step& step);
    void emit_bout(const GaitSignals& signals, const Bout& bout, std::vector<Contact>& contacts);
    void measure_levels(const Bout& bout);
    void measure_offsets(const Bout& bout);
    [[nodiscard]] double detail(const Bout& bout, std::size_t k, std::optional<double> Step::*offset);
    void fall_back_to_crossings(const Bout& bout);
    [[nodiscard]] bool fits_the_model(const GaitSignals& signals, const Bout& bout);

    Params params_;
    double rate_hz_ = 0.0;
    bool goes_on_ = false;
    SeenRows seen_;
    dsp::GrowingLowPass<4> bands_;
    std::vector<double> lever_force_;  // specific force at the pelvis centre, g
    std::vector<Step> steps_;          // of one stretch
    std::vector<Step> known_steps_;    // of all stretches
    std::vector<Step> last_steps_;     // the same of the last look
    StepHarmonicFitter fitter_;
    MedianCollector collector_;
};

}  // namespace sacrum::analysis
