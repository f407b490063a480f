// A link between a device and its decoder that goes wrong, the same way each time for the same seed. Works on
// messages: what a device says in one piece, a frame, a line or a notification.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "firmware_bridge/arrival.hpp"
#include "samples/random.hpp"
#include "tests/firmware_bridge/protocol/foreign_messages.hpp"

namespace sacrum::firmware_bridge::tests {

// How likely each fault is, for a message.
struct LinkFaults {
    double stall = 0.0;       // it and what follows come up to 1.5 s late, all at once
    double cut = 0.0;         // its end is lost
    double repeat = 0.0;      // it comes twice
    double swap = 0.0;        // it changes places with one of the next three
    double drop = 0.0;        // it and up to 20 more are lost
    double garbage = 0.0;     // up to 300 bytes of anything before it
    double scar = 0.0;        // bytes within it are others, are lost, or are put in
    double disconnect = 0.0;  // the link is lost in the middle of it, and is back up to 40 messages later
};

// What loses and moves messages, but makes no bytes.
inline constexpr LinkFaults kLosses{
    .stall = 0.005, .cut = 0.02, .repeat = 0.01, .swap = 0.02, .drop = 0.005, .disconnect = 0.002};

struct LinkEvent {
    ArrivalTime time{};
    Message bytes{};
    bool is_loss = false;  // of the link
};

struct Carried {
    std::vector<LinkEvent> events;
    std::int64_t cuts = 0;  // messages whose end was lost with the link still up
    std::int64_t garbage = 0;
    std::int64_t scars = 0;
    std::int64_t losses = 0;  // of the link
};

class FaultyLink {
  public:
    // `keeps_messages`: each is an arrival of its own, as notifications and datagrams are. Else the bytes are
    // a stream that is cut anywhere.
    FaultyLink(std::uint64_t seed, bool keeps_messages)
        : random_(seed, 20), pieces_(seed, 21), keeps_messages_(keeps_messages) {}

    // Messages that are `interval` apart. Time goes on from one call to the next.
    void carry(std::vector<Message> messages, Duration interval, const LinkFaults& faults, Carried& out) {
        for (std::size_t i = 0; i < messages.size(); ++i) {
            if (random_.chance(faults.swap))
                std::swap(messages[i], messages[std::min(messages.size() - 1, i + 1 + up_to(3))]);
        }
        for (std::size_t i = 0; i < messages.size(); ++i) {
            sent_ += interval;
            if (random_.chance(faults.drop)) {
                const std::size_t more = up_to(20);
                i += more;
                sent_ += std::int64_t(more) * interval;
                continue;
            }
            if (random_.chance(faults.disconnect)) {
                i += lose_link(messages[i], interval, out);
                continue;
            }
            if (random_.chance(faults.stall))
                stalled_until_ =
                    std::max(stalled_until_, sent_ + duration_from_seconds(random_.uniform(0.05, 1.5)));
            if (random_.chance(faults.garbage)) {
                ++out.garbage;
                arrive(anything(1 + up_to(300)), out);
            }
            Message& message = messages[i];
            if (random_.chance(faults.cut)) {
                ++out.cuts;
                message.resize(up_to(message.size()));
            }
            if (random_.chance(faults.scar)) {
                ++out.scars;
                scar(message);
            }
            arrive(message, out);
            if (random_.chance(faults.repeat)) arrive(message, out);
        }
    }

  private:
    std::size_t up_to(std::size_t below) { return std::size_t(random_.uniform(0.0, double(below))); }
    std::byte any() { return std::byte(up_to(256)); }

    Message anything(std::size_t size) {
        Message bytes(size);
        for (std::byte& byte : bytes) byte = any();
        return bytes;
    }

    // How many messages more are lost with it.
    std::size_t lose_link(Message& message, Duration interval, Carried& out) {
        ++out.losses;
        message.resize(up_to(message.size()));
        arrive(message, out);
        const std::size_t more = up_to(40);
        sent_ += std::int64_t(more) * interval;
        out.events.push_back({.time = now(), .is_loss = true});
        return more;
    }

    void scar(Message& message) {
        if (message.empty()) return;
        const auto at = message.begin() + std::ptrdiff_t(up_to(message.size()));
        const auto room = std::size_t(message.end() - at);
        const auto end = at + std::ptrdiff_t(std::min(room, 1 + up_to(4)));
        if (random_.chance(0.4)) {
            for (auto byte = at; byte != end; ++byte) *byte = any();
        } else if (random_.chance(0.5)) {
            message.erase(at, end);
        } else {
            const Message more = anything(1 + up_to(4));
            message.insert(at, more.begin(), more.end());
        }
    }

    [[nodiscard]] ArrivalTime now() const { return std::max(sent_, stalled_until_); }

    void arrive(const Message& message, Carried& out) {
        if (keeps_messages_) return out.events.push_back({now(), message});
        std::span<const std::byte> rest(message);
        while (!rest.empty()) {
            const std::size_t size = pieces_.chance(0.5)
                                         ? rest.size()
                                         : 1 + std::size_t(pieces_.uniform(0.0, double(rest.size())));
            const auto piece = rest.first(std::min(size, rest.size()));
            rest = rest.subspan(piece.size());
            const bool joins = !out.events.empty() && !out.events.back().is_loss &&
                               out.events.back().time == now() && pieces_.chance(0.5);
            if (!joins) out.events.push_back({.time = now()});
            Message& bytes = out.events.back().bytes;
            bytes.insert(bytes.end(), piece.begin(), piece.end());
        }
    }

    samples::Random random_, pieces_;
    bool keeps_messages_ = false;
    ArrivalTime sent_{};
    ArrivalTime stalled_until_{};
};

}  // namespace sacrum::firmware_bridge::tests
