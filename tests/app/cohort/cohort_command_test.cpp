#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <csignal>
#include <map>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "analysis/reliability.hpp"
#include "app/exit_code.hpp"
#include "sinks/cohort/merged_table.hpp"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;
namespace fs = std::filesystem;

namespace {

constexpr std::array kTables{"sessions.csv", "measures.csv", "strides.csv", "failed.csv", "cohort.sqlite"};

void walk(const fs::path& file, double drop_left, double drop_right, int seed, int duration_s = 20) {
    fs::create_directories(file.parent_path());
    REQUIRE(run_program(
                fmt::format("simulate --gait walking --duration {} --drop-left {} --drop-right {} --seed {} "
                            "--out {}",
                            duration_s, drop_left, drop_right, seed, file.string()))
                .exit_code == 0);
}

// Three people with two walks each, one file that is none, and a table of the people.
struct Study {
    ScratchFolder scratch;
    fs::path folder = scratch / "study";
    Study() {
        for (const int person : {1, 2, 3})
            for (const int session : {1, 2})
                walk(folder / fmt::format("sub-0{0}/sub-0{0}_ses-{1}.imu.csv", person, session), 3.0 + person,
                     4.0, 10 * person + session);
        write_text(folder / "sub-03/notes.csv", "nothing,of,use\n");
        write_text(folder / "participants.tsv",
                   "participant_id\tgroup\tmass_kg\nsub-01\ta\t34\nsub-02\ta\tn/a\nsub-03\tb\t28\n");
    }
    Run run(const std::string& out, const std::string& words = "") const {
        return run_program(
            fmt::format("cohort {} --out {} {}", folder.string(), (scratch / out).string(), words));
    }
    std::string bytes(const std::string& out, const std::string& file) const {
        return read_text(scratch / out / file);
    }
};

using Row = std::map<std::string, std::string>;
std::vector<Row> rows_of(const std::string& table) {
    std::istringstream lines(table);
    std::string line;
    std::getline(lines, line);
    const auto names = sinks::csv_cells(line);
    std::vector<Row> rows;
    while (std::getline(lines, line)) {
        const auto cells = sinks::csv_cells(line);
        REQUIRE(cells.size() == names.size());
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = cells[i];
    }
    return rows;
}

bool holds(const Row& row, const std::string& measure, double truth) {
    return std::stod(row.at(measure + "_low")) <= truth && truth <= std::stod(row.at(measure + "_high"));
}

}  // namespace

TEST_CASE("a cohort's tables have every recording once, with its people's columns, and say what failed") {
    const Study study;
    const Run run = study.run("out");
    CHECK(run.exit_code == int(ExitCode::input));
    CHECK(run.out.find("7 recordings: 6 measured (6 of them now), 1 failed") == 0);
    const auto sessions = rows_of(study.bytes("out", "sessions.csv"));
    REQUIRE(sessions.size() == 6);
    CHECK(sessions[0].at("participant_id") == "sub-01");
    CHECK(sessions[1].at("session") == "ses-2");
    CHECK(sessions[1].at("group") == "a");
    CHECK(sessions[2].at("mass_kg").empty());
    CHECK(sessions[5].at("mass_kg") == "28");
    const auto failed = rows_of(study.bytes("out", "failed.csv"));
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].at("recording") == "sub-03/notes.csv");
    CHECK(failed[0].at("reason").find("notes.csv: ") == 0);
    CHECK(run.err.find(failed[0].at("reason")) != std::string::npos);

    SQLite::Database database((study.scratch / "out/cohort.sqlite").string());
    CHECK(database.execAndGet("SELECT count(DISTINCT recording) FROM strides").getInt() == 6);
    CHECK(database.execAndGet("SELECT avg(mass_kg) FROM sessions").getDouble() == Approx(31.0));
    CHECK(database.execAndGet("SELECT count(*) FROM strides").getInt() ==
          int(rows_of(study.bytes("out", "strides.csv")).size()));
}

