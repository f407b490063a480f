#include "app/history_pages.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "app/history_pool.hpp"
#include "app/person_view.hpp"
#include "sinks/history/page/history_page.hpp"

namespace sacrum::app {
namespace {

constexpr std::chrono::seconds kPatience{2};  // where another program writes just now; a reload asks again

Result<std::string> people(const std::filesystem::path& file) {
    const auto store = sinks::HistoryStore::look(file, kPatience);
    if (!store) return tl::unexpected(store.error());
    const auto people = store->people();
    if (!people) return tl::unexpected(people.error());
    return sinks::people_page(*people);
}

Result<sinks::PersonView> view_of(const std::filesystem::path& file, const std::string& code) {
    const auto store = sinks::HistoryStore::look(file, kPatience);
    if (!store) return tl::unexpected(store.error());
    const auto person = store->person(code);
    if (!person) return tl::unexpected(person.error());
    auto sessions = store->sessions(*person);
    if (!sessions) return tl::unexpected(sessions.error());
    const auto others = sessions_of_others(*store, *person);
    if (!others) return tl::unexpected(others.error());
    return person_view(*person, std::move(*sessions), *others);
}

Result<std::string> page_at(const std::filesystem::path& file, const std::string& rest) {
    if (rest.empty() || rest == "/") return people(file);
    const auto view = view_of(file, rest.substr(1));
    if (!view) return tl::unexpected(view.error());
    return sinks::history_page(*view, sinks::PagePlace::served);
}

}  // namespace

sinks::PageMaker history_pages(std::filesystem::path file) {
    return [file = std::move(file)](const std::string& rest) -> sinks::MadePage {
        try {
            auto page = page_at(file, rest);
            if (page) return {.is_found = true, .html = std::move(*page)};
            return {.is_found = false, .html = sinks::no_history_page(page.error().sentence)};
        } catch (const std::exception& fault) {
            return {.is_found = false, .html = sinks::no_history_page(fault.what())};
        }
    };
}

}  // namespace sacrum::app
