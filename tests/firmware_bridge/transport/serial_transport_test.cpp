#include "firmware_bridge/transport/serial_transport.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/firmware_bridge/transport/pty.hpp"
#include "tests/firmware_bridge/transport/session.hpp"
#include "tests/support/pseudo_terminal.hpp"

namespace sacrum::firmware_bridge {

using namespace transport_tests;

namespace {

void open_serial(Session& session, const std::string& address) {
    const auto parsed = parse_address(address);
    REQUIRE(parsed.has_value());
    session.begin(open_serial_transport(session.io(), session.clock, *parsed, kShortPauses));
}

}  // namespace

TEST_CASE("every byte value crosses a serial line both ways as it is") {
    if (!sacrum::tests::has_pseudo_terminals()) return;
    const ScratchFolder folder;
    const Pty line(folder / "imu");
    Session session;
    open_serial(session, "serial:" + line.link());
    REQUIRE(session.until([&] { return session.is_up(); }));
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    line.send(all);
    REQUIRE(session.until([&] { return session.text().size() >= all.size(); }));
    CHECK(session.text() == all);
    session.transport->send(bytes_of(all));
    std::string back;
    REQUIRE(session.until([&] { return (back += line.receive()).size() >= all.size(); }));
    CHECK(back == all);
}

TEST_CASE("a serial device that is unplugged and plugged in again goes on under the same name") {
    if (!sacrum::tests::has_pseudo_terminals()) return;
    const ScratchFolder folder;
    Pty line(folder / "imu");
    Session session;
    open_serial(session, "serial:" + line.link());
    REQUIRE(session.until([&] { return session.is_up(); }));
    line.send("before ");
    REQUIRE(session.until([&] { return session.text() == "before "; }));
    line.unplug();
    REQUIRE(session.until([&] { return !session.is_up(); }));
    CHECK(session.links.back().reason == "the device was unplugged");
    session.transport->send(bytes_of("dropped"));
    session.linger();  // attempts find no port meanwhile
    CHECK_FALSE(session.end.has_value());
    line.plug_in();
    REQUIRE(session.until([&] { return session.is_up(); }));
    line.send("after");
    REQUIRE(session.until([&] { return session.text() == "before after"; }));
    CHECK(session.links.size() == 3);
    CHECK(line.receive().empty());
}

TEST_CASE("what a device sends just before it is unplugged is still heard") {
    if (!sacrum::tests::has_pseudo_terminals()) return;
    const ScratchFolder folder;
    Pty line(folder / "imu");
    Session session;
    open_serial(session, "serial:" + line.link());
    REQUIRE(session.until([&] { return session.is_up(); }));
    line.send("the end");
    REQUIRE(session.until([&] { return !session.arrivals.empty(); }));
    line.unplug();
    REQUIRE(session.until([&] { return !session.is_up(); }));
    CHECK(session.text() == "the end");
}

TEST_CASE("a device that does not read does not hold up the program") {
    if (!sacrum::tests::has_pseudo_terminals()) return;
    const ScratchFolder folder;
    const Pty line(folder / "imu");
    Session session;
    open_serial(session, "serial:" + line.link());
    REQUIRE(session.until([&] { return session.is_up(); }));
    const std::string much(4096, 'x');
    for (int i = 0; i < 100; ++i) session.transport->send(bytes_of(much));
    line.send("still heard");
    CHECK(session.until([&] { return session.text() == "still heard"; }));
}

TEST_CASE("a port that is missing or none at all ends the session with a remedy") {
    const ScratchFolder folder;
    std::ofstream(folder / "file") << "x";
    Session session;
    std::string remedy;
    SECTION("missing") {
        open_serial(session, "serial:" + (folder / "none").string());
        remedy = "there is no such port; plug the device in";
    }
    SECTION("a file") {
        open_serial(session, "serial:" + (folder / "file").string());
        remedy = "it is not a serial port; sacrum devices lists them";
    }
    SECTION("a rate that is none") {
        open_serial(session, "serial:x?baud=fast");
        remedy = "baud=fast is not a number from 50 to 12000000";
    }
    REQUIRE(session.until([&] { return session.end.has_value(); }));
    CHECK_THAT(session.end->error().sentence, Catch::StartsWith("serial:") && Catch::Contains(remedy));
    CHECK(session.links.empty());
}

}  // namespace sacrum::firmware_bridge
