// What the gait is read from: pelvis signals on a uniform clock. Missing samples are bridged by straight
// lines so that filters can run, and every bridged sample is marked: nothing measured there counts.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "domain/oriented_sample.hpp"
#include "domain/quantity.hpp"
#include "dsp/growing_low_pass.hpp"

namespace sacrum::analysis {

// The longest hole whose bridge still counts as measured: one or two samples of a 60 to 100 Hz sensor.
constexpr Duration kUnmarkedBridge = std::chrono::milliseconds(25);

struct GaitSignals {
    double rate_hz = 0.0;
    double start_s = 0.0;  // session time of the first row

    // Accelerations with gravity removed, m/s²: up, and along the pelvis's own forward and left axes made
    // horizontal.
    std::vector<double> vertical;
    std::vector<double> forward;
    std::vector<double> left;
    // The horizontal acceleration in the earth frame, for integration over strides.
    std::vector<double> earth_x;
    std::vector<double> earth_y;
    std::vector<double> specific_force_g;  // vertical specific force, in g: 1 at rest, 0 in flight
    // Change of specific_force_g when moved by the lever arm from the sensor to the pelvis centre.
    std::vector<double> lever_g;

    std::vector<double> obliquity;       // rad, + right side up
    std::vector<double> tilt;            // rad, + anterior
    std::vector<double> left_azimuth;    // rad, unwrapped
    std::vector<double> obliquity_rate;  // rad/s
    std::vector<double> turn_rate;       // rad/s about the vertical, + counter-clockwise from above
    std::vector<double> forward_x;       // horizontal part of the pelvis's forward axis in the earth frame
    std::vector<double> forward_y;
    std::vector<double> left_x;  // direction of the pelvis's left axis in the earth frame, made horizontal
    std::vector<double> left_y;
    std::vector<double> up_x;  // the vertical in the pelvis frame
    std::vector<double> up_y;
    std::vector<double> up_z;
    std::vector<std::uint8_t> is_bridged;
    std::vector<std::uint8_t> is_resting;
    std::vector<std::uint8_t> is_settled;

    // Means over blocks of `block_rows` rows, for what is slower than steps.
    struct Blocks {
        std::vector<double> earth_x;
        std::vector<double> earth_y;
        std::vector<double> vertical;
        std::vector<double> forward;
        std::vector<double> left;
        std::vector<double> left_azimuth;
        std::vector<double> turn_rate;
    };
    Blocks blocks;
    std::size_t block_rows = 1;

    // Signals that grow: rows are numbered from the origin, of which `first` is the number of the first one
    // that is still there; of those that are there, the first `stable` stay as they are. Signals of another
    // origin, or of none (0), have nothing in common with those seen before.
    std::size_t origin = 0;
    std::size_t first = 0;
    std::size_t stable = 0;

    [[nodiscard]] std::size_t size() const { return vertical.size(); }
    [[nodiscard]] double time_at(double row) const { return start_s + row / rate_hz; }
    [[nodiscard]] double row_at(double time_s) const { return (time_s - start_s) * rate_hz; }
    // Row inside the signals that is nearest to a time.
    [[nodiscard]] std::size_t nearest_row(double time_s) const {
        return std::size_t(std::clamp(row_at(time_s) + 0.5, 0.0, double(size()) - 1.0));
    }
    void resize(std::size_t rows);
    // Of a whole number of blocks.
    void drop_front(std::size_t rows);
    // Of the rows from one to another.
    void average_blocks(std::size_t from_row = 0,
                        std::size_t end_row = std::numeric_limits<std::size_t>::max());
    [[nodiscard]] double block_rate_hz() const { return rate_hz / double(block_rows); }
    [[nodiscard]] double block_at(double row) const {
        return (row - 0.5 * double(block_rows - 1)) / double(block_rows);
    }
};

// What somebody has seen of signals that grow.
class SeenRows {
  public:
    struct Change {
        std::size_t unchanged = 0;  // rows at the start that are as they were
        std::size_t dropped = 0;    // rows that were before them
    };
    // Since the last look; this one is remembered.
    Change look(const GaitSignals& signals);

  private:
    std::size_t origin_ = 0;
    std::size_t first_ = 0;
    std::size_t stable_end_ = 0;
};

// A place between rows.
class RowPlace {
  public:
    RowPlace() = default;
    explicit RowPlace(double row)
        : below_(row > 0.0 ? std::size_t(row) : 0), part_(std::max(0.0, row) - double(below_)) {}
    // The value of a signal there, held at the ends.
    [[nodiscard]] double in(std::span<const double> signal) const {
        if (below_ + 1 >= signal.size()) return signal.back();
        return signal[below_] + part_ * (signal[below_ + 1] - signal[below_]);
    }

  private:
    std::size_t below_ = 0;
    double part_ = 0.0;
};
inline double value_at(std::span<const double> signal, double row) { return RowPlace(row).in(signal); }

// Steps and headings are found from movement alone: accelerations, turn_rate and is_bridged. The other
// columns then have their rows and nothing that counts in them.
enum class SignalDetail { movement, everything };

// Builds GaitSignals, a window of samples after the other: rows that the last window has shown already are
// kept. Allocates nothing once warm.
class GaitSignalBuilder {
  public:
    struct Params {
        Frequency rate{};
        Length lever_arm =
            Length::of_si(0.12);  // sensor to pelvis centre, forward: domain figure for a sacral sensor
    };
    explicit GaitSignalBuilder(const Params& params);

    // Samples in order of time, at least one, which go on from those of the last call; rows long before the
    // first of them are dropped. With another mounting or detail, or after `restart`, all rows are built
    // anew.
    void build(std::span<const OrientedSample> samples, const Rotation<Pelvis, Sensor>& pelvis_from_sensor,
               GaitSignals& signals, SignalDetail detail = SignalDetail::everything);
    // Once more the rows from one sample to another, whose attitudes were corrected a little since.
    void correct(std::span<const OrientedSample> samples, std::size_t first, std::size_t last,
                 GaitSignals& signals);
    // The samples to come do not continue those that were seen.
    void restart() { is_new_ = true; }

  private:
    void begin(std::span<const OrientedSample> samples, const Rotation<Pelvis, Sensor>& pelvis_from_sensor,
               SignalDetail detail, GaitSignals& signals);
    void drop_old_rows(SessionTime first_sample, GaitSignals& signals);
    struct Row;
    void build_row(const OrientedSample& a, const OrientedSample& b, double part, const Row* before,
                   Row& row) const;
    void build_rows(std::span<const OrientedSample> samples, std::size_t first, std::size_t end,
                    GaitSignals& signals);
    void put(std::span<const Row> rows, std::size_t first, GaitSignals& signals);
    void add_lever(std::size_t first, GaitSignals& signals) const;

    Params params_;
    bool is_new_ = true;
    SignalDetail detail_ = SignalDetail::everything;
    std::size_t origins_ = 0;
    std::size_t dropped_ = 0;  // rows, since the rates were filtered
    Rotation<Pelvis, Sensor> pelvis_from_sensor_;
    Eigen::Matrix3d pelvis_axes_ = Eigen::Matrix3d::Identity();  // forward, left, up, in the sensor
    std::vector<double> rate_x_, rate_y_, rate_z_;
    dsp::GrowingLowPass<3> rates_;
};

}  // namespace sacrum::analysis
