#include "firmware_bridge/import/reference/event_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::array<std::string_view, 9> kInitial = {
    "ic", "hs", "fs", "heelstrike", "footstrike", "strike", "initialcontact", "footcontact", "touchdown"};
constexpr std::array<std::string_view, 6> kMarks = {"mark", "marker", "sync", "trigger", "event", "general"};
constexpr std::array<std::string_view, 6> kFinal = {"fc", "to", "fo", "toeoff", "footoff", "finalcontact"};

bool is_one_of(std::string_view word, auto& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<EventKind> event_kind_of(std::string_view text) {
    std::string word = letters_and_digits(text);
    for (const std::string_view side : {"left", "right"}) {
        if (word.starts_with(side)) word.erase(0, side.size());
        if (word.ends_with(side)) word.resize(word.size() - side.size());
    }
    // LHS and RTO
    if (word.size() == 3 && (word[0] == 'l' || word[0] == 'r')) word.erase(0, 1);
    if (is_one_of(word, kInitial)) return EventKind::initial_contact;
    if (is_one_of(word, kFinal)) return EventKind::final_contact;
    return std::nullopt;
}

bool is_mark(std::string_view text) { return is_one_of(letters_and_digits(text), kMarks); }

std::optional<Side> side_of(std::string_view text) {
    const std::string word = letters_and_digits(text);
    if (word.starts_with("left") || word.ends_with("left")) return Side::left;
    if (word.starts_with("right") || word.ends_with("right")) return Side::right;
    const bool is_short = word.size() == 1 || (word.size() == 3 && event_kind_of(word));
    if (is_short && word[0] == 'l') return Side::left;
    if (is_short && word[0] == 'r') return Side::right;
    return std::nullopt;
}

}  // namespace sacrum::firmware_bridge
