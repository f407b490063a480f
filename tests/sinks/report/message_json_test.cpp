#include "sinks/report/message_json.hpp"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "proto/cohort.pb.h"
#include "proto/live.pb.h"
#include "sinks/report/report_message.hpp"
#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

// By protobuf's own writer.
std::string reference(const google::protobuf::Message& message, const JsonStyle& style) {
    google::protobuf::util::JsonPrintOptions options;
    options.add_whitespace = style.is_indented;
    options.preserve_proto_field_names = true;
    options.always_print_primitive_fields = style.has_defaults;
    std::string text;
    REQUIRE(google::protobuf::util::MessageToJsonString(message, &text, options).ok());
    return text;
}

void check_all_styles(const google::protobuf::Message& message) {
    for (const JsonStyle style : {JsonStyle{true, true}, JsonStyle{false, true}, JsonStyle{false, false}}) {
        CAPTURE(style.is_indented, style.has_defaults);
        CHECK(json_of(message, style) == reference(message, style));
    }
}

}  // namespace

TEST_CASE("a message has the text that protobuf itself gives it") {
    check_all_styles(to_message(made_up_session(), {}));
    check_all_styles(to_message(session_of_unknown_sides(), {}));
    check_all_styles(to_message(session_without_gait(), {}));
    proto::LiveMessage live;
    check_all_styles(live);
    live.mutable_report()->set_reason("a \"quoted\" \\ <b>line</b>\nand\ttab \x7f Müller 走る 𝄞");
    check_all_styles(live);
}

TEST_CASE("words cannot end the script they stand in, and are characters always") {
    proto::LiveMessage live;
    live.mutable_report()->set_reason("</script>");
    CHECK(json_of(live, {}).find('<') == std::string::npos);
    live.mutable_report()->set_reason("a\xFF\xE8z");
    const auto read = nlohmann::json::parse(json_of(live, {}));
    CHECK(read["report"]["reason"] == "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

TEST_CASE("numbers come back as they were, and those that JSON has not are words") {
    proto::SessionReport report;
    for (const double number : {0.1, -1e-7, 1e300, 5e-324, 123456789.123456, 100000.0}) {
        report.set_duration_s(number);
        CHECK(nlohmann::json::parse(json_of(report, {}))["duration_s"].get<double>() == number);
    }
    report.set_duration_s(std::numeric_limits<double>::quiet_NaN());
    CHECK(nlohmann::json::parse(json_of(report, {}))["duration_s"] == "NaN");
    report.set_duration_s(-std::numeric_limits<double>::infinity());
    CHECK(nlohmann::json::parse(json_of(report, {}))["duration_s"] == "-Infinity");
}
