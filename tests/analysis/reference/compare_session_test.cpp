#include "analysis/reference/compare_session.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/analysis/reference/reference_example.hpp"

using namespace sacrum;
using namespace sacrum::analysis;
using namespace sacrum::tests;

namespace {

const QuantityComparison& find(const ReferenceComparison& comparison, ComparedQuantity quantity) {
    const auto found = std::find_if(comparison.quantities.begin(), comparison.quantities.end(),
                                    [&](const auto& one) { return one.quantity == quantity; });
    REQUIRE(found != comparison.quantities.end());
    return *found;
}

// The session's own findings as a reference: everything agrees.
Reference mirror_of(const Session& session) {
    Reference reference;
    for (const GaitEvent& event : session.events)
        reference.events.push_back({event.time, event.kind, event.side, std::nullopt});
    for (const PelvisPose& pose : session.poses) {
        if (pose.obliquity) reference.poses.push_back({pose.time, *pose.obliquity});
    }
    return reference;
}

const ReferenceExample& example() {
    static const ReferenceExample kExample = reference_example(0.0);
    return kExample;
}

}  // namespace

TEST_CASE("a session agrees with itself in every quantity") {
    const auto comparison = compare_session(example().session, mirror_of(example().session), {});
    CHECK(comparison.quantities.size() == 7);
    CHECK(comparison.sides_right == comparison.sides_known);
    for (const QuantityComparison& quantity : comparison.quantities) {
        INFO(words_of(quantity.quantity).id);
        REQUIRE(quantity.pairs.size() > 30);
        CHECK(quantity.extra == 0);
        // Drop is made from the angles once more, in points between the samples.
        CHECK(std::abs(quantity.agreement->bias) < 0.02);
        CHECK(quantity.agreement->rmse < 0.05);
        if (!words_of(quantity.quantity).is_moment) CHECK(*quantity.agreement->icc_agreement > 0.99);
    }
}

TEST_CASE(
    "against the truth of a synthetic runner the figures are those that the accuracy of the methods allows") {
    const auto comparison = compare_session(example().session, example().reference, {});
    const auto& contacts = find(comparison, ComparedQuantity::initial_contact);
    CHECK(contacts.pairs.size() + std::size_t(contacts.missed) ==
          std::size_t(std::count_if(example().reference.events.begin(), example().reference.events.end(),
                                    [](const auto& e) { return e.kind == EventKind::initial_contact; })));
    CHECK(std::abs(contacts.agreement->bias) < 20.0);
    CHECK(contacts.agreement->sd < 15.0);
    CHECK(std::abs(find(comparison, ComparedQuantity::stride_time).agreement->bias) < 1.0);
    CHECK(find(comparison, ComparedQuantity::obliquity).agreement->sd < 1.0);
    CHECK(find(comparison, ComparedQuantity::drop_excursion).agreement->rmse < 1.5);
}

TEST_CASE("a shift of the reference is the bias of both contacts, and nothing of what lies between them") {
    Reference shifted = mirror_of(example().session);
    for (ReferenceEvent& event : shifted.events) event.time += std::chrono::milliseconds(30);
    const auto comparison = compare_session(example().session, shifted, {});
    for (const auto quantity : {ComparedQuantity::initial_contact, ComparedQuantity::final_contact}) {
        CHECK(find(comparison, quantity).agreement->bias == Approx(-30.0).margin(1e-6));
        CHECK(find(comparison, quantity).agreement->sd == Approx(0.0).margin(1e-6));
    }
    CHECK(find(comparison, ComparedQuantity::contact_time).agreement->rmse == Approx(0.0).margin(1e-6));
    // Said as the offset, it is gone.
    const auto aligned =
        compare_session(example().session, shifted, {.offset = std::chrono::milliseconds(-30)});
    CHECK(find(aligned, ComparedQuantity::initial_contact).agreement->bias == Approx(0.0).margin(1e-6));
}

TEST_CASE(
    "a contact that one of the two lacks is missed or extra, the latter only while the reference saw gait") {
    Reference thinned = mirror_of(example().session);
    std::size_t number = 0;
    std::erase_if(thinned.events, [&](const ReferenceEvent&) { return ++number % 10 == 0; });
    const auto half = thinned.events[thinned.events.size() / 2].time;
    std::erase_if(thinned.events, [&](const ReferenceEvent& e) { return e.time > half; });
    const auto comparison = compare_session(example().session, thinned, {});
    const auto& initial = find(comparison, ComparedQuantity::initial_contact);
    const auto& final = find(comparison, ComparedQuantity::final_contact);
    CHECK(initial.missed + final.missed == 0);
    const auto removed = std::int64_t(example().session.events.size() / 20);
    CHECK(initial.extra + final.extra >= removed - 2);
    CHECK(initial.extra + final.extra <= removed + 2);
}

TEST_CASE("exchanged sides are found and said") {
    Reference exchanged = mirror_of(example().session);
    for (ReferenceEvent& event : exchanged.events) {
        if (event.side) event.side = opposite(*event.side);
    }
    const auto comparison = compare_session(example().session, exchanged, {});
    CHECK(comparison.sides_right == 0);
    CHECK(std::count(comparison.remarks.begin(), comparison.remarks.end(),
                     "left and right are exchanged between the recording and the reference") == 1);
}

TEST_CASE("stances of a force plate that knows no side are still compared") {
    Reference plates = mirror_of(example().session);
    for (ReferenceEvent& event : plates.events) {
        event.plate = event.side == Side::left ? 0 : 1;
        event.side.reset();
    }
    const auto comparison = compare_session(example().session, plates, {});
    CHECK(find(comparison, ComparedQuantity::contact_time).pairs.size() > 60);
    CHECK(find(comparison, ComparedQuantity::contact_time).agreement->rmse == Approx(0.0).margin(1e-6));
    CHECK(comparison.sides_known == 0);
}
