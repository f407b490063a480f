#include "sinks/export/report_export.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "proto/export.pb.h"
#include "sinks/report/report_message.hpp"
#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

// What the report is in a message that holds all strides at once.
std::string report_in_one_piece(const ExportedSession& exported) {
    const std::string text = json_text(to_message(exported.session, exported.configuration));
    std::string deeper;
    for (const char c : text.substr(0, text.size() - 1)) {
        deeper += c;
        if (c == '\n') deeper += ' ';
    }
    return "\"report\": " + deeper + "\n}\n";
}

std::string told_by_stride(const ExportedSession& exported) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("sacrum_report_export_" + std::to_string(getpid()) + ".json");
    REQUIRE(write_report_file(path, exported));
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::filesystem::remove(path);
    return text;
}

}  // namespace

TEST_CASE("a report told stride by stride is the text of the whole message", "[export]") {
    ExportedSession exported{.recording = {}, .session = made_up_session(), .configuration = {}};
    REQUIRE(exported.session.strides.size() > 1);
    const std::string told = told_by_stride(exported);
    CHECK(told.substr(told.find("\"report\": ")) == report_in_one_piece(exported));
    exported.session.strides.clear();
    const std::string empty = told_by_stride(exported);
    CHECK(empty.substr(empty.find("\"report\": ")) == report_in_one_piece(exported));
}
