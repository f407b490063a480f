// sacrum screen: a guided test of pelvic control, live or from a recording.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "app/analysis_options.hpp"
#include "app/analyze_file.hpp"
#include "app/command.hpp"
#include "app/history_file.hpp"
#include "app/kept_screening.hpp"
#include "app/recorded_session.hpp"
#include "app/recording_name.hpp"
#include "app/screening_follower.hpp"
#include "app/screening_guide.hpp"
#include "app/session_report_file.hpp"
#include "app/session_run.hpp"
#include "app/terminal.hpp"
#include "firmware_bridge/import/csv_reader.hpp"
#include "firmware_bridge/import/read_file.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/report_message.hpp"
#include "sinks/report/screening_message.hpp"

namespace sacrum::app {
namespace {

// The last samples are under way when the last phase is over.
constexpr double kAfterLastPhase = 1.0;  // s

struct Words {
    std::string test;
    std::string source;
    std::optional<std::filesystem::path> file;
    std::optional<std::filesystem::path> record;
    std::optional<std::filesystem::path> out;
    std::optional<std::string> protocol;
    std::optional<std::string> side;
    bool says_json = false;
    bool shows_plan = false;
    HistoryWords history;
    std::optional<std::string> date;
    FileWords reading;
};

// The phases as stages of the recording, counted from the first bytes.
std::vector<firmware_bridge::PersonAction> stages_of(ScreeningTest test) {
    std::vector<firmware_bridge::PersonAction> actions;
    firmware_bridge::ArrivalTime time{};
    for (const ScreeningPhase& phase : phases_of(test)) {
        proto::Action action;
        action.set_author("plan");
        action.mutable_begin_stage()->set_name(stage_name(test, phase));
        action.mutable_begin_stage()->set_duration_s(in_seconds(phase.duration));
        actions.push_back({.time = time, .what = std::move(action)});
        time += phase.duration;
    }
    proto::Action end;
    end.set_author("plan");
    end.mutable_end_stage();
    actions.push_back({.time = time, .what = std::move(end)});
    return actions;
}

class Screening {
  public:
    Screening(const Words& words, ScreeningTest test, AnalyzeSettings settings)
        : words_(words), settings_(std::move(settings)), guide_(words.says_json) {
        screening_.test = test;
        screening_.mounting = settings_.analysis.mounting;
        if (words.side) screening_.side = *words.side == "L" ? Side::left : Side::right;
        if (words.protocol) screening_.protocol = *words.protocol;
    }

    ExitCode live() {
        if (screening_.side)
            return refuse({ErrorKind::usage, "--side: a live test goes through both sides; leave it out"});
        const auto planned = stages_of(screening_.test);
        const double length = in_seconds(planned.back().time) + kAfterLastPhase;
        const ExitCode code = run_session({.addresses = {words_.source},
                                           .record = words_.record,
                                           .protocol = words_.protocol,
                                           .analyze = settings_,
                                           .stop_after_s = length,
                                           .planned = planned,
                                           .counts_from_data = true,
                                           .follow = [this](const FollowSettings& follow) {
                                               screening_.protocol = follow.protocol;
                                               return follow_screening(screening_, ears());
                                           }});
        return std::max(code, tell());
    }

    ExitCode recorded(const std::filesystem::path& file) {
        recorded_ = file;
        if (words_.record)
            return refuse({ErrorKind::usage, "--record: the file is a recording already; leave it out"});
        if (!is_recording(file)) return imported(file);
        auto marks = marked_test(file);
        if (!marks) return refuse(marks.error());
        if (*marks && **marks != screening_.test)
            return refuse({ErrorKind::usage, fmt::format("{}: holds the phases of {}; say sacrum screen {}",
                                                         file.string(), name_of(**marks), name_of(**marks))});
        screening_.is_unguided = !*marks;
        auto session = open_recorded_session(file, settings_.chosen, words_.protocol);
        if (!session) return refuse(session.error());
        screening_.protocol = session->settings.protocol;
        screening_.mounting = session->settings.analyze.analysis.mounting;
        auto followed = follow_screening(screening_, ears());
        if (!followed) return refuse(followed.error());
        bool has_ended = false;
        while (const firmware_bridge::RecordingEntry* entry = session->reader.next()) {
            has_ended = has_ended || std::holds_alternative<firmware_bridge::RecordingEnd>(*entry);
            (*followed)->take(*entry);
        }
        if (!has_ended) (*followed)->take(firmware_bridge::RecordingEnd{});
        if (const auto& condition = session->reader.condition(); !condition.is_whole())
            print_error(fmt::format("{}: {}", file.string(), condition.findings()));
        return tell();
    }

