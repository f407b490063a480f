// What the pages of the history say by themselves, in one place, so that it can be said in another language.
// Sentences that hold figures are in change_words and load_words.
#pragma once

#include <string_view>

namespace sacrum::sinks::history_words {

constexpr std::string_view kLanguage = "en";
constexpr std::string_view kTitle = "Pelvic control over the sessions";
constexpr std::string_view kPeopleTitle = "History";
constexpr std::string_view kLive = "Live page";
constexpr std::string_view kPeople = "People";
constexpr std::string_view kTheme = "Light or dark";
constexpr std::string_view kWays = "Other pages";

constexpr std::string_view kLegend =
    "<p class=\"small legend\"><span class=\"left-key\">● left stance: blue, solid</span> &nbsp; <span "
    "class=\"right-key\">▲ right stance: orange, dashed</span> &nbsp; <span class=\"both-key\">● both "
    "together</span><br>A mark is the median of a session, the upright line its 95&nbsp;% interval; hollow: "
    "left "
    "out of the comparison. Shaded: what is usual for this person, the mean of the baseline ± what a change "
    "must "
    "exceed. ⇧ ⇩ outside of it. Bar at the foot: the baseline.</p>\n";
constexpr std::string_view kNeedsScript =
    "This picture needs JavaScript; what it shows stands in the figures below.";
constexpr std::string_view kNoPictures =
    "The pictures are left out: this program was built without node and npm. What they show stands in the "
    "figures.";

constexpr std::string_view kChanged = "What has changed";
constexpr std::string_view kNothingChanged = "No measure differs from the baseline by more than chance.";
constexpr std::string_view kNothingToCompare = "There is no earlier session that it can be compared with.";
constexpr std::string_view kMeasures = "The measures over the sessions";
constexpr std::string_view kFigures = "The figures of this picture";
constexpr std::string_view kByChance =
    "Marks follow the same rule; of twenty sessions about one leaves the band by chance alone.";
constexpr std::string_view kLoad = "Load, as far as it was recorded";
constexpr std::string_view kLoadNote =
    "Weeks run from Monday to Sunday, UTC. A jump: more than in each of the up to four weeks before and at "
    "least 1.5 "
    "times their mean. The ratio describes and foretells nothing (Wang 2020); what was not recorded is not "
    "in "
    "it.";
constexpr std::string_view kSessions = "The sessions";
constexpr std::string_view kWhatThisIsNot =
    "Markers of frontal-plane pelvic control. They are no diagnosis, do not say why a pelvis moves as it "
    "does, and say nothing about one person's risk of injury.";

constexpr std::string_view kMore = "more";
constexpr std::string_view kLess = "less";
constexpr std::string_view kJump = "jump";

}  // namespace sacrum::sinks::history_words
