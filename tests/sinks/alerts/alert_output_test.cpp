#include "sinks/alerts/alert_output.hpp"

#include <arpa/inet.h>
#include <lo/lo.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "sinks/alerts/osc_message.hpp"
#include "sinks/report/report_message.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

// A socket of this machine that hears datagrams.
class Ear {
  public:
    Ear() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
        REQUIRE(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port_ = ntohs(address.sin_port);
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        REQUIRE(setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
    }
    ~Ear() { close(socket_); }
    Ear(const Ear&) = delete;
    Ear& operator=(const Ear&) = delete;

    [[nodiscard]] std::string place() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::string hear() const {
        std::array<char, 2048> bytes{};
        const ssize_t size = recv(socket_, bytes.data(), bytes.size(), 0);
        REQUIRE(size >= 0);
        return {bytes.data(), std::size_t(size)};
    }

  private:
    int socket_ = ::socket(AF_INET, SOCK_DGRAM, 0);
    std::uint16_t port_ = 0;
};

// An OSC 1.0 message, read strictly: everything padded with zeros to four bytes, and nothing left over.
struct Osc {
    std::string path, types;
    std::vector<std::string> texts;
    std::vector<float> numbers;
    std::vector<std::int32_t> whole;
};

std::string take_text(std::string_view& rest) {
    const auto end = rest.find('\0');
    REQUIRE(end != std::string_view::npos);
    const std::size_t padded = (end / 4 + 1) * 4;
    REQUIRE(rest.size() >= padded);
    for (std::size_t at = end; at < padded; ++at) REQUIRE(rest[at] == '\0');
    std::string text(rest.substr(0, end));
    rest.remove_prefix(padded);
    return text;
}

std::uint32_t take_word(std::string_view& rest) {
    REQUIRE(rest.size() >= 4);
    std::uint32_t word = 0;
    for (std::size_t at = 0; at < 4; ++at) word = word << 8U | static_cast<unsigned char>(rest[at]);
    rest.remove_prefix(4);
    return word;
}

Osc parse(std::string_view rest) {
    REQUIRE(rest.size() % 4 == 0);
    Osc osc;
    osc.path = take_text(rest);
    REQUIRE(osc.path.starts_with('/'));
    osc.types = take_text(rest);
    REQUIRE(osc.types.starts_with(','));
    for (const char type : osc.types.substr(1)) {
        if (type == 's') {
            osc.texts.push_back(take_text(rest));
        } else if (type == 'f') {
            osc.numbers.push_back(std::bit_cast<float>(take_word(rest)));
        } else {
            REQUIRE(type == 'i');
            osc.whole.push_back(std::bit_cast<std::int32_t>(take_word(rest)));
        }
    }
    REQUIRE(rest.empty());
    return osc;
}

proto::LiveMessage an_alert() {
    proto::LiveMessage message;
    auto& alert = *message.mutable_alert();
    alert.set_time_s(12.5);
    alert.set_noticed_at_s(15.0);
    alert.set_measure(proto::PELVIC_DROP);
    alert.set_side(proto::LEFT);
    alert.set_place(proto::Alert::ABOVE);
    alert.set_measured(8.75);
    alert.set_high(8.0);
    alert.set_is_signalled(true);
    return message;
}

proto::LiveMessage a_baseline() {
    proto::LiveMessage message;
    auto& usual = *message.mutable_baseline()->add_measures();
    usual.set_measure(proto::CADENCE);
    usual.set_median(170.5);
    usual.set_detectable(2.25);
    usual.set_strides(80);
    return message;
}

}  // namespace

TEST_CASE("over UDP a listener hears the line of JSON that stdout would have") {
    const Ear ear;
    auto output = open_alert_output("udp://" + ear.place());
    REQUIRE(output);
    (*output)->say(an_alert());
    (*output)->say(a_baseline());
    CHECK(ear.hear() == json_line(an_alert()));
    CHECK(ear.hear() == json_line(a_baseline()));
}

