#include "firmware_bridge/transport/address.hpp"

#include <catch2/catch.hpp>

namespace sacrum::firmware_bridge {
namespace {

std::string complaint(std::string_view text) {
    const auto parsed = parse_address(text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().kind == ErrorKind::usage);
    return parsed.error().sentence;
}

Address address(std::string_view text) {
    auto parsed = parse_address(text);
    REQUIRE(parsed.has_value());
    return *std::move(parsed);
}

}  // namespace

TEST_CASE("every documented form is understood") {
    struct Form {
        std::string_view text, scheme, target;
        std::map<std::string, std::string> options;
    };
    const Form forms[] = {
        {"serial:/dev/ttyUSB0?baud=921600", "serial", "/dev/ttyUSB0", {{"baud", "921600"}}},
        {"ble:AA:BB:CC:DD:EE:FF", "ble", "AA:BB:CC:DD:EE:FF", {}},
        {"ble:?name=Sacrum%2012&service=x", "ble", "", {{"name", "Sacrum 12"}, {"service", "x"}}},
        {"tcp://host:9000", "tcp", "host:9000", {}},
        {"tcp://:9000", "tcp", ":9000", {}},
        {"udp://:9000?silence_s=2", "udp", ":9000", {{"silence_s", "2"}}},
        {"file:run.sacrum?speed=1", "file", "run.sacrum", {{"speed", "1"}}},
        {"file:odd%3Fname.sacrum", "file", "odd?name.sacrum", {}},
        {"sim:runner?speed_mps=3.3&duration_s=60&speed=20",
         "sim",
         "runner",
         {{"speed_mps", "3.3"}, {"duration_s", "60"}, {"speed", "20"}}},
        {"sim:", "sim", "runner", {}},
        {"sim:?speed=2", "sim", "runner", {{"speed", "2"}}},
    };
    for (const auto& form : forms) {
        INFO(form.text);
        const auto found = address(form.text);
        CHECK(found.scheme == form.scheme);
        CHECK(found.target == form.target);
        CHECK(found.options == form.options);
    }
}

TEST_CASE("a bare path, host or BLE address is answered with the form that was meant") {
    CHECK_THAT(complaint("/dev/ttyUSB0"), Catch::EndsWith("say serial:/dev/ttyUSB0"));
    CHECK_THAT(complaint("ttyACM0"), Catch::EndsWith("say serial:/dev/ttyACM0"));
    CHECK_THAT(complaint("run.sacrum"), Catch::Contains("say file:run.sacrum"));
    CHECK_THAT(complaint("./a:b/run.sacrum"), Catch::Contains("say file:./a:b/run.sacrum"));
    CHECK_THAT(complaint("AA:BB:CC:DD:EE:FF"), Catch::EndsWith("say ble:AA:BB:CC:DD:EE:FF"));
    CHECK_THAT(complaint("192.168.1.7:9000"), Catch::EndsWith("say tcp://192.168.1.7:9000"));
    CHECK_THAT(complaint("localhost:9000"), Catch::EndsWith("say tcp://localhost:9000"));
}

TEST_CASE("an address that cannot be understood is named with what is wrong") {
    CHECK_THAT(complaint(""), Catch::StartsWith("the address is empty"));
    CHECK(complaint("usb:x") ==
          "usb:x: there is no kind of device named 'usb'; there are serial, ble, tcp, udp, file, sim");
    CHECK_THAT(complaint("serial:"), Catch::Contains("the form is serial:/dev/ttyUSB0"));
    CHECK_THAT(complaint("ble:"), Catch::Contains("the form is ble:AA"));
    CHECK_THAT(complaint("serial:a?baud"), Catch::Contains("'baud' is not an option"));
    CHECK_THAT(complaint("serial:a?=1"), Catch::Contains("'=1' is not an option"));
    CHECK_THAT(complaint("serial:a?baud=1&baud=2"), Catch::Contains("option baud is given twice"));
    for (const auto* const broken : {"file:a%", "file:a%2", "file:a%zz", "file:a%00b", "ble:?name=%4"}) {
        CHECK_THAT(complaint(broken), Catch::Contains("two hexadecimal digits"));
    }
}

TEST_CASE("an address does not go on after a zero byte") {
    using namespace std::string_view_literals;
    CHECK_THAT(complaint("file:a\0b"sv), Catch::StartsWith("file:a: a zero byte follows"));
}

TEST_CASE("unknown options are refused with those there are, numbers outside their range with the range") {
    constexpr std::string_view known[] = {"baud", "parity"};
    CHECK(check_options(address("serial:a?baud=1"), known).has_value());
    CHECK(check_options(address("serial:a?bud=1"), known).error().sentence ==
          "serial:a: there is no option bud; there are baud, parity");
    CHECK(check_options(address("tcp://:1?a=1"), {}).error().sentence ==
          "tcp://:1: there is no option a; a tcp address takes none");
    CHECK(number_option(address("serial:a"), "baud", 7.0, 1.0, 9.0) == 7.0);
    CHECK(number_option(address("serial:a?baud=2.5"), "baud", 7.0, 1.0, 9.0) == 2.5);
    for (const auto* const wrong : {"", "x", "5x", "10", "0", "nan", "1e400"}) {
        INFO(wrong);
        const auto found =
            number_option(address(std::string("serial:a?baud=") + wrong), "baud", 7.0, 1.0, 9.0);
        REQUIRE_FALSE(found.has_value());
        CHECK_THAT(found.error().sentence, Catch::EndsWith("is not a number from 1 to 9"));
    }
}

TEST_CASE("host and port come apart at the last colon") {
    const auto host_port = [](std::string_view text) { return host_port_of(address(text)); };
    CHECK(host_port("tcp://imu.local:80")->host == "imu.local");
    CHECK(host_port("tcp://imu.local:80")->port == 80);
    CHECK(host_port("udp://:65535")->host.empty());
    CHECK(host_port("udp://:65535")->port == 65535);
    CHECK(host_port("tcp://[::1]:80")->host == "::1");
    for (const auto* const wrong :
         {"tcp://host", "tcp://host:", "tcp://host:x", "tcp://host:65536", "tcp://::1:80"}) {
        INFO(wrong);
        CHECK_FALSE(host_port(wrong).has_value());
    }
}

}  // namespace sacrum::firmware_bridge
