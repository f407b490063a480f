// What the page says must stand in page_words.hpp, so that it can be said in another language: a check over
// the sources that make the page.
#include "sinks/report/page/page_words.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// Without comments and includes; pieces of one literal joined as the compiler joins them.
std::vector<std::string> literals_in(const std::string& source) {
    static const std::regex kToken(
        R"re((//[^\n]*|#include[^\n]*)|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`|'(?:[^'\\\n]|\\.)*')re");
    std::vector<std::string> found;
    std::ptrdiff_t end = -1;
    for (auto at = std::sregex_iterator(source.begin(), source.end(), kToken); at != std::sregex_iterator();
         ++at) {
        const auto& token = *at;
        if (!token[2].matched && !token[3].matched) continue;
        const std::string text = token[2].matched ? token[2].str() : token[3].str();
        const auto begin = token.position();
        const bool continues =
            end >= 0 && source.find_first_not_of(" \n", std::size_t(end)) == std::size_t(begin);
        if (continues)
            found.back() += text;
        else
            found.push_back(text);
        end = begin + token.length();
    }
    return found;
}

// Two words in a row, outside of tags and of gaps for figures.
bool is_said(const std::string& literal) {
    static const std::regex kMarkup(R"re(<[^>]*>|\$?\{[^}]*\})re");
    static const std::regex kTwoWords(R"re([A-Za-z]{2,}[,;:.]? +\(?[A-Za-z]{2,})re");
    return std::regex_search(std::regex_replace(literal, kMarkup, "|"), kTwoWords);
}

std::vector<std::string> said_in(const std::string& source) {
    std::vector<std::string> said;
    for (std::string& literal : literals_in(source))
        if (is_said(literal)) said.push_back(std::move(literal));
    return said;
}

std::string text_of(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> sources_of_page() {
    const fs::path root = SACRUM_SOURCE_DIR;
    std::vector<fs::path> files;
    for (const char* folder : {"sinks/report/page", "sinks/dashboard/web/report"})
        for (const auto& entry : fs::directory_iterator(root / folder)) {
            const auto end = entry.path().extension();
            const bool is_source = end == ".cpp" || end == ".hpp" || end == ".ts";
            if (is_source && entry.path().filename() != "page_words.hpp") files.push_back(entry.path());
        }
    for (const char* part : {"findings", "measure_change", "protocol_words", "html_report"})
        for (const char* end : {".cpp", ".hpp"})
            files.push_back(root / "sinks/report" / (std::string(part) + end));
    files.push_back(root / "sinks/history/report_changes.cpp");
    return files;
}

}  // namespace

TEST_CASE("no sentence of the report's page stands outside of its one file of texts") {
    const auto files = sources_of_page();
    REQUIRE(files.size() > 30);
    for (const fs::path& file : files) {
        REQUIRE(fs::exists(file));
        for (const std::string& sentence : said_in(text_of(file))) {
            INFO(file.filename().string() << " says: " << sentence);
            CHECK(false);
        }
    }
}

TEST_CASE("the search for sentences finds one, also in pieces and in markup, and takes no name for one") {
    CHECK(said_in("f(\"It may be \"\n  \"the sensor.\");") ==
          std::vector<std::string>{"It may be the sensor."});
    CHECK(said_in("f(\"<p class=\\\"small\\\">Not shown: {}</p>\");").size() == 1);
    CHECK(said_in("const words = `no ${thing} was measured`;").size() == 1);
    CHECK(said_in("// what this is for\n#include \"some name\"\nf(\"<div class=\\\"wide chart\\\">\", "
                  "\"overSession\");")
              .empty());
    // And the file of texts is full of what it looks for.
    const fs::path texts = fs::path(SACRUM_SOURCE_DIR) / "sinks/report/page/page_words.hpp";
    CHECK(said_in(text_of(texts)).size() > 60);
}
