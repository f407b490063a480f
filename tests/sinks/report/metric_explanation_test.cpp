#include "sinks/report/metric_explanation.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using namespace sacrum;

TEST_CASE("docs/metrics.md is what sacrum explain --all --markdown prints") {
    std::ifstream file(SACRUM_SOURCE_DIR "/docs/metrics.md");
    std::ostringstream page;
    page << file.rdbuf();
    const bool is_equal = page.str() == sinks::metrics_page();
    INFO("write it again: build/release/sacrum explain --all --markdown > docs/metrics.md");
    CHECK(is_equal);
}

TEST_CASE("every measure is defined, derived, sourced and says how far off it can be") {
    for (const MetricDefinition& definition : metric_catalogue()) {
        INFO(definition.id);
        CHECK(definition.definition.size() > 20);
        CHECK_FALSE(definition.formula.empty());
        CHECK_FALSE(definition.source.empty());
        CHECK(definition.known_error.size() > 20);
        const std::string text = sinks::explanation(definition);
        CHECK(text.find(definition.id) != std::string::npos);
    }
}

TEST_CASE("an explanation keeps within a line of a hundred characters") {
    std::istringstream lines(sinks::all_explanations());
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        const auto seen = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
        CHECK(seen <= 100);
    }
}
