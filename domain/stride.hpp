// A stride: from an initial contact to the next initial contact of the same foot, with what was measured in
// it.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>

#include "domain/gait_event.hpp"
#include "domain/metric.hpp"

namespace sacrum {

// Why a stride's measures are not used.
enum class StrideFlaw : std::uint8_t {
    gap,             // samples are missing inside it
    turn,            // the person changes direction
    start,           // first stride of a bout
    stop,            // last stride of a bout
    side_unknown,    // left or right is not certain
    settling,        // orientation has not settled
    missed_contact,  // a contact inside it was not found
    slipped,         // the sensor moved on the body
    irregular,       // its duration or shape is far from its neighbours'
};
constexpr StrideFlaw kStrideFlaws[] = {
    StrideFlaw::gap,          StrideFlaw::turn,     StrideFlaw::start,          StrideFlaw::stop,
    StrideFlaw::side_unknown, StrideFlaw::settling, StrideFlaw::missed_contact, StrideFlaw::slipped,
    StrideFlaw::irregular};
constexpr std::size_t kStrideFlawCount = std::size(kStrideFlaws);
constexpr const char* word(StrideFlaw flaw) {
    switch (flaw) {
        case StrideFlaw::gap: return "gap";
        case StrideFlaw::turn: return "turn";
        case StrideFlaw::start: return "start";
        case StrideFlaw::stop: return "stop";
        case StrideFlaw::side_unknown: return "side unknown";
        case StrideFlaw::settling: return "settling";
        case StrideFlaw::missed_contact: return "missed contact";
        case StrideFlaw::slipped: return "sensor slipped";
        case StrideFlaw::irregular: return "irregular";
    }
    return "";
}

class StrideFlaws {
  public:
    constexpr StrideFlaws() = default;
    constexpr void add(StrideFlaw flaw) { bits_ = std::uint16_t(bits_ | (1u << unsigned(flaw))); }
    [[nodiscard]] constexpr bool has(StrideFlaw flaw) const { return (bits_ >> unsigned(flaw)) & 1u; }
    [[nodiscard]] constexpr bool none() const { return bits_ == 0; }

  private:
    std::uint16_t bits_ = 0;
};

struct Stride {
    std::optional<Side> side{};  // of the initial contact that opens it
    double side_confidence = 0.5;
    GaitMode mode = GaitMode::walking;
    SessionTime start{};
    SessionTime end{};
    std::optional<SessionTime> final_contact{};  // end of the opening foot's stance
    StrideFlaws flaws{};
    MetricValues metrics{};  // a flawed stride keeps what could be measured; summaries use only valid strides

    [[nodiscard]] bool is_valid() const { return flaws.none(); }
};

}  // namespace sacrum