  private:
    ExitCode imported(const std::filesystem::path& file) {
        auto recording = firmware_bridge::read_csv(file, settings_.csv);
        if (!recording) return refuse(recording.error());
        result_ = screen_recording(*recording, screening_,
                                   [this](const proto::ScreeningMessage& message) { guide_.say(message); });
        return tell();
    }

    ScreeningEars ears() {
        return {.say = [this](const proto::ScreeningMessage& message) { guide_.say(message); },
                .end = [this](const Result<ScreeningResult>& result) { result_ = result; }};
    }

    // Whose phases the recording holds; empty: nobody called any out.
    static Result<std::optional<ScreeningTest>> marked_test(const std::filesystem::path& file) {
        auto reader = firmware_bridge::RecordingReader::open(file);
        if (!reader) return tl::unexpected(reader.error());
        while (const firmware_bridge::RecordingEntry* entry = reader->next()) {
            const auto* action = std::get_if<firmware_bridge::PersonAction>(entry);
            if (action == nullptr || !action->what.has_begin_stage()) continue;
            if (const auto named = phase_of_stage(action->what.begin_stage().name())) return named->test;
        }
        return std::optional<ScreeningTest>();
    }

    ExitCode tell() {
        if (!result_) return ExitCode::input;  // the session has said why
        if (!*result_) return refuse(result_->error());
        const ScreeningResult& result = **result_;
        if (!words_.says_json) {
            fmt::print("{}", sinks::screening_words(result));
            if (words_.shows_plan) fmt::print("{}", sinks::plan_words(result));
        }
        if (words_.out) {
            const std::string json = sinks::json_text(sinks::to_message(result));
            if (auto wrote = sinks::write_whole_file(*words_.out, json); !wrote) return refuse(wrote.error());
        }
        if (!result.is_valid) return ExitCode::input;
        return words_.history.person.empty() ? ExitCode::ok : keep(sinks::to_message(result));
    }

    ExitCode keep(const proto::ScreeningResult& result) {
        auto store = open_history(words_.history);
        if (!store) return refuse(store.error());
        const auto person = store->person(words_.history.person);
        if (!person) return refuse(person.error());
        const auto done = when();
        if (!done) return refuse(done.error());
        const auto kept = keep_screening(*store, *person, result, *done);
        if (!kept) return refuse(kept.error());
        std::FILE* out = words_.says_json ? stderr : stdout;
        fmt::print(out, "{}\n", *kept);
        if (!words_.shows_plan) return ExitCode::ok;
        const auto prescribed = prescribe_plan(*store, *person, result, *done);
        if (!prescribed) return refuse(prescribed.error());
        fmt::print(out, "{}", *prescribed);
        return ExitCode::ok;
    }

