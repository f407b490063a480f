#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/exit_code.hpp"
#include "proto/report_page.pb.h"
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

namespace {

// A history in which june is of a person with `count` earlier sessions like may, a week apart.
std::string history_of(const ScratchFolder& folder, int count) {
    const std::string file = (folder / "h.sqlite").string();
    for (int i = 0; i < count; ++i) {
        proto::SessionReport report;
        REQUIRE(google::protobuf::util::JsonStringToMessage(read_text(sessions().json("may")), &report).ok());
        report.mutable_quality()->set_samples(std::uint32_t(1000 + i));  // another recording
        for (auto* side : {report.mutable_left(), report.mutable_right()})
            for (auto& metric : *side->mutable_metrics())
                metric.set_median(metric.median() * (1.0 + 0.002 * (i % 3)));
        std::string json;
        REQUIRE(google::protobuf::util::MessageToJsonString(report, &json).ok());
        const auto earlier = folder / ("earlier" + std::to_string(i) + ".json");
        write_text(earlier, json);
        const Run run =
            run_program("history add " + earlier.string() + " --person anna --file " + file +
                        (i == 0 ? " --new" : "") + " --context date=2026-0" + std::to_string(1 + i) + "-05");
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
    }
    return file;
}

proto::ReportPage page_message_of(const std::string& page) {
    constexpr std::string_view kBegin = "<script type=\"application/json\" id=\"message\">";
    const auto from = page.find(kBegin) + kBegin.size();
    proto::ReportPage message;
    REQUIRE(google::protobuf::util::JsonStringToMessage(
                page.substr(from, page.find("</script>", from) - from), &message)
                .ok());
    return message;
}

const proto::MeasureChange& right_drop(const proto::ReportPage& page) {
    for (const auto& change : page.changes())
        if (change.metric() == "cpd_peak_deg" && change.side() == proto::RIGHT) return change;
    FAIL("no change of the right drop");
    return page.changes(0);
}

}  // namespace

TEST_CASE(
    "with a person the page judges by published figures first and by own sessions as soon as they are "
    "enough") {
    const ScratchFolder folder;
    const auto page_with = [&](int count) {
        const std::string file = history_of(folder, count);
        const Run run =
            run_program("report " + sessions().json("june") + " --person anna --date 2026-11-01 --file " +
                        file + " --out " + (folder / "a.html").string());
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
        std::filesystem::remove(file);
        return read_text(folder / "a.html");
    };
    const std::string few = page_with(2);
    CHECK(has(
        few,
        "Compared with the mean of the first 2 sessions that can be compared with this one (2026-01-05 to "
        "2026-02-05) the pelvis dropped"));
    CHECK(has(few, "from 2-D video of runners (Dingenen 2018), not this sensor"));
    CHECK(right_drop(page_message_of(few)).basis() ==
          "2-D video of runners (Dingenen 2018), not this sensor");
    CHECK(page_message_of(few).report().began_utc() == "2026-11-01T12:00:00Z");
    CHECK(has(few, "2026-11-01, <strong>june"));

    const proto::ReportPage many = page_message_of(page_with(9));
    CHECK(many.compared_with().sessions() == 9);
    CHECK(many.earlier_size() == 9);
    const auto& change = right_drop(many);
    CHECK(change.basis() == "this person's own sessions");
    CHECK(change.now() < change.before() - change.detectable());
}

