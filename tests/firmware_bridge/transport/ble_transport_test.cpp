#include "firmware_bridge/transport/ble_transport.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>

#include "tests/firmware_bridge/transport/pty.hpp"
#include "tests/firmware_bridge/transport/session.hpp"
#include "tests/support/mock_bluez.hpp"

namespace sacrum::firmware_bridge {

using namespace transport_tests;

namespace {

using tests::MockBluez;

const std::string kOne = "AA:BB:CC:00:00:01";
const std::string kTwo = "AA:BB:CC:00:00:02";

void open_ble(Session& session, const std::string& address) {
    const auto parsed = parse_address(address);
    REQUIRE(parsed.has_value());
    session.begin(open_ble_transport(session.io(), session.clock, *parsed, kShortPauses));
}

// The numbers that the mock's "count" sends.
std::vector<std::uint32_t> numbers(const Session& session) {
    std::vector<std::uint32_t> found;
    for (const auto& arrival : session.arrivals) {
        std::uint32_t number = 0;
        if (arrival.bytes.size() >= sizeof number) std::memcpy(&number, arrival.bytes.data(), sizeof number);
        found.push_back(number);
    }
    return found;
}

std::vector<std::uint32_t> counted(std::uint32_t first, std::uint32_t count) {
    std::vector<std::uint32_t> all(count);
    for (std::uint32_t i = 0; i < count; ++i) all[i] = first + i;
    return all;
}

std::string sentence(const Session& session) {
    REQUIRE(session.end.has_value());
    REQUIRE_FALSE(session.end->has_value());
    return session.end->error().sentence;
}

// One per test, so that nothing of one test reaches the next.
std::unique_ptr<MockBluez> mock() {
    auto bluez = MockBluez::start();
    if (!bluez) WARN("not run: this machine has no dbus-daemon, or no python3 with dbus and gi");
    return bluez;
}

void check_thousand_with_a_loss(const std::string& words) {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " nus " + words);
    Session session;
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.is_up(); }));
    // The device leaves right behind its last packet, while this side has read none of them.
    bluez->tell("count " + kOne + " 0 500 244");
    bluez->tell("depart " + kOne);
    REQUIRE(session.until([&] { return session.times_up() == 2; }));
    bluez->tell("count " + kOne + " 500 500 244");
    REQUIRE(session.until([&] { return session.arrivals.size() == 1000; }));
    CHECK(numbers(session) == counted(0, 1000));
    REQUIRE(session.links.size() == 3);
    // Which of the two BlueZ says first is its own affair.
    CHECK_THAT(session.links[1].reason, Catch::Equals("the device is out of reach or was turned off") ||
                                            Catch::Equals("the notifications ended"));
    CHECK(session.arrivals[500].bytes.size() == 244);
    CHECK_FALSE(session.end.has_value());
}

}  // namespace

TEST_CASE("of 1,000 notifications through a descriptor none is lost over a disconnect") {
    check_thousand_with_a_loss("");
}

TEST_CASE("of 1,000 notifications as properties none is lost over a disconnect") {
    check_thousand_with_a_loss("noacquire");
}

TEST_CASE("notify=property asks for no descriptor") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " nus");
    Session session;
    open_ble(session, "ble:" + kOne + "?notify=property");
    REQUIRE(session.until([&] { return session.is_up(); }));
    bluez->tell("count " + kOne + " 0 10");
    bluez->tell("close " + kOne);  // closes descriptors, and there are none
    REQUIRE(session.until([&] { return session.arrivals.size() == 10; }));
    session.linger();
    CHECK(session.links.size() == 1);
}

TEST_CASE("a descriptor that closes while the device stays is acquired again") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " nus");
    Session session;
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.is_up(); }));
    bluez->tell("close " + kOne);
    REQUIRE(session.until([&] { return session.times_up() == 2; }));
    CHECK(session.links[1].reason == "the notifications ended");
    bluez->tell("count " + kOne + " 0 10");
    CHECK(session.until([&] { return session.arrivals.size() == 10; }));
}

TEST_CASE("the death of BlueZ is a lost link, and its return brings the device back") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " nus");
    Session session;
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.is_up(); }));
    bluez->kill();
    REQUIRE(session.until([&] { return !session.is_up(); }));
    REQUIRE(bluez->revive());
    bluez->tell("device " + kOne + " nus");
    REQUIRE(session.until([&] { return session.times_up() == 2; }));
    bluez->tell("count " + kOne + " 0 10");
    CHECK(session.until([&] { return session.arrivals.size() == 10; }));
}

TEST_CASE("a device is found by name or service, and after a loss the same one is, not its namesake") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " other name=Band");
    bluez->tell("device " + kTwo + " nus name=Sacrum");
    const auto* const by = GENERATE("?name=Sacrum", "?service=6E400001-B5A3-F393-E0A9-E50E24DCCA9E",
                                    "?name=Sacrum&service=6e400001-b5a3-f393-e0a9-e50e24dcca9e");
    Session session;
    open_ble(session, std::string("ble:") + by);
    REQUIRE(session.until([&] { return session.is_up(); }));
    CHECK(bluez->is("connected", kTwo));
    bluez->tell("device AA:BB:CC:00:00:00 nus name=Sacrum known");
    bluez->tell("drop " + kTwo);
    REQUIRE(session.until([&] { return session.times_up() == 2; }));
    CHECK(bluez->is("subscribed", kTwo));
    CHECK_FALSE(bluez->is("connected", "AA:BB:CC:00:00:00"));
}

