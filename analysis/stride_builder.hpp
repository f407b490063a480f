// Strides from contacts, with every measure and every reason not to use it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_signals.hpp"
#include "analysis/stride_displacement.hpp"
#include "domain/stride.hpp"

namespace sacrum::analysis {

// The contact at which the foot of contact `k` lands next: k + 2, or k + 1 where one between them was missed.
// Empty where the bout holds none.
std::optional<std::size_t> next_of_same_foot(std::span<const Contact> contacts, std::size_t k);

class StrideBuilder {
  public:
    struct Params {
        double drop_window =
            0.6;                 // of stance, from contact: later the swing side rises above the stance side
        double irregular = 0.3;  // a stride time further than this share from its two steps' local rhythm
        double decided = 0.9;    // probability from which a side counts
        StrideDisplacement::Params displacement{};
    };
    explicit StrideBuilder(const Params& params) : params_(params), displacement_(params.displacement) {}

    // The stride that contact `k` opens; empty where the bout holds no later contact of that foot.
    std::optional<Stride> build(const GaitSignals& signals, std::span<const Contact> contacts, std::size_t k,
                                std::span<const Turn> turns);
    // Measures only the displacement from contact `k` to `next`.
    void displace(const GaitSignals& signals, std::span<const Contact> contacts, std::size_t k,
                  std::size_t next, std::span<const Turn> turns);
    // Of the last stride that was built or displaced.
    [[nodiscard]] const StrideDisplacement& displacement() const { return displacement_; }

  private:
    struct Span {
        double ic = 0.0, end = 0.0;  // s
        std::optional<double> fc{};
    };
    void mark_flaws(const GaitSignals& signals, std::span<const Contact> contacts, std::size_t k,
                    std::span<const Turn> turns, Stride& stride) const;
    void measure_times(std::span<const Contact> contacts, std::size_t k, const Span& span,
                       Stride& stride) const;
    void measure_drop(const GaitSignals& signals, const Span& span, Stride& stride) const;
    void measure_ranges(const GaitSignals& signals, const Span& span, Stride& stride) const;

    Params params_;
    StrideDisplacement displacement_;
};

}  // namespace sacrum::analysis