    // As said, as the recording says, as its file was written, or now.
    [[nodiscard]] Result<std::chrono::sys_seconds> when() const {
        std::optional<std::chrono::sys_seconds> said;
        if (words_.date) {
            said = sinks::moment_of(*words_.date);
            if (!said)
                return fail(ErrorKind::usage,
                            fmt::format("--date {}: wants a date as 2026-03-01", *words_.date));
        }
        if (!recorded_)
            return said.value_or(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
        const auto recording = firmware_bridge::read_file(*recorded_);
        if (!recording) return tl::unexpected(recording.error());
        proto::SessionReport of_origin;
        if (const auto began = began_of(recording->origin)) of_origin.set_began_utc(sinks::utc_text(*began));
        const SessionMoment moment = moment_of(*recorded_, of_origin, said);
        if (moment.is_guessed) say_guessed(*recorded_, moment.began, "--date");
        return moment.began;
    }

    const Words& words_;
    std::optional<std::filesystem::path> recorded_{};  // empty: a live test
    AnalyzeSettings settings_;
    ScreeningSettings screening_;
    ScreeningGuide guide_;
    std::optional<Result<ScreeningResult>> result_{};
};

ExitCode screen(const Words& words) {
    const auto test = screening_test_of(words.test);
    if (words.source.empty() == !words.file)
        return refuse({ErrorKind::usage,
                       "say once what to screen: an address for a live test, or a recording; see sacrum "
                       "screen --help"});
    if (!words.history.person.empty()) {  // before anybody stands on one leg for nothing
        const auto person = open_person(words.history);
        if (!person) return refuse(person.error());
    }
    auto settings = settings_of(words.reading);
    if (!settings) return refuse(settings.error());
    Screening screening(words, *test, std::move(*settings));
    if (words.file) return screening.recorded(*words.file);
    std::error_code ignored;
    return std::filesystem::is_regular_file(words.source, ignored) ? screening.recorded(words.source)
                                                                   : screening.live();
}

}  // namespace

Command make_screen_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand("screen",
                                              "Guides through a test of pelvic control on the spot and says "
                                              "how far the pelvis drops on each side.");
    std::vector<std::string> tests;
    for (const ScreeningTest test : kScreeningTests) tests.emplace_back(name_of(test));
    parser
        ->add_option("TEST", words->test,
                     "stance, single-leg, t-balance, wall-run or hands-and-knees (docs/screening.md)")
        ->required()
        ->check(CLI::IsMember(tests));
    parser->add_option("SOURCE", words->source,
                       "where the sensor is, for a live test (docs/devices.md), or a recording");
    parser->add_option("--file", words->file, "a recording, where SOURCE is none")->type_name("FILE");
    parser
        ->add_option("--record", words->record,
                     "keeps the live test: the bytes as they come, and when each phase began")
        ->type_name("FILE");
    parser->add_option("--out", words->out, "the result as JSON, to be kept (proto/screening.proto)")
        ->type_name("FILE");
    parser->add_flag("--plan", words->shows_plan, "exercises that fit what was found, with dose and reason");
    parser->add_flag("--json", words->says_json, "everything that happens as lines of JSON on stdout");
    parser
        ->add_option("--side", words->side,
                     "L or R: the side that carries in a recording without phases (default: told by the way "
                     "the pelvis shifts)")
        ->check(CLI::IsMember({"L", "R"}))
        ->type_name("SIDE");
    parser
        ->add_option("--protocol", words->protocol, "what the device speaks (default: found from the bytes)")
        ->type_name("NAME");
    parser
        ->add_option(
            "--person", words->history.person,
            "keeps the result in this person's history; with --plan the exercises too, as prescribed")
        ->type_name("P");
    parser
        ->add_option("--date", words->date,
                     "with --person: when it was done, in UTC (default: now, or what the recording says)")
        ->type_name("DATE");
    add_history_option(*parser, words->history, "--history");
    add_file_options(*parser, words->reading);
    parser->footer(
        "A recording without phases begins with the quiet posture, for seven seconds. These tests have been\n"
        "tried on a made-up person only; none has been checked against people yet.\n\n"
        "Examples:\n"
        "  A live single-leg stance, kept, with exercises that fit:\n"
        "    sacrum screen single-leg serial:/dev/ttyUSB0 --record stance.sacrum --plan\n"
        "  Without a sensor: a made-up person who does not do it well, as fast as possible:\n"
        "    sacrum screen single-leg 'sim:screen?test=single-leg&performer=bad&speed=max' --plan");
    return {parser, [words] { return screen(*words); }};
}

}  // namespace sacrum::app