TEST_CASE("a device that is not in reach ends the session with those that are") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " nus name=Sacrum");
    Session session;
    open_ble(session, "ble:?name=Sakrum&search_s=3");
    REQUIRE(session.until([&] { return session.end.has_value(); }));
    CHECK_THAT(sentence(session), Catch::StartsWith("ble:?name=Sakrum: no such device in 3 s"));
    CHECK_THAT(sentence(session), Catch::Contains("'Sacrum' (" + kOne + ")"));
    CHECK(session.links.empty());
}

TEST_CASE("a connection that fails twice is tried a third time, and three failures end the session") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " nus known");
    Session session;
    SECTION("twice") {
        bluez->tell("refuse " + kOne + " 2");
        open_ble(session, "ble:" + kOne);
        CHECK(session.until([&] { return session.is_up(); }));
    }
    SECTION("three times") {
        bluez->tell("refuse " + kOne + " 3");
        open_ble(session, "ble:" + kOne);
        REQUIRE(session.until([&] { return session.end.has_value(); }));
        CHECK_THAT(sentence(session), Catch::Contains("it does not answer; wake the device"));
    }
}

TEST_CASE("what keeps Bluetooth from working is one sentence with its remedy") {
    const auto bluez = mock();
    if (!bluez) return;
    Session session;
    std::string remedy;
    SECTION("no bus") {
        setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/tmp/sacrum_no_such_bus", 1);
        remedy = "sudo systemctl start dbus";
    }
    SECTION("no BlueZ") {
        bluez->kill();
        remedy = "sudo systemctl start bluetooth";
    }
    SECTION("no adapter") {
        bluez->tell("unplug");
        remedy = "there is no Bluetooth adapter; plug one in";
    }
    SECTION("the adapter is off") {
        bluez->tell("power off");
        remedy = "bluetoothctl power on";
    }
    SECTION("a device of an unknown kind") {
        bluez->tell("device " + kOne + " other");
        remedy = "see docs/devices.md";
    }
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.end.has_value(); }));
    CHECK_THAT(sentence(session), Catch::StartsWith("ble:" + kOne + ": ") && Catch::Contains(remedy));
}

TEST_CASE("a Movella DOT is subscribed to before it is told to measure, and its characteristics stay apart") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " dot");
    Session session;
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.is_up(); }));
    CHECK(bluez->tell("written " + kOne) ==
          "1002:10" + std::string(46, '0') + "3c00" + std::string(12, '0') + " 2001:01011a");
    bluez->tell("notify " + kOne + " 2002 0102");
    bluez->tell("notify " + kOne + " 3001 6400");
    REQUIRE(session.until([&] { return session.arrivals.size() == 2; }));
    CHECK(session.arrivals[0].channel == 0x2002);
    CHECK(session.arrivals[0].bytes == "\x01\x02");
    CHECK(session.arrivals[1].channel == 0x3001);
}

TEST_CASE("what is sent reaches the device in order, in parts that fit one packet") {
    const auto bluez = mock();
    if (!bluez) return;
    const auto* const kind = GENERATE("nus", "nus swapped", "nus noacquire");
    bluez->tell("device " + kOne + " " + kind);
    Session session;
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.is_up(); }));
    const std::string sent = std::string(300, 'a') + "b";
    session.transport->send(bytes_of(sent));
    std::string hex;
    REQUIRE(session.until([&] {
        auto words = bluez->tell("written " + kOne);
        for (auto at = words.find(':'); at != std::string::npos; at = words.find(':', at + 1)) {
            hex += words.substr(at + 1, words.find(' ', at) - at - 1);
        }
        return hex.size() == 2 * sent.size();
    }));
    CHECK(hex.ends_with("616162"));
}

TEST_CASE("the records of a file come as notifications, each one arrival") {
    const auto bluez = mock();
    if (!bluez) return;
    const ScratchFolder folder;
    std::ofstream(folder / "packets") << std::string("\x03\x00one\x04\x00more", 11);
    bluez->tell("device " + kOne + " nus");
    bluez->tell("play " + kOne + " " + (folder / "packets").string() + " 2");
    Session session;
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.arrivals.size() == 2; }));
    CHECK(session.arrivals[0].bytes == "one");
    CHECK(session.arrivals[1].bytes == "more");
    CHECK(session.until([&] { return !bluez->is("busy", kOne); }));
}

TEST_CASE("stopping disconnects the device, and nothing is heard after it") {
    const auto bluez = mock();
    if (!bluez) return;
    bluez->tell("device " + kOne + " nus");
    Session session;
    open_ble(session, "ble:" + kOne);
    REQUIRE(session.until([&] { return session.is_up(); }));
    session.on_arrival = [&] { session.transport->stop(); };
    bluez->tell("count " + kOne + " 0 100");
    REQUIRE(session.until([&] { return !session.arrivals.empty(); }));
    CHECK(session.until([&] { return !bluez->is("connected", kOne); }));
    session.linger();
    CHECK(session.arrivals.size() == 1);
    CHECK(session.links.size() == 1);
}

TEST_CASE("an option BLE does not have is refused with those it has") {
    Session session;
    open_ble(session, "ble:" + kOne + "?colour=x");
    CHECK(sentence(session) ==
          "ble:" + kOne + ": there is no option colour; there are name, service, notify, search_s");
    Session other;
    open_ble(other, "ble:Sacrum");
    CHECK_THAT(sentence(other), Catch::EndsWith("say ble:?name=Sacrum"));
}

}  // namespace sacrum::firmware_bridge
