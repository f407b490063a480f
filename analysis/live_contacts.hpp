// Initial contacts within 100 ms, for feedback: what GaitPipeline settles two to three seconds later teaches
// this finder what a contact of this person looks like and how often it comes, and the finder then recognises
// the next ones.
//
//     settled contacts ─► mean vertical and fore-aft acceleration around them (per gait), step time, side
//     samples ─► likeness to that mean ─► where the step time expects it, and where it is largest: a contact
//
// Says nothing before it has learned a few contacts, and nothing where the movement does not look like them:
// a stop silences it at once. A contact that was said is never taken back. Fixed memory.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/contact_shape.hpp"
#include "domain/emit.hpp"
#include "domain/live_contact.hpp"
#include "domain/oriented_sample.hpp"
#include "domain/result.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::analysis {

class LiveContactFinder {
  public:
    struct Params {
        Frequency rate{};
        Frequency cutoff = Frequency::of_si(20.0);  // causal low-pass; lower at rates below 60 Hz
        // Fore-aft against vertical acceleration; less: walking contacts scatter more.
        double forward_weight = 2.5;
        double after_s = 0.060;    // of the movement behind a contact that is looked at; more: surer, later
        double confirm_s = 0.020;  // how long the likeness must have fallen again
        double memory_s = 6.0;     // samples kept for contacts that settle; older ones teach nothing
        double least_likeness = 0.5;         // correlation times expectation, while the rhythm is known
        double least_first_likeness = 0.75;  // correlation, while it is not
        double expectation_sd = 0.15;        // of the next contact, in step times
    };
    static Result<LiveContactFinder> create(const Params& params);

    // How the sensor sits on the pelvis. When that turns by more than a few degrees, what was learned is
    // forgotten.
    void set_mounting(const Rotation<Pelvis, Sensor>& pelvis_from_sensor);
    void push(const OrientedSample& sample, Emit<LiveContact> emit);
    // A settled contact; in order of time.
    void learn(const Contact& contact);

  private:
    struct Said {
        double raw_time_s = 0.0;  // before the learned offset
        GaitMode mode = GaitMode::walking;
        std::int64_t chain = 0;
        std::int64_t step = 0;  // counted within the chain
    };
    struct Offset {
        double mean_s = 0.0;
        int count = 0;
    };

    explicit LiveContactFinder(const Params& params, const dsp::LowPassCoefficients& low_pass);

    void add_row(double time_s, const Eigen::Array2d& input, Emit<LiveContact> emit);
    void bridge(double time_s, double gap_s, const Eigen::Array2d& input, Emit<LiveContact> emit);
    void look(Emit<LiveContact> emit);
    void say(Emit<LiveContact> emit);
    void break_or_bridge(double raw_s);
    void forget_best();
    void lose_rhythm();
    void learn_shape(const Contact& contact);
    void learn_side_and_offset(const Contact& contact);

    [[nodiscard]] std::size_t slot(std::int64_t row) const { return std::size_t(row) & (rows_.size() - 1); }
    [[nodiscard]] std::optional<double> row_at(double time_s) const;
    [[nodiscard]] ContactShape& shape_of(GaitMode mode) { return shapes_[mode == GaitMode::running]; }
    [[nodiscard]] double likeness(const ContactShape& shape, std::int64_t row) const;

    struct Row {
        double time_s = 0.0;
        float vertical = 0.0F;  // m/s², low-passed
        float forward = 0.0F;   // the same, weighted
    };

    Params params_;
    std::int64_t after_rows_ = 0;
    std::int64_t confirm_rows_ = 0;
    std::int64_t stride_ = 1;  // rows between points of a shape
    std::int64_t points_before_ = 0;
    std::int64_t points_after_ = 0;
    dsp::LowPass<Eigen::Array2d> low_pass_;
    Eigen::Vector3d left_in_sensor_ = Eigen::Vector3d::UnitY();
    bool has_mounting_ = false;

    std::vector<Row> rows_;  // a ring, its size a power of two
    std::int64_t newest_ = -1;
    std::int64_t oldest_ = 0;                             // since the last long gap
    Eigen::Array2d last_input_ = Eigen::Array2d::Zero();  // vertical, forward
    double noticed_s_ = 0.0;

    std::array<ContactShape, 2> shapes_;  // walking, running
    GaitMode mode_ = GaitMode::walking;   // of the last settled contact
    double step_time_s_ = 0.0;

    std::optional<GaitMode> rhythm_mode_{};
    double last_raw_s_ = 0.0;     // of the last contact said
    double phase_error_s_ = 0.0;  // how late the settled ones were: a wrong peak is left again
    std::int64_t chain_ = 0;      // contacts between which the steps can be counted
    std::int64_t step_ = 0;
    std::array<Said, 32> said_{};
    std::int64_t said_count_ = 0;

    // The largest likeness since the last contact, with its neighbours.
    std::int64_t best_row_ = -1;
    double best_ = 0.0, before_best_ = 0.0, after_best_ = 0.0, previous_ = 0.0;
    GaitMode best_mode_ = GaitMode::walking;

    std::int64_t side_chain_ = -1;  // in which the side is known
    Side side_of_even_ = Side::right;
    double side_confidence_ = 0.5;
    std::array<Sided<Offset>, 2> offsets_{};
};

}  // namespace sacrum::analysis
