#include "sinks/history/past_screening_message.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sinks/report/report_message.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

proto::ScreeningResult made_up_result() {
    proto::ScreeningResult result;
    result.set_test(proto::SINGLE_LEG);
    result.set_is_valid(true);
    auto& side = *result.add_sides();
    side.set_side(proto::LEFT);
    auto& measure = *side.add_measures();
    measure.set_id("drop_mean_deg");
    measure.set_value(4.5);
    return result;
}

}  // namespace

TEST_CASE("a result of a guided test is read again, whatever a later version adds to it") {
    const auto result = made_up_result();
    const auto read = parse_screening(json_text(result));
    REQUIRE(read);
    CHECK(read->SerializeAsString() == result.SerializeAsString());
    CHECK(parse_screening(json_text(result).replace(0, 1, "{\"of_tomorrow\": [1],")));
}

TEST_CASE("what is no result of a guided test, or holds a number that none has, is not taken for one") {
    CHECK_FALSE(parse_screening(""));
    CHECK_FALSE(parse_screening("{}"));
    CHECK_FALSE(parse_screening("{\"test\": \"SINGLE_LEG\""));
    auto result = made_up_result();
    for (const double number : {std::nan(""), 1e300}) {
        result.mutable_sides(0)->mutable_measures(0)->set_value(number);
        CHECK_FALSE(parse_screening(json_text(result)));
    }
}
