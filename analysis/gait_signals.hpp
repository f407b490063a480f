// What the gait is read from: pelvis signals on a uniform clock. Missing samples are bridged by straight
// lines so that filters can run, and every bridged sample is marked: nothing measured there counts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/oriented_sample.hpp"
#include "domain/quantity.hpp"

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
    std::vector<std::uint8_t> is_bridged;
    std::vector<std::uint8_t> is_resting;
    std::vector<std::uint8_t> is_settled;

    [[nodiscard]] std::size_t size() const { return vertical.size(); }
    [[nodiscard]] double time_at(double row) const { return start_s + row / rate_hz; }
    [[nodiscard]] double row_at(double time_s) const { return (time_s - start_s) * rate_hz; }
    // Row inside the signals that is nearest to a time.
    [[nodiscard]] std::size_t nearest_row(double time_s) const;
    void resize(std::size_t rows);
};

// Value of a signal between its rows, held at the ends.
double value_at(std::span<const double> signal, double row);

// Builds GaitSignals; keeps its scratch between calls so that a warm one does not allocate.
class GaitSignalBuilder {
  public:
    struct Params {
        Frequency rate{};
        Length lever_arm =
            Length::of_si(0.12);  // sensor to pelvis centre, forward: domain figure for a sacral sensor
    };
    explicit GaitSignalBuilder(const Params& params) : params_(params) {}

    // Samples in order of time; at least one.
    void build(std::span<const OrientedSample> samples, const Rotation<Pelvis, Sensor>& pelvis_from_sensor,
               GaitSignals& signals);

  private:
    Params params_;
    std::vector<double> rate_x_, rate_y_, rate_z_, filter_scratch_;
};

}  // namespace sacrum::analysis
