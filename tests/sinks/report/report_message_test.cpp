#include "sinks/report/report_message.hpp"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>

#include <catch2/catch.hpp>

#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

proto::Configuration configuration() {
    proto::Configuration configuration;
    configuration.mutable_analysis()->set_mount("up=+x,left=+y");
    return configuration;
}

}  // namespace

TEST_CASE("report.json read back is the message it was written from") {
    for (const Session& session : {made_up_session(), session_of_unknown_sides(), session_without_gait()}) {
        const auto message = to_message(session, configuration());
        proto::SessionReport back;
        const auto status = google::protobuf::util::JsonStringToMessage(json_text(message), &back);
        INFO(status.ToString());
        REQUIRE(status.ok());
        CHECK(google::protobuf::util::MessageDifferencer::Equals(message, back));
    }
}

TEST_CASE("report.json uses the field names of the schema and says 0 and false where it means them") {
    const std::string json = json_text(to_message(made_up_session(), configuration()));
    CHECK(json.find("\"cpd_peak_deg\": 7.1") != std::string::npos);
    CHECK(json.find("\"missing_samples\": 0") != std::string::npos);
    CHECK(json.find("\"is_valid\": false") != std::string::npos);
    CHECK(json.find("\"mount\": \"up=+x,left=+y\"") != std::string::npos);
    CHECK(json.ends_with("\n"));
}

TEST_CASE("an absent measure is absent in report.json, not zero") {
    const auto message = to_message(made_up_session(), configuration());
    CHECK_FALSE(message.strides(0).metrics().has_vertical_osc_mm());
    const std::string json = json_text(message);
    CHECK(json.find("vertical_osc_mm") == std::string::npos);
    CHECK(json.find("slipped_at_s") == std::string::npos);
}

TEST_CASE("equal sessions give the same bytes") {
    CHECK(json_text(to_message(made_up_session(), configuration())) ==
          json_text(to_message(made_up_session(), configuration())));
}

TEST_CASE("the stride message has a field for every measure of the catalogue, and no other") {
    const auto* descriptor = proto::StrideMetrics::descriptor();
    CHECK(descriptor->field_count() == int(kMetricCount));
    for (const MetricDefinition& definition : metric_catalogue()) {
        INFO(definition.id);
        CHECK(descriptor->FindFieldByName(std::string(definition.id)) != nullptr);
    }
}

TEST_CASE("a rejected stride carries all its reasons into the message") {
    const auto message = to_message(made_up_session(), configuration());
    const auto& rejected = message.strides(message.strides_size() - 1);
    REQUIRE(rejected.flaws_size() == 2);
    CHECK(rejected.flaws(0) == proto::GAP);
    CHECK(rejected.flaws(1) == proto::TURN);
    CHECK_FALSE(rejected.is_valid());
}

TEST_CASE("the message without strides holds neither strides nor waveforms") {
    const auto message = to_message(made_up_session().report, configuration());
    CHECK(message.strides_size() == 0);
    CHECK_FALSE(message.has_left_waveforms());
    CHECK(message.left().strides_used() == 3);
}
