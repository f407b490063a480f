// A way for bytes to reach this machine. Everything happens on the one thread that runs the io_context;
// nothing here blocks it.
#pragma once

#include <span>

#include "domain/result.hpp"
#include "firmware_bridge/arrival.hpp"

namespace sacrum::firmware_bridge {

// Hears what a transport brings. Never called from inside start, send or stop.
class TransportListener {
  public:
    virtual ~TransportListener() = default;
    virtual void on_bytes(const Arrival& arrival) = 0;
    virtual void on_link(const LinkChange& change) = 0;
    // Nothing will come any more: the end of a file, of a simulated run, or a fault no waiting mends (the
    // error says which). A lost link is not an end.
    virtual void on_end(const Result<void>& how) = 0;
};

// One device. A link that is lost is sought again, with growing pauses, until stop().
class Transport {
  public:
    virtual ~Transport() = default;
    // Begins to connect; the listener must outlive the transport or its stop().
    virtual void start(TransportListener& listener) = 0;
    // To the device, in order; what cannot be sent because the link is down is dropped.
    virtual void send(std::span<const std::byte> bytes) = 0;
    // Closes the link. The listener hears nothing after this returns.
    virtual void stop() = 0;
};

}  // namespace sacrum::firmware_bridge
