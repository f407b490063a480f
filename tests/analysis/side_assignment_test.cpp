#include "analysis/side_assignment.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

std::vector<Contact> contacts_with(const std::vector<double>& evidence) {
    std::vector<Contact> contacts;
    for (std::size_t k = 0; k < evidence.size(); ++k) {
        contacts.push_back({.time_s = 0.5 * double(k), .step_time_s = 0.5, .side_evidence = evidence[k]});
    }
    contacts.front().opens_bout = true;
    return contacts;
}

}  // namespace

TEST_CASE("one doubtful step is decided by its neighbours") {
    auto contacts = contacts_with({3, -3, 3, 0.5, 3, -3});
    SideAssigner({}).decide(contacts);
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        REQUIRE(contacts[k].side.has_value());
        CHECK(*contacts[k].side == (k % 2 == 0 ? Side::right : Side::left));
    }
}

TEST_CASE("sides stay right after a missed contact") {
    auto contacts = contacts_with({3, -3, 3, -3, -3, 3, -3, 3});
    for (std::size_t k = 4; k < contacts.size(); ++k) contacts[k].time_s += 0.5;
    SideAssigner({}).decide(contacts);
    CHECK(contacts[3].side == Side::left);
    CHECK(contacts[4].side == Side::left);
    CHECK(contacts[5].side == Side::right);
}

TEST_CASE("without evidence a side is not known rather than guessed") {
    auto contacts = contacts_with({0, 0, 0, 0});
    SideAssigner({}).decide(contacts);
    for (const Contact& contact : contacts) CHECK_FALSE(contact.side.has_value());
}

TEST_CASE("no side is named while the mounting is unknown") {
    auto contacts = contacts_with({5, -5, 5, -5});
    SideAssigner({.knows_mounting = false}).decide(contacts);
    for (const Contact& contact : contacts) {
        CHECK_FALSE(contact.side.has_value());
        CHECK(contact.probability_right == 0.5);
    }
}

TEST_CASE("certainty never exceeds what a person with another pattern leaves") {
    auto contacts = contacts_with(std::vector<double>(200, 0.0));
    for (std::size_t k = 0; k < contacts.size(); ++k) contacts[k].side_evidence = k % 2 == 0 ? 8.0 : -8.0;
    SideAssigner({}).decide(contacts);
    for (const Contact& contact : contacts) CHECK(contact.probability_right <= 0.99);
}

TEST_CASE("a first side that the pelvis agrees with makes every side more certain") {
    auto contacts = contacts_with({2, -2, 2, -2, 2, -2, 2, -2, 2, -2});
    SideAssigner assigner({.first_side = Side::right});
    assigner.decide(contacts);
    CHECK(assigner.first_side_check() == SideCheck::agrees);
    for (const Contact& contact : contacts) {
        CHECK(std::max(contact.probability_right, 1.0 - contact.probability_right) > 0.99);
    }
}

TEST_CASE("a first side that the pelvis contradicts leaves no side named rather than one of two wrong ones") {
    auto contacts = contacts_with({2, -2, 2, -2, 2, -2, 2, -2, 2, -2});
    SideAssigner assigner({.first_side = Side::left});
    assigner.decide(contacts);
    CHECK(assigner.first_side_check() == SideCheck::contradicts);
    for (const Contact& contact : contacts) CHECK_FALSE(contact.side.has_value());
}

TEST_CASE("a first side names the steps of its bout where the pelvis shows nothing") {
    auto contacts = contacts_with({0, 0, 0, 0, 0, 0});
    SideAssigner assigner({.first_side = Side::left});
    assigner.decide(contacts);
    CHECK(assigner.first_side_check() == SideCheck::unclear);
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        REQUIRE(contacts[k].side.has_value());
        CHECK(*contacts[k].side == (k % 2 == 0 ? Side::left : Side::right));
    }
}

TEST_CASE("the first side counts once, not at every look at the same contacts") {
    auto contacts = contacts_with({0.5, -0.5, 0.5, -0.5});
    SideAssigner assigner({.first_side = Side::right});
    assigner.decide(contacts);
    const double once = contacts[0].probability_right;
    for (int look = 0; look < 5; ++look) assigner.decide(contacts);
    CHECK(contacts[0].probability_right == once);
    CHECK(contacts[0].side_evidence == 0.5);
}
