// Where the history is, and what several of its commands need of it.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "sinks/history/history_store.hpp"

namespace sacrum::app {

// $XDG_DATA_HOME/sacrum/history.sqlite, or below ~/.local/share.
std::filesystem::path usual_history_file();

struct HistoryWords {
    std::optional<std::filesystem::path> file;
    std::string person;  // code or label
};

// `names`: where --file means something else.
void add_history_option(CLI::App& parser, HistoryWords& words, const char* names = "--file,--history");
void add_person_option(CLI::App& parser, HistoryWords& words);

std::filesystem::path history_file(const HistoryWords& words);
Result<sinks::HistoryStore> open_history(const HistoryWords& words,
                                         sinks::WhenMissing when_missing = sinks::WhenMissing::refuse);

// A person and what is kept of them, in order of time.
struct OpenedPerson {
    sinks::HistoryStore store;
    sinks::Person person;
    std::vector<PastSession> sessions;
    std::vector<PastScreening> screenings;
    std::vector<PrescribedExercise> exercises;
};
Result<OpenedPerson> open_person(const HistoryWords& words);

// "P-7QK2 (anna)"
std::string name_of(const sinks::Person& person);
// "2026-03-01"
std::string day_of(const PastSession& session);

}  // namespace sacrum::app
