// The angles and displacements of each stride at 0, 1, … 100 % of the gait cycle, from its opening initial
// contact to the next one of the same foot.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "domain/pelvis_pose.hpp"
#include "domain/stride.hpp"

namespace sacrum::sinks {

enum class WaveSignal { obliquity, tilt, rotation, sway_left, vertical };
constexpr std::size_t kWaveSignals = 5;
constexpr std::size_t kWavePoints = 101;

// In degrees and millimetres.
std::optional<double> value_of(const PelvisPose& pose, WaveSignal signal);

// A stride at one per cent of its cycle: a row of the table of waveforms.
struct WaveformPoint {
    std::size_t number = 0;  // of the stride, from 1, as it stands in the table of strides
    const Stride* stride = nullptr;
    int percent = 0;
    std::array<std::optional<double>, kWaveSignals> values{};
};

// By straight lines between samples. Empty where a neighbouring sample is not valid, does not have the
// signal, or more than two sample intervals lie between the neighbours: nothing is drawn across a gap.
std::array<WaveformPoint, kWavePoints> waveform_of(const Stride& stride, std::size_t number,
                                                   std::span<const PelvisPose> poses, Duration interval);

}  // namespace sacrum::sinks
