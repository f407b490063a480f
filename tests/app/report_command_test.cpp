#include <catch2/catch.hpp>

#include "app/exit_code.hpp"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Two sessions of a made-up runner, the right drop smaller in the second, analysed once for all tests here.
struct Sessions {
    ScratchFolder folder{};
    Sessions() {
        for (const auto& [name, words] : {std::pair{"may", "--drop-right 6"}, {"june", "--drop-right 3"}}) {
            REQUIRE(run_program("simulate --out " + file(name) + " --duration 40 --drop-left 2 " + words)
                        .exit_code == 0);
            REQUIRE(run_program("analyze " + file(name) + " --out " + (folder / "r").string()).exit_code ==
                    0);
        }
    }
    [[nodiscard]] std::string file(const std::string& name) const {
        return (folder / (name + ".imu.csv")).string();
    }
    [[nodiscard]] std::string json(const std::string& name) const {
        return (folder / "r" / name / "report.json").string();
    }
};
const Sessions& sessions() {
    static const Sessions kSessions;
    return kSessions;
}

}  // namespace

TEST_CASE("the page of a report.json is that of its recording, byte for byte, and that which analyze wrote") {
    const ScratchFolder out;
    const Run of_json =
        run_program("report " + sessions().json("may") + " --out " + (out / "a.html").string());
    INFO(of_json.err);
    CHECK(of_json.exit_code == 0);
    CHECK(of_json.out == "report " + (out / "a.html").string() + "\n");
    REQUIRE(
        run_program("report " + sessions().file("may") + " --out " + (out / "b.html").string()).exit_code ==
        0);
    const std::string page = read_text(out / "a.html");
    CHECK(page.size() > 10'000);
    CHECK(page == read_text(out / "b.html"));
    CHECK(page == read_text(sessions().folder / "r/may/report.html"));
}

TEST_CASE("of several sessions the page is of the last and says what changed; --previous says the same") {
    const ScratchFolder out;
    REQUIRE(run_program("report " + sessions().json("may") + " " + sessions().json("june") + " --out " +
                        (out / "a.html").string())
                .exit_code == 0);
    const std::string page = read_text(out / "a.html");
    CHECK(has(page, "<title>june - "));
    CHECK(has(page, "What changed since last time"));
    CHECK(has(page, "Since last time (may) the pelvis dropped"));
    CHECK(has(page, "less in right stance, which is more than"));
    REQUIRE(run_program("report " + sessions().file("june") + " --previous " + sessions().file("may") +
                        " --out " + (out / "b.html").string())
                .exit_code == 0);
    CHECK(page == read_text(out / "b.html"));
}

TEST_CASE("the page lies beside the recording, and is made anew there") {
    const ScratchFolder out;
    std::filesystem::copy_file(sessions().file("may"), out / "run.imu.csv");
    for (int time = 0; time < 2; ++time) {
        const Run run = run_program("report " + (out / "run.imu.csv").string() + " --mount auto");
        INFO(run.err);
        CHECK(run.exit_code == 0);
        CHECK(run.out == "report " + (out / "run.report.html").string() + "\n");
    }
    std::filesystem::copy_file(sessions().json("may"), out / "report.json");
    CHECK(run_program("report " + (out / "report.json").string()).out ==
          "report " + (out / "report.html").string() + "\n");
}

TEST_CASE("what is not a report is never written over") {
    const ScratchFolder out;
    write_text(out / "mine.html", "<!doctype html><p>mine");
    const Run run =
        run_program("report " + sessions().json("may") + " --out " + (out / "mine.html").string());
    CHECK(run.exit_code == int(ExitCode::output));
    CHECK(has(run.err, "mine.html: is there and is not a report"));
    CHECK(read_text(out / "mine.html") == "<!doctype html><p>mine");
    const Run folder = run_program("report " + sessions().json("may") + " --out " + (out / ".").string());
    CHECK(folder.exit_code == int(ExitCode::output));
    CHECK(has(folder.err, "is a folder"));
}

TEST_CASE("a call that names last time twice, a file twice or no report is refused") {
    const std::string may = sessions().json("may"), june = sessions().json("june");
    const Run twice = run_program("report " + may + " " + june + " --previous " + may);
    CHECK(twice.exit_code == int(ExitCode::usage));
    CHECK(has(twice.err, "--previous names last time"));
    const Run same = run_program("report " + may + " " + may);
    CHECK(same.exit_code == int(ExitCode::usage));
    CHECK(has(same.err, "is named twice"));
    const ScratchFolder out;
    write_text(out / "other.json", "{\"a\": 1}");
    const Run other = run_program("report " + (out / "other.json").string());
    CHECK(other.exit_code == int(ExitCode::input));
    CHECK(has(other.err, "other.json: is JSON, but not a report; give a recording"));
}
