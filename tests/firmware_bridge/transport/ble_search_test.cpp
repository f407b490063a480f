#include "firmware_bridge/transport/ble_search.hpp"

#include <catch2/catch.hpp>
#include <optional>

#include "tests/firmware_bridge/transport/session.hpp"
#include "tests/support/mock_bluez.hpp"

namespace sacrum::firmware_bridge {

using namespace transport_tests;

TEST_CASE("a search lists what is in reach, loudest first, with its kind") {
    const auto bluez = tests::MockBluez::start();
    if (!bluez) {
        WARN("not run: this machine has no dbus-daemon, or no python3 with dbus and gi");
        return;
    }
    bluez->tell("device AA:BB:CC:00:00:01 dot name=DOT");
    bluez->tell("device AA:BB:CC:00:00:02 other");
    bluez->tell("device AA:BB:CC:00:00:03 nus name=Sacrum known quiet");
    Session session;
    std::optional<Result<std::vector<BleDevice>>> found;
    const auto search = [&] {
        scan_ble(session.io(), std::chrono::milliseconds(200),
                 [&](const Result<std::vector<BleDevice>>& devices) { found = devices; });
        REQUIRE(session.until([&] { return found.has_value(); }));
    };
    SECTION("found") {
        search();
        REQUIRE(found->has_value());
        REQUIRE((*found)->size() == 2);
        CHECK((**found)[0].name == "DOT");
        CHECK((**found)[0].address == "AA:BB:CC:00:00:01");
        CHECK((**found)[0].profile == "Movella DOT");
        CHECK((**found)[0].rssi_dbm == -40);
        CHECK((**found)[1].profile.empty());
    }
    SECTION("an adapter that is off") {
        bluez->tell("power off");
        search();
        REQUIRE_FALSE(found->has_value());
        CHECK_THAT(found->error().sentence, Catch::Contains("bluetoothctl power on"));
    }
    SECTION("BlueZ dies meanwhile") {
        scan_ble(session.io(), std::chrono::seconds(60),
                 [&](const Result<std::vector<BleDevice>>& devices) { found = devices; });
        session.linger();
        bluez->kill();
        REQUIRE(session.until([&] { return found.has_value(); }));
        REQUIRE_FALSE(found->has_value());
        CHECK_THAT(found->error().sentence, Catch::StartsWith("Bluetooth: BlueZ stopped"));
    }
}

TEST_CASE("of devices with one name the loudest is taken, and none that is out of reach") {
    BluezTree tree;
    tree.devices["/far"] = {
        .address = "AA:AA:AA:AA:AA:AA", .name = "Sacrum", .rssi_dbm = -80, .services = {}};
    tree.devices["/near"] = {
        .address = "AA:AA:AA:AA:AA:AB", .name = "Sacrum", .rssi_dbm = -50, .services = {}};
    tree.devices["/remembered"] = {
        .address = "AA:AA:AA:AA:AA:AC", .name = "Old", .rssi_dbm = {}, .services = {}};
    CHECK(find_device(tree, {.address = "", .name = "Sacrum", .service = ""}) == "/near");
    CHECK(find_device(tree, {.address = "", .name = "Old", .service = ""}) == std::nullopt);
    CHECK(find_device(tree, {.address = "AA:AA:AA:AA:AA:AC", .name = "", .service = ""}) == "/remembered");
    CHECK(find_device(tree, {.address = "", .name = "sacrum", .service = ""}) == std::nullopt);
}

}  // namespace sacrum::firmware_bridge
