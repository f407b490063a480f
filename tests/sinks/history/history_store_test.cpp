#include "sinks/history/history_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "sinks/history/history_schema.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

// A folder that is gone at the end.
class Scratch {
  public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "sacrum_history_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Scratch() { std::filesystem::remove_all(path_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

HistoryStore opened(const std::filesystem::path& file) {
    auto store = HistoryStore::open(file, WhenMissing::make);
    INFO((store ? "" : store.error().sentence));
    REQUIRE(store);
    return std::move(*store);
}

PastSession session_of(int day) {
    PastSession session;
    session.began = std::chrono::sys_seconds(std::chrono::days(20000 + day));
    session.device = "Sacrum 12 SN-UNMISTAKABLE";
    session.has_incline = true;
    session.context = {
        .surface = "gravel", .camber = Camber::right_low, .distance_km = 5.25, .speed_m_per_s = 2.75};
    SessionReport& report = session.report;
    report.recording = "recording-" + std::to_string(day);
    report.program_version = "0.1.0";
    report.algorithm_version = "3";
    report.pass = Pass::causal;
    report.main_gait = GaitMode::running;
    report.verdict = Verdict::usable;
    report.duration = std::chrono::seconds(61);
    report.contacts = 321;
    report.side_confidence = 0.987;
    report.mounting.standing_sd_deg = 0.25;
    report.sides.left.strides_used = 70;
    report.sides.right.strides_rejected = 3;
    report.sides.left.metrics[std::size_t(Metric::cpd_peak)] = MetricSummary{.strides = 70,
                                                                             .median = 4.5,
                                                                             .spread = 0.5,
                                                                             .standard_error = 0.125,
                                                                             .ci95 = {4.25, 4.75},
                                                                             .minimal_detectable_change = 1.5,
                                                                             .sampling_error = 0.0625};
    report.both.metrics[std::size_t(Metric::sway_ml)] = MetricSummary{.strides = 140, .median = 31.0};
    return session;
}

SessionDigests digests_of(int day) {
    return {"file-" + std::to_string(day), "content-" + std::to_string(day)};
}

AddedSession add(HistoryStore& store, const Person& person, int day, bool replaces = false) {
    const auto added = store.add_session(person, session_of(day), digests_of(day), replaces);
    INFO((added ? "" : added.error().sentence));
    REQUIRE(added);
    return *added;
}

std::string bytes_of_all(const std::filesystem::path& file) {
    std::ostringstream bytes;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) {
        const std::ifstream part(file.string() + end, std::ios::binary);
        if (part) bytes << part.rdbuf();
    }
    return bytes.str();
}

mode_t mode_of(const std::filesystem::path& file) {
    struct stat found {};
    return ::stat(file.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what is kept of a session comes back as it was") {
    const Scratch folder;
    HistoryStore store = opened(folder / "h.sqlite");
    const auto person = store.add_person("anna");
    REQUIRE(person);
    add(store, *person, 2);
    add(store, *person, 1);
    const auto sessions = store.sessions(*person);
    REQUIRE(sessions);
    REQUIRE(sessions->size() == 2);
    const PastSession expected = session_of(1);
    const PastSession& found = sessions->front();  // in order of time
    CHECK(found.began == expected.began);
    CHECK(found.device == expected.device);
    CHECK(found.has_incline);
    CHECK(found.context.surface == expected.context.surface);
    CHECK(found.context.camber == expected.context.camber);
    CHECK(found.context.distance_km == expected.context.distance_km);
    CHECK(found.context.speed_m_per_s == expected.context.speed_m_per_s);
    CHECK(found.report.recording == expected.report.recording);
    CHECK(found.report.program_version == "0.1.0");
    CHECK(found.report.algorithm_version == "3");
    CHECK(found.report.pass == Pass::causal);
    CHECK(found.report.main_gait == GaitMode::running);
    CHECK(found.report.verdict == Verdict::usable);
    CHECK(found.report.duration == expected.report.duration);
    CHECK(found.report.contacts == 321);
    CHECK(found.report.side_confidence == 0.987);
    CHECK(found.report.mounting.standing_sd_deg == 0.25);
    CHECK(found.report.sides.left.strides_used == 70);
    CHECK(found.report.sides.right.strides_rejected == 3);
    const auto& drop = found.report.sides.left.metrics[std::size_t(Metric::cpd_peak)];
    REQUIRE(drop);
    CHECK(drop->strides == 70);
    CHECK(drop->median == 4.5);
    CHECK(drop->spread == 0.5);
    CHECK(drop->standard_error == 0.125);
    CHECK(drop->sampling_error == 0.0625);
    CHECK(drop->ci95.low == 4.25);
    CHECK(drop->ci95.high == 4.75);
    CHECK(drop->minimal_detectable_change == 1.5);
    CHECK_FALSE(found.report.both.metrics[std::size_t(Metric::sway_ml)]->minimal_detectable_change);
    CHECK_FALSE(found.report.sides.right.metrics[std::size_t(Metric::cpd_peak)]);
}

TEST_CASE("a person is found by a made-up name or a label, and two have neither in common") {
    const Scratch folder;
    HistoryStore store = opened(folder / "h.sqlite");
    const auto anna = store.add_person("anna");
    const auto other = store.add_person(std::nullopt);
    REQUIRE(anna);
    REQUIRE(other);
    CHECK(anna->code.size() == 6);
    CHECK(anna->code.starts_with("P-"));
    CHECK(anna->code != other->code);
    CHECK_FALSE(other->label);
    CHECK(store.person("ANNA")->id == anna->id);
    CHECK(store.person(other->code)->id == other->id);
    CHECK_FALSE(store.add_person("Anna"));
    const auto missing = store.person("bert");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::usage);
    CHECK(store.people()->size() == 2);
}

