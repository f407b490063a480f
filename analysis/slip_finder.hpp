// Whether the sensor moved on the body: the mean attitude in gait steps to another level and stays there.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "analysis/contact.hpp"
#include "analysis/gait_signals.hpp"

namespace sacrum::analysis {

class SlipFinder {
  public:
    struct Params {
        double chunk_s = 5.0;       // over which the mean attitude is taken, in whole strides
        double least_deg = 5.0;     // posture drifts by less from one quarter of a minute to the next
        double noise_factor = 4.0;  // and the step stands out from the scatter of the chunks by this much
    };
    explicit SlipFinder(const Params& params) : params_(params) {}

    // Contacts in order of time; `signals` must reach back to the contact before.
    void see(const GaitSignals& signals, const Contact& contact);
    // Session time of the first slip, in seconds; known some 15 s after it.
    [[nodiscard]] std::optional<double> slipped_at_s() const { return slipped_at_s_; }

  private:
    struct Chunk {
        double start_s = 0.0;
        double obliquity = 0.0;
        double tilt = 0.0;
        double rows = 0.0;
    };
    // Three before, the one that may hold the slip, three after.
    static constexpr std::size_t kSide = 3;
    static constexpr std::size_t kChunks = 2 * kSide + 1;

    void restart(const Contact& contact);
    void compare();
    static double scatter_of(std::span<const Chunk> chunks);
    static double median_of(std::span<const Chunk> chunks, double Chunk::*field);

    Params params_;
    std::array<Chunk, kChunks> chunks_{};
    std::size_t known_ = 0;
    Chunk current_{};
    std::optional<Contact> last_{};
    std::size_t steps_ = 0;  // in the current chunk
    std::optional<double> slipped_at_s_{};
};

}  // namespace sacrum::analysis
