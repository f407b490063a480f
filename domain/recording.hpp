// A recording as read: samples in order of time, and everything that was found or assumed on the way.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/imu_sample.hpp"
#include "domain/long_vector.hpp"
#include "domain/mounting.hpp"
#include "domain/session_actions.hpp"

namespace sacrum {

struct Gap {
    SessionTime start{};  // last sample before
    SessionTime end{};    // first sample after
};

struct RecordingQuality {
    std::int64_t samples = 0;            // kept
    std::int64_t missing_samples = 0;    // expected from the time or counter column, not there
    std::int64_t duplicate_samples = 0;  // same time as the one before; dropped
    std::int64_t reversed_samples = 0;   // time ran backwards; dropped
    std::int64_t invalid_samples = 0;    // not a finite number; dropped, counts as a gap
    std::int64_t clipped_samples = 0;    // at the end of the sensor's range on some axis
    std::vector<Gap> gaps;               // every hole in the samples, in order
    bool ends_in_mid_line = false;       // the file was cut
};

// Where a recording comes from; empty where it does not say.
struct RecordingOrigin {
    std::string device_model{};
    std::string serial_number{};
    std::string firmware{};
    std::string address{};                                                          // where it was reached
    std::optional<std::chrono::sys_time<std::chrono::nanoseconds>> session_zero{};  // in UTC
};

// The device sends at this rate from here on.
struct RateChange {
    std::size_t first_sample = 0;
    Frequency rate{};
};

struct Recording {
    std::string name;
    Frequency rate{};                            // nominal, of the first sample: 1 / sample interval
    std::vector<RateChange> rate_changes{};      // in order
    LongVector<ImuSample> samples;               // strictly increasing in time
    std::optional<DeclaredMounting> mounting{};  // from the file beside it
    RecordingOrigin origin{};
    RecordingQuality quality;
    SessionActions actions;
    std::vector<std::string> assumptions;  // guesses, each a sentence: "columns ax, ay, az taken as m/s² (…)"
};

}  // namespace sacrum