TEST_CASE("a recording that comes again is not counted twice, by its bytes or by what was made of it") {
    const Scratch folder;
    HistoryStore store = opened(folder / "h.sqlite");
    const auto person = store.add_person(std::nullopt);
    CHECK(add(store, *person, 1).outcome == AddOutcome::added);
    CHECK(add(store, *person, 1).outcome == AddOutcome::already_there);
    const auto by_content = store.add_session(*person, session_of(1), {"another", "content-1"}, false);
    CHECK(by_content->outcome == AddOutcome::already_there);
    const auto by_file = store.add_session(*person, session_of(1), {"file-1", "another"}, false);
    CHECK(by_file->outcome == AddOutcome::already_there);
    CHECK(store.sessions(*person)->size() == 1);

    auto anew = session_of(1);
    anew.report.algorithm_version = "4";
    const auto replaced = store.add_session(*person, anew, {"file-1", "another"}, true);
    CHECK(replaced->outcome == AddOutcome::replaced);
    CHECK(store.sessions(*person)->front().id == by_file->id);
    CHECK(store.sessions(*person)->front().report.algorithm_version == "4");

    const auto other = store.add_person(std::nullopt);
    const auto refused = store.add_session(*other, session_of(1), digests_of(1), true);
    REQUIRE_FALSE(refused);
    CHECK(has(refused.error().sentence, "another person"));
    CHECK(store.person(person->code)->sessions == 1);
}

TEST_CASE("only its owner can read the history, from the first moment and after it was copied carelessly") {
    const Scratch folder;
    const auto file = folder / "new/h.sqlite";
    const mode_t before = umask(0);
    {
        HistoryStore store = opened(file);
        REQUIRE(store.add_person(std::nullopt));
        CHECK(mode_of(file) == 0600);
        CHECK(mode_of(file.string() + "-wal") == 0600);
        CHECK(mode_of(file.string() + "-shm") == 0600);
        CHECK(mode_of(file.parent_path()) == 0700);
    }
    umask(before);
    REQUIRE(chmod(file.c_str(), 0644) == 0);
    const HistoryStore again = opened(file);
    CHECK(mode_of(file) == 0600);
}