TEST_CASE("a stride of a cohort has the cells that sacrum analyze gives it") {
    const Study study;
    study.run("out");
    const auto file = study.folder / "sub-02/sub-02_ses-1.imu.csv";
    REQUIRE(run_program(fmt::format("analyze {} --out {}", file.string(), (study.scratch / "alone").string()))
                .exit_code == 0);
    const auto alone = rows_of(study.bytes("alone/sub-02_ses-1", "strides.csv"));
    std::size_t at = 0;
    for (const Row& row : rows_of(study.bytes("out", "strides.csv"))) {
        if (row.at("recording") != "sub-02/sub-02_ses-1.imu.csv") continue;
        REQUIRE(at < alone.size());
        for (const auto& [name, cell] : alone[at]) CHECK(row.at(name) == cell);
        ++at;
    }
    CHECK(at == alone.size());
}

TEST_CASE(
    "one shard or many, one recording at a time or several, step by step or at once: the bytes are the "
    "same") {
    const Study study;
    study.run("one", "--shards 1 --jobs 1");
    study.run("many", "--shards 7 --jobs 4");
    REQUIRE(study.run("steps", "--only plan --shards 3").exit_code == 0);
    for (const int shard : {3, 1, 2})
        CHECK(study.run("steps", fmt::format("--only {}", shard)).exit_code == 0);
    CHECK(study.run("steps", "--only merge").exit_code == int(ExitCode::input));
    for (const char* table : kTables) {
        CHECK_FALSE(study.bytes("one", table).empty());
        CHECK(study.bytes("many", table) == study.bytes("one", table));
        CHECK(study.bytes("steps", table) == study.bytes("one", table));
    }
}

TEST_CASE("a recording is measured once, until it changes, and a new one joins the others") {
    const Study study;
    study.run("out");
    CHECK(study.run("out").out.find("7 recordings: 6 measured (0 of them now), 1 failed") == 0);
    CHECK(study.run("out", "--retry").out.find("6 measured (0 of them now), 1 failed") != std::string::npos);
    walk(study.folder / "sub-01/sub-01_ses-1.imu.csv", 5.0, 5.0, 99, 25);
    walk(study.folder / "sub-04/sub-04_ses-1.imu.csv", 5.0, 5.0, 98);
    CHECK(study.run("out").out.find("8 recordings: 7 measured (2 of them now), 1 failed") == 0);
    CHECK(study.run("out", "--pass causal").out.find("7 measured (7 of them now)") != std::string::npos);
    study.run("anew");
    study.run("out");
    for (const char* table : kTables) CHECK(study.bytes("out", table) == study.bytes("anew", table));
}

TEST_CASE("a file that failed is measured when it has been mended") {
    const Study study;
    study.run("out");
    walk(study.folder / "sub-03/notes.imu.csv", 3.0, 3.0, 5);
    fs::rename(study.folder / "sub-03/notes.imu.csv", study.folder / "sub-03/notes.csv");
    const Run run = study.run("out");
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("7 recordings: 7 measured (1 of them now), 0 failed") == 0);
}

TEST_CASE("a cohort that is killed goes on where it was and ends with the same bytes") {
    const Study study;
    for (int i = 0; i < 20; ++i)
        walk(study.folder / fmt::format("sub-05/walk{}.imu.csv", i), 3.0, 4.0, 50 + i);
    study.run("whole");
    {
        RunningProgram program(
            {"cohort", study.folder.string(), "--out", (study.scratch / "killed").string(), "--jobs", "1"});
        const auto results = study.scratch / "killed/results";
        CHECK(comes_true([&] {
            std::error_code failed;
            for (fs::directory_iterator at(results, failed), end; !failed && at != end; at.increment(failed))
                if (fs::file_size(at->path(), failed) > 0 && !failed) return true;
            return program.has_ended();
        }));
        program.signal(SIGKILL);
        program.wait();
    }
    const Run run = study.run("killed");
    CHECK(run.out.find("27 recordings: 26 measured") == 0);
    for (const char* table : kTables) CHECK(study.bytes("killed", table) == study.bytes("whole", table));
}

TEST_CASE("a merge before every shard is done is refused and says how many are missing") {
    const Study study;
    study.run("out", "--only plan --shards 7");
    study.run("out", "--only 2");
    const Run run = study.run("out", "--only merge");
    CHECK(run.exit_code == int(ExitCode::input));
    CHECK(run.err.find("6 of 7 recordings have no result yet") != std::string::npos);
    CHECK(study.run("out", "--only 8").err.find("has the shards 1 to 7") != std::string::npos);
    CHECK(study.run("out", "--only all").exit_code == int(ExitCode::usage));
    CHECK_FALSE(fs::exists(study.scratch / "out/sessions.csv"));
}

