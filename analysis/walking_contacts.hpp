// Initial and final contacts in walking. Once per step the trunk is braked and loaded at the same moment: the
// fall of the fore-aft acceleration finds the step, the largest loading jerk (vertical rising while fore-aft
// falls) gives the instant. Method and figures: docs/methods.md. Rows inside running stretches are left
// alone.
#pragma once

#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_mode.hpp"
#include "analysis/gait_signals.hpp"
#include "analysis/statistics.hpp"

namespace sacrum::analysis {

class WalkingContactFinder {
  public:
    struct Params {
        // The jerk's maximum comes this much after the contact. Fitted on foot-sensor and optical references
        // of 12 people; persons differ by 12 ms (SD), which no observable explains.
        double contact_lag_s = 0.0207;
        double strong_fall = 0.9;         // m/s²: standing and shuffling rarely reach it …
        double strong_jerk = 15.0;        // m/s³: … together with this
        double least_fall = 0.7;          // m/s²
        double least_jerk = 10.0;         // m/s³
        double relative_fall = 0.33;      // of the local median
        double relative_jerk = 0.2;       // of the local median
        double local_s = 6.0;             // half width of "local"
        double longest_hole_s = 1.3;      // a bout ends at a longer hole …
        double longest_hole_steps = 2.2;  // … and at more than this many step times
        bool finds_closing = true;  // adds the soft last contact that no threshold finds; needs the future
    };
    explicit WalkingContactFinder(const Params& params)
        : params_(params), bands_({3.5_Hz, 4.5_Hz, 8.0_Hz, 10.0_Hz}) {}

    // Replaces `contacts` by those of all walking bouts, in order of time.
    void find(const GaitSignals& signals, std::span<const RowRange> running, std::vector<Contact>& contacts);

  private:
    struct Candidate {
        double row = 0.0;   // of the jerk's maximum
        double fall = 0.0;  // m/s²
        double jerk = 0.0;  // m/s³
        double median_fall = 0.0;
        double median_jerk = 0.0;
        double step_time_s = 0.0;
        bool is_strong = false;
    };

    void make_signals(const GaitSignals& signals);
    void find_candidates(const GaitSignals& signals, std::span<const RowRange> running);
    void keep_locally_large();
    void drop_close_pairs();
    void measure_step_times();
    void emit_bouts(const GaitSignals& signals, std::vector<Contact>& contacts);
    void emit_bout(const GaitSignals& signals, std::size_t first, std::size_t last, double next_bout_row,
                   std::vector<Contact>& contacts);
    [[nodiscard]] double earlier_first_contact(const Candidate& candidate) const;
    [[nodiscard]] std::optional<double> closing_contact(const GaitSignals& signals,
                                                        const Candidate& candidate,
                                                        double next_bout_row) const;
    [[nodiscard]] std::optional<double> final_contact_after(double jerk_row) const;
    // Row of the largest jerk weighted by a Gaussian.
    [[nodiscard]] std::optional<double> largest_jerk(double from, double to, double centre,
                                                     double sigma) const;

    Params params_;
    double rate_hz_ = 0.0;
    SeenRows seen_;
    dsp::GrowingLowPass<4> bands_;
    std::vector<double> loading_, slow_, filter_scratch_;
    std::vector<double> step_band_, jerk_, braking_, vertical_slope_;
    std::vector<Candidate> candidates_, kept_;
    MedianCollector collector_;
    MedianCollector other_collector_;
};

}  // namespace sacrum::analysis
