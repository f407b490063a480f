#include "app/live_lines.hpp"

#include <google/protobuf/util/json_util.h>

#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "sinks/report/report_message.hpp"
#include "tests/app/program.hpp"

namespace sacrum::app {

TEST_CASE("docs/live.md shows every kind of line as the program says it") {
    const std::string page = read_text(SACRUM_SOURCE_DIR "/docs/live.md");
    const std::string fence = "```json\n";
    const auto begin = page.find(fence);
    REQUIRE(begin != std::string::npos);
    std::istringstream examples(page.substr(begin + fence.size()));
    std::set<int> shown;
    for (std::string line; std::getline(examples, line) && line != "```";) {
        INFO(line);
        proto::LiveMessage message;
        REQUIRE(google::protobuf::util::JsonStringToMessage(line, &message).ok());
        CHECK(sinks::json_line(message) == line + "\n");
        shown.insert(int(message.what_case()));
    }
    const auto* kinds = proto::LiveMessage::descriptor()->FindOneofByName("what");
    for (int i = 0; i < kinds->field_count(); ++i) {
        const int number = kinds->field(i)->number();
        if (is_for_the_page_only(proto::LiveMessage::WhatCase(number))) continue;
        INFO(kinds->field(i)->name());
        CHECK(shown.contains(number));
        CHECK(page.find("| `" + kinds->field(i)->name() + "` |") != std::string::npos);
    }
}

}  // namespace sacrum::app
