#include "sinks/alerts/alert_output.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "sinks/alerts/datagram_sender.hpp"
#include "sinks/alerts/osc_message.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::sinks {
namespace {

class JsonDatagrams final : public AlertOutput {
  public:
    explicit JsonDatagrams(DatagramSender sender) : sender_(std::move(sender)) {}
    void say(const proto::LiveMessage& message) override { sender_.send(json_line(message)); }

  private:
    DatagramSender sender_;
};

class OscDatagrams final : public AlertOutput {
  public:
    explicit OscDatagrams(DatagramSender sender) : sender_(std::move(sender)) {}
    void say(const proto::LiveMessage& message) override {
        for (const std::string& datagram : osc_messages(message)) sender_.send(datagram);
    }

  private:
    DatagramSender sender_;
};

struct Place {
    std::string host, port;
};

// "host:port", "[::1]:port"
std::optional<Place> parse_place(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    unsigned number = 0;
    const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
    if (read.ec != std::errc() || read.ptr != port.data() + port.size() || number == 0 || number > 65535)
        return std::nullopt;
    const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
    if (is_bracketed) host = host.substr(1, host.size() - 2);
    if (host.empty() || (!is_bracketed && host.find(':') != std::string_view::npos)) return std::nullopt;
    return Place{std::string(host), std::string(port)};
}

}  // namespace

bool is_for_alerts(const proto::LiveMessage& message) {
    return message.has_alert() || message.has_baseline() || message.has_feedback();
}

Result<std::unique_ptr<AlertOutput>> open_alert_output(std::string_view address) {
    constexpr std::string_view kUdp = "udp://", kOsc = "osc://";
    const bool is_osc = address.starts_with(kOsc);
    const auto place =
        is_osc || address.starts_with(kUdp) ? parse_place(address.substr(kUdp.size())) : std::nullopt;
    if (!place) {
        return fail(ErrorKind::usage,
                    fmt::format("--alerts {}: not understood; give json, udp://host:port or osc://host:port",
                                address));
    }
    auto sender = DatagramSender::to(place->host, place->port, address);
    if (!sender) return tl::unexpected(sender.error());
    if (is_osc) return std::make_unique<OscDatagrams>(std::move(*sender));
    return std::make_unique<JsonDatagrams>(std::move(*sender));
}

}  // namespace sacrum::sinks