TEST_CASE("of a person who is deleted no trace is left in the file or beside it") {
    const Scratch folder;
    const auto file = folder / "h.sqlite";
    HistoryStore store = opened(file);
    const auto gone = store.add_person("Wilhelmine");
    const auto stays = store.add_person("Konradin");
    for (int day = 0; day < 40; ++day) add(store, day % 2 == 0 ? *gone : *stays, day);
    for (const char* trace : {"Wilhelmine", "recording-18", "file-18", "content-18"})
        REQUIRE(has(bytes_of_all(file), trace));

    REQUIRE(store.delete_person(*gone));
    const std::string left = bytes_of_all(file);  // the store is still open
    for (const char* trace : {"Wilhelmine", "recording-18", "file-18", "content-18", "recording-0"})
        CHECK_FALSE(has(left, trace));
    CHECK_FALSE(has(left, gone->code));
    CHECK(has(left, "Konradin"));
    CHECK(has(left, "recording-19"));
    CHECK(store.sessions(*stays)->size() == 20);
    CHECK_FALSE(store.person("Wilhelmine"));

    REQUIRE(has(bytes_of_all(file), "SN-UNMISTAKABLE"));
    REQUIRE(store.delete_person(*stays));
    CHECK_FALSE(has(bytes_of_all(file), "SN-UNMISTAKABLE"));
}

TEST_CASE("of a session that is deleted no trace is left, and it must be that person's") {
    const Scratch folder;
    const auto file = folder / "h.sqlite";
    HistoryStore store = opened(file);
    const auto person = store.add_person(std::nullopt);
    const auto other = store.add_person(std::nullopt);
    const auto first = add(store, *person, 111);
    add(store, *person, 222);
    const auto refused = store.delete_session(*other, first.id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::usage);
    REQUIRE(store.delete_session(*person, first.id));
    CHECK_FALSE(has(bytes_of_all(file), "recording-111"));
    CHECK(has(bytes_of_all(file), "recording-222"));
    CHECK(store.sessions(*person)->size() == 1);
}

TEST_CASE("traces that another reader keeps alive are said, and go when the last program closes the file") {
    const Scratch folder;
    const auto file = folder / "h.sqlite";
    {
        HistoryStore store = opened(file);
        const auto person = store.add_person("Wilhelmine");
        add(store, *person, 1);
        SQLite::Database reader(file.string(), SQLite::OPEN_READONLY);
        SQLite::Transaction reads(reader);
        REQUIRE(reader.execAndGet("SELECT count(*) FROM sessions").getInt() == 1);
        const auto deleted = store.delete_person(*person, std::chrono::milliseconds(1));
        REQUIRE_FALSE(deleted);
        CHECK(has(deleted.error().sentence, "deleted, but"));
        REQUIRE(has(bytes_of_all(file), "Wilhelmine"));
    }
    CHECK_FALSE(has(bytes_of_all(file), "Wilhelmine"));
}

TEST_CASE("who looks at a history reads what others write, and writes nothing") {
    const Scratch folder;
    CHECK_FALSE(HistoryStore::look(folder / "none.sqlite", std::chrono::milliseconds(10)));
    CHECK_FALSE(std::filesystem::exists(folder / "none.sqlite"));
    HistoryStore store = opened(folder / "history.sqlite");
    const auto person = store.add_person("anna");
    REQUIRE(person);
    auto looking = HistoryStore::look(folder / "history.sqlite", std::chrono::milliseconds(10));
    REQUIRE(looking);
    add(store, *person, 1);
    CHECK(looking->sessions(*person)->size() == 1);
    CHECK_FALSE(looking->add_person("bob"));
    CHECK_FALSE(looking->delete_session(*person, 1));
    CHECK(store.people()->size() == 1);
    CHECK(store.sessions(*person)->size() == 1);
}

TEST_CASE("a file that is no history, or of a later version, is refused with a remedy and left as it is") {
    const Scratch folder;
    const auto text = folder / "notes.txt";
    std::ofstream(text) << std::string(5000, 'n');
    REQUIRE(chmod(text.c_str(), 0644) == 0);
    const auto refused = HistoryStore::open(text, WhenMissing::make);
    REQUIRE_FALSE(refused);
    CHECK(has(refused.error().sentence, "not a history"));
    CHECK(bytes_of_all(text) == std::string(5000, 'n'));
    CHECK(mode_of(text) == 0644);

    const auto later = folder / "later.sqlite";
    SQLite::Database(later.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("PRAGMA user_version = 99");
    const auto too_late = HistoryStore::open(later, WhenMissing::make);
    REQUIRE_FALSE(too_late);
    CHECK(has(too_late.error().sentence, "later version"));

    const auto missing = HistoryStore::open(folder / "none.sqlite", WhenMissing::refuse);
    REQUIRE_FALSE(missing);
    CHECK_FALSE(std::filesystem::exists(folder / "none.sqlite"));
}
