#include "sinks/report/comparison_page.hpp"

#include <catch2/catch.hpp>

#include "sinks/report/comparison_message.hpp"
#include "sinks/report/comparison_table.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

ReferenceComparison example() {
    ReferenceComparison comparison;
    comparison.recording = "run <1>";
    comparison.sources = {"120 contacts from lab.csv"};
    comparison.gait = GaitMode::running;
    comparison.alignment = {.method = AlignmentMethod::obliquity,
                            .offset = std::chrono::milliseconds(-1500),
                            .certainty = 0.9876,
                            .correlation = 0.95,
                            .offset_sd = std::chrono::milliseconds(2),
                            .next_offset = std::chrono::milliseconds(-800),
                            .next_correlation = 0.7};
    comparison.sides_known = 40;
    comparison.sides_decided = 38;
    comparison.sides_right = 37;
    QuantityComparison contact{.quantity = ComparedQuantity::contact_time, .missed = 3};
    for (int i = 0; i < 5; ++i)
        contact.pairs.push_back({session_time_from_seconds(1.0 + i), i % 2 == 0 ? Side::left : Side::right,
                                 240.0 + i, 250.0 + 2.0 * i});
    contact.agreement = Agreement{.bias = 12.0,
                                  .sd = 1.58,
                                  .limits = {8.9, 15.1},
                                  .limits_error = 1.2,
                                  .rmse = 12.08,
                                  .mean_absolute = 12.0,
                                  .icc_agreement = 0.05,
                                  .icc_consistency = 0.8};
    QuantityComparison moment{.quantity = ComparedQuantity::initial_contact, .extra = 2};
    moment.pairs.push_back({session_time_from_seconds(1.0), std::nullopt, 1000.0, 1005.0});
    comparison.quantities = {moment, contact};
    comparison.remarks = {"a remark"};
    return comparison;
}

}  // namespace

TEST_CASE("the table of a comparison says how it was aligned, every figure and every remark") {
    const std::string table = comparison_table(example());
    CHECK(has(table,
              "offset -1.500 ± 0.002 s by the obliquity of the pelvis; certainty 0.988, correlation 0.950"));
    CHECK(has(table, "next best -0.800 s with 0.700"));
    CHECK(has(table, "37 of 40 right, 2 undecided"));
    CHECK(has(table, "   +12.0     1.6     +8.9 to   +15.1    12.1    0.050    0.800"));
    CHECK(has(table, "too few pairs"));
    CHECK(has(table, "note: a remark"));
}

TEST_CASE("the page of a comparison has a picture for each quantity with figures, and escapes names") {
    const std::string page = comparison_page(example());
    CHECK(has(page, "run &lt;1&gt; against a reference"));
    CHECK_FALSE(has(page, "run <1>"));
    CHECK(has(page, "contact time: 5 differences, bias 12.0 ms, limits of agreement 8.9 to 15.1"));
    std::size_t pictures = 0;
    for (std::size_t at = 0; (at = page.find("<svg", at)) != std::string::npos; ++at) ++pictures;
    CHECK(pictures == 1);
}

TEST_CASE("pairs are written with their side and time, one a row") {
    CHECK(
        comparison_csv(example()).starts_with("quantity,side,t_s,reference,measured\n"
                                              "initial_contact_ms,,1.000000,1000.0000,1005.0000\n"
                                              "contact_time_ms,L,1.000000,240.0000,250.0000\n"
                                              "contact_time_ms,R,2.000000,241.0000,252.0000\n"));
}

TEST_CASE("the message of a comparison leaves out what is not known") {
    const auto message = to_message(example());
    REQUIRE(message.quantities_size() == 2);
    CHECK_FALSE(message.quantities(0).has_bias());
    CHECK(message.quantities(1).bias() == 12.0);
    CHECK(message.quantities(1).icc_2_1() == 0.05);
    CHECK(message.alignment().offset_s() == -1.5);
    CHECK_FALSE(message.has_clock_drift_ppm());
}
