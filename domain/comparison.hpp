// How a session agrees with a reference: how the two were put on one clock, and for each quantity the pairs
// and what is said of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/session.hpp"
#include "domain/side.hpp"
#include "domain/time.hpp"

namespace sacrum {

enum class AlignmentMethod { given, obliquity, contacts, marks };
constexpr const char* word(AlignmentMethod method) {
    switch (method) {
        case AlignmentMethod::given: return "the offset given";
        case AlignmentMethod::obliquity: return "the obliquity of the pelvis";
        case AlignmentMethod::contacts: return "the contacts";
        case AlignmentMethod::marks: return "marks in both";
    }
    return "";
}

// Time in the recording = time of the reference + offset.
struct Alignment {
    AlignmentMethod method = AlignmentMethod::given;
    Duration offset{};
    double certainty = 1.0;    // probability that it is this offset and none of the others that fit, too
    double correlation = 1.0;  // of the two at this offset
    std::optional<Duration> offset_sd{};    // empty: given
    std::optional<Duration> next_offset{};  // the one that fits second best
    std::optional<double> next_correlation{};
};

enum class ComparedQuantity {
    initial_contact,
    final_contact,
    contact_time,
    stride_time,
    obliquity,
    drop_peak,
    drop_excursion
};
struct ComparedQuantityWords {
    std::string_view id;    // initial_contact_ms
    std::string_view name;  // for people
    std::string_view unit;
    int decimals;
    bool is_moment;  // a time of the session: its size means nothing, only its difference
};
constexpr ComparedQuantityWords words_of(ComparedQuantity quantity) {
    switch (quantity) {
        case ComparedQuantity::initial_contact:
            return {"initial_contact_ms", "initial contact", "ms", 1, true};
        case ComparedQuantity::final_contact: return {"final_contact_ms", "final contact", "ms", 1, true};
        case ComparedQuantity::contact_time: return {"contact_time_ms", "contact time", "ms", 1, false};
        case ComparedQuantity::stride_time: return {"stride_time_ms", "stride time", "ms", 1, false};
        case ComparedQuantity::obliquity: return {"obliquity_deg", "obliquity", "°", 2, false};
        case ComparedQuantity::drop_peak: return {"cpd_peak_deg", "pelvic drop, peak", "°", 2, false};
        case ComparedQuantity::drop_excursion: return {"cpd_excursion_deg", "drop excursion", "°", 2, false};
    }
    return {"", "", "", 0, false};
}

struct ComparedPair {
    SessionTime time{};  // in the recording
    std::optional<Side> side{};
    double reference = 0.0;  // in the quantity's unit
    double measured = 0.0;
    [[nodiscard]] double difference() const { return measured - reference; }
};

// Of measured minus reference, over the pairs.
struct Agreement {
    double bias = 0.0;
    double sd = 0.0;
    Interval limits{};          // bias ± 1.96 SD: Bland & Altman 1986
    double limits_error = 0.0;  // standard error of each limit
    double rmse = 0.0;
    double mean_absolute = 0.0;
    std::optional<double> icc_agreement{};    // ICC(2,1); empty for moments
    std::optional<double> icc_consistency{};  // ICC(3,1)
};

struct QuantityComparison {
    ComparedQuantity quantity = ComparedQuantity::initial_contact;
    std::vector<ComparedPair> pairs{};     // in order of time
    std::int64_t missed = 0;               // in the reference only
    std::int64_t extra = 0;                // in the recording only, while the reference saw gait
    std::optional<Agreement> agreement{};  // empty with fewer than two pairs
};

struct ReferenceComparison {
    std::string recording;
    std::vector<std::string> sources;
    GaitMode gait = GaitMode::walking;
    double tolerance_s = 0.0;  // within which contacts are the same
    Alignment alignment;
    std::optional<double> clock_drift_ppm{};  // the recording's second is longer by this
    std::optional<double> clock_drift_error_ppm{};
    std::int64_t sides_known = 0;  // matched initial contacts whose reference has a side
    std::int64_t sides_decided = 0;
    std::int64_t sides_right = 0;
    std::vector<QuantityComparison> quantities;  // only those that the reference has
    std::vector<std::string> remarks;            // sentences that a reader must know
};

}  // namespace sacrum
