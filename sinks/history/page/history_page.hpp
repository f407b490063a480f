// The history of a person as a page that is one file: what has changed, the measures over the sessions beside
// what is usual for the person, the load by week, the sessions. Words and tables can be read without its
// script. The same page is served beside the live one; then it leads there and to the other people.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sinks/history/history_store.hpp"
#include "sinks/history/page/person_view.hpp"

namespace sacrum::sinks {

enum class PagePlace { file, served };

std::string history_page(const PersonView& view, PagePlace place);

// Who is in the history, each leading to their page; only served.
std::string people_page(std::span<const Person> people);

// In place of either: one sentence.
std::string no_history_page(std::string_view sentence);

// Where they are served; a person's is below, by code.
constexpr std::string_view kHistoryPath = "/history";

}  // namespace sacrum::sinks
