// Plugs a simulated device in where a real one would be: at a pseudo-terminal, as a serial line, behind a TCP
// port, or as a sender of UDP datagrams. It begins when somebody listens (UDP: at once); what it says while
// nobody does is lost. Who listens too slowly loses whole notifications.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "domain/result.hpp"
#include "samples/simulated_device.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::samples {

class DevicePort {
  public:
    // where: "pty:/tmp/link" (makes that symbolic link, replaces one that is there) or "tcp://127.0.0.1:9000"
    // (port 0: any free one) or "udp://127.0.0.1:9000" (where to send). speed as for PacedDevice. on_end is
    // called when the device has said everything.
    static Result<std::unique_ptr<DevicePort>> open(boost::asio::io_context& io, const std::string& where,
                                                    SimulatedDevice device, double speed,
                                                    std::function<void()> on_end);
    DevicePort(const DevicePort&) = delete;
    DevicePort& operator=(const DevicePort&) = delete;
    ~DevicePort();  // unplugs it; nothing is called afterwards

    // Where a host finds it: "serial:/tmp/link" or "tcp://127.0.0.1:41321"; "udp://:9000" of who sends there.
    [[nodiscard]] std::string address() const;

  private:
    class Plug;
    class PtyPlug;
    class TcpPlug;
    class UdpPlug;
    explicit DevicePort(std::shared_ptr<Plug> plug);
    std::shared_ptr<Plug> plug_;
};

}  // namespace sacrum::samples
