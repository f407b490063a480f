// A decoder that finds out which protocol a device speaks: it shows the first bytes to all candidates, takes
// the one that understood clearly most, and plays what it kept to it, so that nothing is lost. When none
// understands the first 4 KiB or 2 s, these are skipped and it looks at the next. A function of the arrivals.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge {

struct ProtocolCandidate {
    std::string name;
    std::function<std::unique_ptr<Decoder>()> make;
};

class ProtocolDetector final : public Decoder {
  public:
    explicit ProtocolDetector(std::vector<ProtocolCandidate> candidates);

    void push(const Arrival& arrival, DecoderListener& listener) override;
    void restart() override;
    // Of the chosen protocol; before that of none.
    [[nodiscard]] DeviceClock clock() const override;
    [[nodiscard]] const DecoderCounts& counts() const override;

    // Empty until it is clear.
    [[nodiscard]] std::string name() const { return name_; }

  private:
    struct Kept {
        ArrivalTime time{};
        std::uint16_t channel = 0;
        std::size_t size = 0;
        bool is_restart = false;
    };
    struct Trial {
        ProtocolCandidate candidate;
        std::unique_ptr<Decoder> decoder;
    };

    void keep(const Arrival& arrival);
    void start_trials();
    [[nodiscard]] const Trial* clear_winner(bool is_last_look) const;
    void choose(const Trial& winner, DecoderListener& listener);
    void give_up();

    std::vector<Trial> trials_;
    std::vector<Kept> kept_;
    std::vector<std::byte> kept_bytes_;
    std::unique_ptr<Decoder> chosen_;
    std::string name_;
    DecoderCounts before_;  // what was skipped before the choice
    mutable DecoderCounts counts_;
};

}  // namespace sacrum::firmware_bridge