TEST_CASE("a session that is in the history is not compared with itself, and its day is the one kept there") {
    const ScratchFolder folder;
    const std::string file = history_of(folder, 2);
    REQUIRE(run_program("history add " + sessions().json("june") +
                        " --person anna --context date=2026-05-01 --file " + file)
                .exit_code == 0);
    // By its strides: the recording has other bytes than the report that was added.
    for (const auto& june : {sessions().json("june"), sessions().file("june")}) {
        const Run run = run_program("report " + june + " --person anna --file " + file + " --out " +
                                    (folder / "a.html").string());
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
        CHECK(run.err.empty());
        const proto::ReportPage page = page_message_of(read_text(folder / "a.html"));
        CHECK(page.compared_with().sessions() == 2);
        CHECK(page.earlier_size() == 2);
        CHECK(page.report().began_utc() == "2026-05-01T12:00:00Z");
    }
    // With --since all from that day on are compared with those before it.
    REQUIRE(run_program("report " + sessions().json("june") + " --person anna --since 2026-02-01 --file " +
                        file + " --out " + (folder / "b.html").string())
                .exit_code == 0);
    const std::string page = read_text(folder / "b.html");
    CHECK(page_message_of(page).compared_with().sessions_now() == 2);
    CHECK(has(page, "compared with the last session before 2026-02-01 (2026-01-05)"));
}

TEST_CASE(
    "without an earlier session that can be compared the page says so, and another person's is refused") {
    const ScratchFolder folder;
    const std::string file = history_of(folder, 1);
    const std::string out = " --file " + file + " --out " + (folder / "a.html").string();
    REQUIRE(run_program("report " + sessions().json("june") + " --person anna --date 2025-01-01" + out)
                .exit_code == 0);
    CHECK(has(read_text(folder / "a.html"),
              "No earlier session of this person in the history can be compared"));
    REQUIRE(run_program("history add " + sessions().json("june") + " --new --person bert --file " + file)
                .exit_code == 0);
    const Run other = run_program("report " + sessions().json("june") + " --person anna" + out);
    CHECK(other.exit_code == int(ExitCode::usage));
    CHECK(has(other.err, "of another person"));
}

TEST_CASE("a call that speaks of a history without saying whose, or of last time twice, is refused") {
    const std::string may = sessions().json("may");
    for (const std::string& words :
         {std::string(" --since 2026-01-01"), " --person anna --previous " + sessions().json("june"),
          std::string(" --date 2026-02-30")}) {
        const Run run = run_program("report " + may + words);
        INFO(words << run.err);
        CHECK(run.exit_code == int(ExitCode::usage));
        CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    }
}

TEST_CASE("a recording that says when it was made has that day on its page, and in its report.json") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    REQUIRE(
        run_program("record 'sim:runner?duration_s=20&speed=max' --out " + recording.string()).exit_code ==
        0);
    REQUIRE(
        run_program("report " + recording.string() + " --out " + (folder / "a.html").string()).exit_code ==
        0);
    const std::string page = read_text(folder / "a.html");
    const std::string began = page_message_of(page).report().began_utc();
    REQUIRE(began.size() == std::string_view("2026-03-01T09:30:00Z").size());
    CHECK(has(page, began.substr(0, 10) + " " + began.substr(11, 5) + " UTC, <strong>run"));
    CHECK_FALSE(has(page, "Date ____"));
}

TEST_CASE(
    "a band that is given to report counts the strides in it, of a recording and of a report.json alike") {
    const ScratchFolder folder;
    write_text(folder / "band.toml", "[[feedback.rule]]\nmeasure = \"pelvic_drop\"\nhigh = 4.5\n");
    for (const auto& may : {sessions().json("may"), sessions().file("may")}) {
        for (const std::string& words :
             {std::string("--alert 'drop>4.5'"), "--config " + (folder / "band.toml").string()}) {
            const Run run =
                run_program("report " + may + " " + words + " --out " + (folder / "a.html").string());
            INFO(run.err);
            REQUIRE(run.exit_code == 0);
            const std::string page = read_text(folder / "a.html");
            CHECK(has(page, "strides in the band that was set (up to 4.5°)"));
            CHECK(page_message_of(page).report().configuration().feedback().rule(0).high() == 4.5);
        }
    }
    CHECK(run_program("report " + sessions().json("may") + " --alert 'hop>3'").exit_code ==
          int(ExitCode::usage));
}
