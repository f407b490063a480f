#include "app/history_file.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "sinks/export/utc_text.hpp"

namespace sacrum::app {
namespace {

std::string variable(const char* name) {
    const char* set = std::getenv(name);
    return set == nullptr ? "" : set;
}

}  // namespace

std::filesystem::path usual_history_file() {
    // XDG base directories: a relative path there is to be ignored.
    std::filesystem::path data = variable("XDG_DATA_HOME");
    if (!data.is_absolute()) data = std::filesystem::path(variable("HOME")) / ".local/share";
    return data / "sacrum/history.sqlite";
}

void add_history_option(CLI::App& parser, HistoryWords& words, const char* names) {
    parser
        .add_option(names, words.file,
                    "where the history is (default: $XDG_DATA_HOME/sacrum/history.sqlite, or "
                    "~/.local/share/sacrum/history.sqlite)")
        ->type_name("FILE");
}

void add_person_option(CLI::App& parser, HistoryWords& words) {
    parser.add_option("--person", words.person, "whose: the made-up name, such as P-7QK2, or the label")
        ->required()
        ->type_name("P");
}

std::filesystem::path history_file(const HistoryWords& words) {
    return words.file.value_or(usual_history_file());
}

Result<sinks::HistoryStore> open_history(const HistoryWords& words, sinks::WhenMissing when_missing) {
    return sinks::HistoryStore::open(history_file(words), when_missing);
}

Result<OpenedPerson> open_person(const HistoryWords& words) {
    auto store = open_history(words);
    if (!store) return tl::unexpected(store.error());
    auto person = store->person(words.person);
    if (!person) return tl::unexpected(person.error());
    auto sessions = store->sessions(*person);
    if (!sessions) return tl::unexpected(sessions.error());
    auto screenings = store->screenings(*person);
    if (!screenings) return tl::unexpected(screenings.error());
    auto exercises = store->exercises(*person);
    if (!exercises) return tl::unexpected(exercises.error());
    return OpenedPerson{std::move(*store), std::move(*person), std::move(*sessions), std::move(*screenings),
                        std::move(*exercises)};
}

std::string name_of(const sinks::Person& person) {
    return person.label ? fmt::format("{} ({})", person.code, *person.label) : person.code;
}

std::string day_of(const PastSession& session) { return sinks::day_text(session.began); }

}  // namespace sacrum::app