TEST_CASE("over OSC a listener hears addresses with typed arguments") {
    const Ear ear;
    auto output = open_alert_output("osc://" + ear.place());
    REQUIRE(output);
    (*output)->say(an_alert());
    (*output)->say(a_baseline());
    proto::LiveMessage state;
    state.mutable_feedback()->set_is_given(true);
    state.mutable_feedback()->set_planned_fraction(0.5);
    state.mutable_feedback()->set_time_s(60.0);
    (*output)->say(state);

    const Osc alert = parse(ear.hear());
    CHECK(alert.path == "/sacrum/alert/drop/left");
    CHECK(alert.types == ",sfffif");
    CHECK(alert.texts == std::vector<std::string>{"above"});
    CHECK((alert.numbers == std::vector<float>{8.75F, -INFINITY, 8.0F, 12.5F}));
    CHECK(alert.whole == std::vector<std::int32_t>{1});
    const Osc baseline = parse(ear.hear());
    CHECK(baseline.path == "/sacrum/baseline/cadence");
    CHECK(baseline.types == ",ffi");
    CHECK(baseline.numbers == std::vector<float>{170.5F, 2.25F});
    CHECK(baseline.whole == std::vector<std::int32_t>{80});
    const Osc feedback = parse(ear.hear());
    CHECK(feedback.path == "/sacrum/feedback");
    CHECK(feedback.types == ",iff");
    CHECK(feedback.whole == std::vector<std::int32_t>{1});
    CHECK(feedback.numbers == std::vector<float>{0.5F, 60.0F});
}

TEST_CASE("what is not known, and the device among several, is in the OSC message too") {
    auto message = an_alert();
    message.set_device(2);
    message.mutable_alert()->set_place(proto::Alert::PLACE_NOT_KNOWN);
    message.mutable_alert()->clear_measured();
    const auto datagrams = osc_messages(message);
    REQUIRE(datagrams.size() == 1);
    const Osc alert = parse(datagrams[0]);
    CHECK(alert.path == "/sacrum/2/alert/drop/left");
    CHECK(alert.texts == std::vector<std::string>{"unknown"});
    CHECK(std::isnan(alert.numbers[0]));
    proto::LiveMessage none;
    none.mutable_baseline()->set_reason("too few");
    const Osc baseline = parse(osc_messages(none).at(0));
    CHECK(baseline.path == "/sacrum/baseline/none");
    CHECK(baseline.texts == std::vector<std::string>{"too few"});
}

TEST_CASE("liblo's own reader takes what is sent") {
    auto bytes = osc_messages(an_alert()).at(0);
    int result = 0;
    lo_message read = lo_message_deserialise(bytes.data(), bytes.size(), &result);
    REQUIRE(read != nullptr);
    CHECK(result == 0);
    CHECK(lo_message_get_argc(read) == 6);
    CHECK(lo_message_get_argv(read)[1]->f == 8.75F);
    lo_message_free(read);
}

TEST_CASE("only alerts, baselines and the state of feedback are for these outputs") {
    CHECK(is_for_alerts(an_alert()));
    CHECK(is_for_alerts(a_baseline()));
    proto::LiveMessage stride;
    stride.mutable_stride();
    CHECK_FALSE(is_for_alerts(stride));
    CHECK(osc_messages(stride).empty());
}

TEST_CASE("a listener that is not there yet is no fault, and hears what comes once it is") {
    std::string place;
    {
        const Ear ear;
        place = ear.place();
    }
    auto output = open_alert_output("udp://" + place);
    REQUIRE(output);
    for (int n = 0; n < 100; ++n) (*output)->say(an_alert());
}

TEST_CASE("an address that cannot be understood is refused with what can be") {
    for (const char* address :
         {"", "xml", "udp://", "udp://127.0.0.1", "udp://127.0.0.1:0", "udp://127.0.0.1:x", "osc://:9000",
          "udp://127.0.0.1:70000", "udp://1:2:3:4", "tcp://127.0.0.1:9000"}) {
        INFO(address);
        const auto output = open_alert_output(address);
        REQUIRE_FALSE(output);
        CHECK(output.error().sentence.find("give json, udp://host:port or osc://host:port") !=
              std::string::npos);
    }
    const auto nobody = open_alert_output("udp://there-is-no-such-host.invalid:9000");
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().kind == ErrorKind::usage);
    CHECK(nobody.error().sentence.find("no such host") != std::string::npos);
}
