#include "firmware_bridge/transport/ble_profile.hpp"

#include <catch2/catch.hpp>

namespace sacrum::firmware_bridge {
namespace {

// A Nordic UART device as the current convention has it, or with the two UUIDs exchanged.
BluezTree nordic_uart(bool is_swapped) {
    const std::string lower = "6e400002-b5a3-f393-e0a9-e50e24dcca9e";
    const std::string upper = "6e400003-b5a3-f393-e0a9-e50e24dcca9e";
    BluezTree tree;
    tree.services["/d/s"] = {.uuid = "6e400001-b5a3-f393-e0a9-e50e24dcca9e", .device = "/d"};
    tree.characteristics["/d/s/rx"] = {
        .uuid = is_swapped ? upper : lower, .service = "/d/s", .flags = {"write-without-response"}};
    tree.characteristics["/d/s/tx"] = {
        .uuid = is_swapped ? lower : upper, .service = "/d/s", .flags = {"notify"}};
    return tree;
}

}  // namespace

TEST_CASE("Nordic UART's two characteristics are told apart by what they can do, not by their UUIDs") {
    const auto found = find_endpoints(nordic_uart(GENERATE(false, true)), "/d");
    REQUIRE(found.has_value());
    REQUIRE(found->subscriptions.size() == 1);
    CHECK(found->subscriptions[0].path == "/d/s/tx");
    REQUIRE(found->outlet.has_value());
    CHECK(found->outlet->path == "/d/s/rx");
    CHECK_FALSE(found->outlet->with_response);
}

TEST_CASE("another device's services are not taken for this one's") {
    CHECK_FALSE(find_endpoints(nordic_uart(false), "/other").has_value());
}

TEST_CASE("a service without the characteristic its data needs is no known kind") {
    auto tree = nordic_uart(false);
    tree.characteristics.erase("/d/s/tx");
    CHECK_FALSE(find_endpoints(tree, "/d").has_value());
}

TEST_CASE("the kind of a device is told by what it advertises") {
    const std::vector<std::string> dot = {"0000180a-0000-1000-8000-00805f9b34fb",
                                          "15171000-4947-11e9-8646-d663bd873d93"};
    const std::vector<std::string> wit_motion = {"0000ffe5-0000-1000-8000-00805f9a34fb"};
    const std::vector<std::string> sig_base = {"0000ffe5-0000-1000-8000-00805f9b34fb"};
    CHECK(profile_name(dot) == "Movella DOT");
    CHECK(profile_name(wit_motion) == "WitMotion");
    CHECK(profile_name(sig_base).empty());
}

}  // namespace sacrum::firmware_bridge
