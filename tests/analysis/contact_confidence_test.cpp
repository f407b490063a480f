#include "analysis/contact_confidence.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

std::vector<Contact> contacts_at(const std::vector<double>& times) {
    std::vector<Contact> contacts;
    for (const double time : times) contacts.push_back({.time_s = time, .step_time_s = 0.5});
    contacts.front().opens_bout = true;
    return contacts;
}

}  // namespace

TEST_CASE("a contact in the rhythm is nearly certain, one beside it is doubtful") {
    const auto contacts = contacts_at({0.0, 0.5, 1.02, 1.5, 1.75, 2.0, 2.5});
    CHECK(contact_confidence(contacts, 2) > 0.98);
    CHECK(contact_confidence(contacts, 4) < 0.75);
}

TEST_CASE("the ends of a bout are less certain than its middle") {
    auto contacts = contacts_at({0.0, 0.5, 1.0, 1.5});
    CHECK(contact_confidence(contacts, 0) < contact_confidence(contacts, 1));
    contacts[2].opens_bout = true;
    CHECK(contact_confidence(contacts, 1) < 0.95);
}

TEST_CASE("a contact alone, or without a step time, is hardly one") {
    auto contacts = contacts_at({3.0});
    CHECK(contact_confidence(contacts, 0) < 0.9);
    contacts[0].step_time_s = 0.0;
    CHECK(contact_confidence(contacts, 0) == 0.4);
}
