// sacrum history reliability: over the people of a history, how well each measure repeats itself.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "analysis/pooled_reliability.hpp"
#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/terminal.hpp"
#include "proto/history.pb.h"
#include "sinks/report/findings.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

struct Words {
    HistoryWords history;
    bool json = false;
};

using analysis::PooledReliability;
using People = std::vector<std::vector<PastSession>>;

Result<People> everybody(const sinks::HistoryStore& store) {
    const auto people = store.people();
    if (!people) return tl::unexpected(people.error());
    People all;
    for (const sinks::Person& person : *people) {
        auto sessions = store.sessions(person);
        if (!sessions) return tl::unexpected(sessions.error());
        all.push_back(std::move(*sessions));
    }
    return all;
}

// Whose methods and pass count: the newest of the gait, over all people.
const PastSession* newest_of(const People& people, GaitMode gait) {
    const PastSession* newest = nullptr;
    for (const auto& sessions : people)
        for (const PastSession& session : sessions)
            if (session.report.main_gait == gait && session.report.verdict != Verdict::poor &&
                (newest == nullptr || session.began >= newest->began))
                newest = &session;
    return newest;
}

std::string name_of(const PooledReliability& one) {
    const std::string name(definition_of(one.measure.metric).name);
    return one.measure.side ? fmt::format("{}, {}", name, word(*one.measure.side)) : name;
}

std::string icc_words(double icc, const Interval& interval) {
    return fmt::format("{:.2f} ({:.2f} to {:.2f})", icc, interval.low, interval.high);
}

void print_row(const PooledReliability& one) {
    const Metric metric = one.measure.metric;
    const auto with_interval = [&](double value, const Interval& interval) {
        return fmt::format("{} ({})", sinks::with_unit(metric, value),
                           sinks::range_with_unit(metric, interval));
    };
    fmt::print("  {:<34}{:>7}{:>9}   {:<32}{:<32}", name_of(one), one.people, one.sessions,
               with_interval(one.within.sem, one.within.sem_ci),
               with_interval(one.within.mdc95, one.within.mdc95_ci));
    if (one.of_table)
        fmt::print("{:<24}{:<24}{} × {}",
                   icc_words(one.of_table->icc_agreement, one.of_table->icc_agreement_ci),
                   icc_words(one.of_table->icc_consistency, one.of_table->icc_consistency_ci),
                   one.table_people, one.table_sessions);
    else
        fmt::print("{:<24}", "none of so few");
    fmt::print("\n");
}

void print_gait(const std::vector<PooledReliability>& found, GaitMode gait) {
    fmt::print("{}\n  {:<34}{:>7}{:>9}   {:<32}{:<32}{:<24}{:<24}{}\n", word(gait), "", "people", "sessions",
               "SEM (95 %)", "MDC95 (95 %)", "ICC(2,1) (95 %)", "ICC(3,1) (95 %)", "of people × sessions");
    for (const PooledReliability& one : found) print_row(one);
    const auto enough = std::ranges::count_if(found, &PooledReliability::is_enough);
    fmt::print(
        "  {} of {} SEMs rest on enough ({} people, {:.0f} degrees of freedom) to stand in where a person's "
        "own sessions "
        "are too few.\n",
        enough, found.size(), analysis::kFewestPeople, analysis::kFewestPooledDegrees);
}

proto::Interval interval(const Interval& of) {
    proto::Interval message;
    message.set_low(sinks::to_millionth(of.low));
    message.set_high(sinks::to_millionth(of.high));
    return message;
}

proto::MeasureReliability to_message(const PooledReliability& one) {
    proto::MeasureReliability message;
    message.set_metric(std::string(definition_of(one.measure.metric).id));
    message.set_side(sinks::to_message(one.measure.side));
    message.set_gait(sinks::to_message(one.gait));
    message.set_people(std::uint32_t(one.people));
    message.set_sessions(std::uint32_t(one.sessions));
    message.set_sem(sinks::to_millionth(one.within.sem));
    *message.mutable_sem_ci95() = interval(one.within.sem_ci);
    message.set_mdc95(sinks::to_millionth(one.within.mdc95));
    *message.mutable_mdc95_ci95() = interval(one.within.mdc95_ci);
    message.set_is_enough(one.is_enough());
    if (!one.of_table) return message;
    message.set_icc_sessions(std::uint32_t(one.table_sessions));
    message.set_icc_people(std::uint32_t(one.table_people));
    message.set_icc_2_1(sinks::to_millionth(one.of_table->icc_agreement));
    *message.mutable_icc_2_1_ci95() = interval(one.of_table->icc_agreement_ci);
    message.set_icc_3_1(sinks::to_millionth(one.of_table->icc_consistency));
    *message.mutable_icc_3_1_ci95() = interval(one.of_table->icc_consistency_ci);
    return message;
}

ExitCode reliability(const Words& words) {
    const auto store = open_history(words.history);
    if (!store) return refuse(store.error());
    const auto people = everybody(*store);
    if (!people) return refuse(people.error());
    proto::HistoryReliability message;
    for (const GaitMode gait : {GaitMode::walking, GaitMode::running}) {
        const PastSession* like = newest_of(*people, gait);
        const auto found =
            like == nullptr ? std::vector<PooledReliability>() : analysis::pooled_reliability(*people, *like);
        for (const PooledReliability& one : found) *message.add_measures() = to_message(one);
        if (!words.json && !found.empty()) print_gait(found, gait);
    }
    const char* nothing =
        "Nobody here has two sessions that can be compared, so nothing is known of how the measures repeat.";
    if (message.measures().empty()) message.add_remarks(nothing);
    if (words.json)
        fmt::print("{}", sinks::json_text(message));
    else if (message.measures().empty())
        fmt::print("{}\n", nothing);
    return ExitCode::ok;
}

}  // namespace

Command make_history_reliability_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = history.add_subcommand(
        "reliability", "Says over all people how well each measure repeats itself from session to session.");
    parser->add_flag("--json", words->json, "as the message HistoryReliability of proto/history.proto");
    add_history_option(*parser, words->history);
    parser->footer(
        "Of each person the first ten sessions that can be compared count; a true change within them counts "
        "as error.\n"
        "Where enough people have repeated sessions, show and report judge by this SEM until a person's own "
        "are enough.\n\n"
        "Examples:\n"
        "  The SEM, MDC95 and ICC of this history:\n"
        "    sacrum history reliability\n"
        "  The same for a program:\n"
        "    sacrum history reliability --json");
    return {parser, [words] { return reliability(*words); }};
}

}  // namespace sacrum::app
