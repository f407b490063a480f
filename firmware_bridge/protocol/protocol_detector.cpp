#include "firmware_bridge/protocol/protocol_detector.hpp"

#include <algorithm>
#include <utility>

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostBytes = 4096;
constexpr ArrivalTime kLongestLook = std::chrono::seconds(2);
constexpr std::size_t kMostArrivals = 2048;
constexpr std::int64_t kEnoughPackets = 8;  // to be sure before the look is over
constexpr double kClearShare = 0.5;         // of the bytes must be understood
constexpr double kClearLead = 2.0;          // over the next best

class NobodyListens final : public DecoderListener {
  public:
    void on_sample(const DeviceSample&) override {}
    void on_description(const DeviceDescription&) override {}
    void on_battery(const Battery&) override {}
};

}  // namespace

ProtocolDetector::ProtocolDetector(std::vector<ProtocolCandidate> candidates) {
    kept_.reserve(kMostArrivals);
    kept_bytes_.reserve(kMostBytes);
    for (ProtocolCandidate& candidate : candidates) trials_.push_back({std::move(candidate), nullptr});
    start_trials();
}

void ProtocolDetector::start_trials() {
    for (Trial& trial : trials_) trial.decoder = trial.candidate.make();
    kept_.clear();
    kept_bytes_.clear();
}

void ProtocolDetector::push(const Arrival& arrival, DecoderListener& listener) {
    if (chosen_) return chosen_->push(arrival, listener);
    const auto is_over = [&](std::size_t more_bytes) {
        return !kept_.empty() &&
               (kept_bytes_.size() + more_bytes > kMostBytes || kept_.size() == kMostArrivals ||
                arrival.time - kept_.front().time > kLongestLook);
    };
    if (is_over(std::min(arrival.bytes.size(), kMostBytes))) {
        if (const Trial* winner = clear_winner(true)) {
            choose(*winner, listener);
            return chosen_->push(arrival, listener);
        }
        give_up();
    }
    // What is longer than the look is looked at in pieces of it.
    if (arrival.bytes.size() > kMostBytes) {
        push({arrival.time, arrival.channel, arrival.bytes.first(kMostBytes)}, listener);
        push({arrival.time, arrival.channel, arrival.bytes.subspan(kMostBytes)}, listener);
        return;
    }
    keep(arrival);
    if (const Trial* winner = clear_winner(false)) choose(*winner, listener);
}

void ProtocolDetector::keep(const Arrival& arrival) {
    NobodyListens nobody;
    for (Trial& trial : trials_) trial.decoder->push(arrival, nobody);
    kept_.push_back({arrival.time, arrival.channel, arrival.bytes.size(), false});
    kept_bytes_.insert(kept_bytes_.end(), arrival.bytes.begin(), arrival.bytes.end());
}

const ProtocolDetector::Trial* ProtocolDetector::clear_winner(bool is_last_look) const {
    const Trial* best = nullptr;
    double most = 0.0;
    double next = 0.0;
    for (const Trial& trial : trials_) {
        const DecoderCounts& counts = trial.decoder->counts();
        if (counts.packets < (is_last_look ? 1 : kEnoughPackets)) continue;
        const double understood = double(kept_bytes_.size()) - double(counts.skipped_bytes);
        if (understood > most) {
            next = std::exchange(most, understood);
            best = &trial;
        } else {
            next = std::max(next, understood);
        }
    }
    const bool is_clear = most >= kClearShare * double(kept_bytes_.size()) && most >= kClearLead * next;
    return is_clear ? best : nullptr;
}

void ProtocolDetector::choose(const Trial& winner, DecoderListener& listener) {
    chosen_ = winner.candidate.make();
    name_ = winner.candidate.name;
    std::span<const std::byte> rest(kept_bytes_);
    for (const Kept& kept : kept_) {
        if (kept.is_restart) {
            chosen_->restart();
            continue;
        }
        chosen_->push({kept.time, kept.channel, rest.first(kept.size)}, listener);
        rest = rest.subspan(kept.size);
    }
    trials_.clear();
    kept_ = {};
    kept_bytes_ = {};
}

void ProtocolDetector::give_up() {
    before_.skipped_bytes += std::int64_t(kept_bytes_.size());
    start_trials();
}

void ProtocolDetector::restart() {
    if (chosen_) return chosen_->restart();
    if (kept_.empty()) return;
    if (kept_.size() == kMostArrivals) return give_up();
    for (Trial& trial : trials_) trial.decoder->restart();
    kept_.push_back({.time = kept_.back().time, .is_restart = true});
}

DeviceClock ProtocolDetector::clock() const { return chosen_ ? chosen_->clock() : DeviceClock{}; }

const DecoderCounts& ProtocolDetector::counts() const {
    counts_ = chosen_ ? chosen_->counts() : DecoderCounts{};
    counts_.skipped_bytes += before_.skipped_bytes;
    return counts_;
}

}  // namespace sacrum::firmware_bridge