TEST_CASE("a reliability study of simulated repeats finds the reliability that they were made with") {
    // Excursion of people N(4, 1²), from session to session N(0, 0.5²): ICC 0.8, SEM 0.5, MDC95 1.39.
    constexpr int kPeople = 12;
    constexpr int kSessions = 3;
    const ScratchFolder scratch;
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    Eigen::MatrixXd truth(kPeople, kSessions);
    for (int person = 0; person < kPeople; ++person) {
        const double own = 4.5 + normal(random);
        for (int session = 0; session < kSessions; ++session) {
            truth(person, session) = std::clamp(own + 0.5 * normal(random), 1.0, 9.0);
            walk(scratch / fmt::format("study/sub-{0:02}/sub-{0:02}_ses-{1}.imu.csv", person, session),
                 truth(person, session), 4.0, 1 + person);
        }
    }
    const Run run = run_program(fmt::format("cohort {} --out {} --reliability", (scratch / "study").string(),
                                            (scratch / "out").string()));
    REQUIRE(run.exit_code == 0);
    const auto of_truth = analysis::reliability_of(truth);
    REQUIRE(of_truth);
    bool is_found = false;
    for (const Row& row : rows_of(read_text(scratch / "out/reliability.csv"))) {
        if (row.at("measure") != "cpd_excursion_deg" || row.at("side") != "L") continue;
        is_found = true;
        CHECK(row.at("people") == "12");
        CHECK(row.at("sessions") == "3");
        CHECK(holds(row, "icc_2_1", 0.8));
        CHECK(holds(row, "icc_3_1", 0.8));
        CHECK(holds(row, "sem", 0.5));
        CHECK(holds(row, "mdc95", 1.386));
        // And close to that of the very values that the walkers had.
        CHECK(std::stod(row.at("icc_2_1")) == Approx(of_truth->icc_agreement).margin(0.08));
        CHECK(std::stod(row.at("sem")) == Approx(of_truth->within.sem).epsilon(0.2));
    }
    CHECK(is_found);
    CHECK(rows_of(read_text(scratch / "out/bland_altman.csv")).size() % kPeople == 0);
}

TEST_CASE("groups are compared by a column of the people, and a column that is not there is refused") {
    const Study study;
    walk(study.folder / "sub-04/sub-04_ses-1.imu.csv", 9.0, 4.0, 7);
    write_text(study.folder / "participants.tsv",
               "participant_id\tgroup\nsub-01\ta\nsub-02\ta\nsub-03\tb\nsub-04\tb\n");
    const Run run = study.run("out", "--compare group");
    bool is_found = false;
    for (const Row& row : rows_of(study.bytes("out", "groups.csv"))) {
        if (row.at("measure") != "cpd_excursion_deg" || row.at("side") != "L") continue;
        is_found = true;
        CHECK(row.at("group_a") == "a");
        CHECK(std::stod(row.at("people_b")) == 2.0);
        CHECK(std::stod(row.at("difference")) > 2.0);  // made with 4 and 5 against 6 and 9
        CHECK(std::stod(row.at("hedges_g")) > 0.0);
    }
    CHECK(is_found);
    // Two names that SQLite takes for one, and one of ours in capitals.
    write_text(study.folder / "participants.tsv",
               "participant_id\tGroup\tgroup\tSIDE\nsub-01\ta\tx\t1\nsub-02\ta\tx\t2\nsub-03\tb\ty\t3\n");
    study.run("again");
    const auto strides = rows_of(study.bytes("again", "strides.csv"));
    REQUIRE_FALSE(strides.empty());
    for (const char* name : {"side", "Group", "participant_group", "participant_SIDE"})
        CHECK(strides.front().contains(name));
    const Run refused = study.run("out", "--compare height");
    CHECK(refused.exit_code == int(ExitCode::usage));
    CHECK(refused.err.find(
              "--compare height: the table of participants has no such column; it has Group, group, SIDE") !=
          std::string::npos);
}
