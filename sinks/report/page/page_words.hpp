// What the report's page says by itself, in one place, so that it can be said in another language. Sentences
// that hold figures are in findings and measure_change; definitions of measures in the metric catalogue. The
// page's script has no words.
#pragma once

#include <array>
#include <string_view>

namespace sacrum::sinks::page_words {

constexpr std::string_view kLanguage = "en";
constexpr std::string_view kTitle = "Pelvic control";
constexpr std::string_view kByHand = "Name ______________________   Date ______________";

constexpr std::string_view kNotes = "Notes";

constexpr std::string_view kLeftStance = "● Left stance";
constexpr std::string_view kRightStance = "▲ Right stance";
constexpr std::string_view kDropCard = "pelvic drop, at its deepest";
constexpr std::string_view kSwayCard = "Lateral sway";
constexpr std::string_view kSwayOf = "side to side, of the sensor";
constexpr std::string_view kCadenceCard = "Steps a minute";
constexpr std::string_view kCadenceOf = "both feet";
constexpr std::string_view kNotMeasured = "not measured";

constexpr std::string_view kLegend =
    "<p class=\"small legend\"><span class=\"left-key\">● left stance: blue, solid</span> &nbsp; <span "
    "class=\"right-key\">▲ right stance: orange, dashed</span></p>\n";
constexpr std::string_view kNeedsScript =
    "This picture needs JavaScript; what it shows stands in the tables below.";
constexpr std::string_view kNoPictures =
    "The pictures are left out: this program was built without node and npm. What they show stands in the "
    "tables.";

constexpr std::string_view kOverSession = "Drop over the session";
constexpr std::string_view kOverSessionNote =
    "A mark per stride (at most 300 a side); lines are running medians.";
constexpr std::string_view kBandSet = " Band: as set.";
constexpr std::string_view kBandBefore = " Band: last time ± what can be told from chance.";
constexpr std::string_view kDropAxis = "drop, °";
constexpr std::string_view kTimeAxis = "time, min:s";
constexpr std::string_view kThroughStride = "Drop through the stride";
constexpr std::string_view kThroughStrideNote =
    "Mean and one SD between strides; above 0 the swing side is the lower one. Thin upright: end of contact.";
constexpr std::string_view kThinBefore = " Thin, dark: last time.";
constexpr std::string_view kStrideAxis = "% of the stride, from this foot's contact";
constexpr std::string_view kPath = "Way of the sensor, from behind";
constexpr std::string_view kPathNote =
    "Mean stride. ● from left contact to right contact, ▲ from right to left.";
constexpr std::string_view kPathLeft = "left";
constexpr std::string_view kPathRight = "right";
constexpr std::string_view kAgainst = "Left against right";
constexpr std::string_view kAgainstNote = "Median with its 95 % interval, in degrees.";
constexpr std::string_view kHollowBefore = " Hollow: last time.";
constexpr std::string_view kSwayOverSession = "Lateral sway over the session";
constexpr std::string_view kSwayAxis = "sway, mm";
constexpr std::string_view kSwayNote = "Of the sensor, through the stride that this foot's contact opens.";
constexpr std::string_view kOverStages = "Drop from stage to stage";
constexpr std::string_view kOverStagesNote = "Median of the stage with its 95 % interval.";
constexpr std::string_view kOverSessions = "Drop from session to session";
constexpr std::string_view kOverSessionsNote =
    "Median of the session with its 95 % interval, which does not hold what a new day and a sensor put on "
    "anew add.";

constexpr std::string_view kChanged = "What changed since last time";
constexpr std::string_view kExercises = "Exercises";
constexpr std::string_view kExercisesNote = "Chosen by the professional who hands this over.";
constexpr std::string_view kAllMeasures = "All measures";
constexpr std::string_view kTrust = "How far to trust it";
constexpr std::string_view kWhatThisIs = "What this is";
constexpr std::string_view kWhatThisIsNot =
    "A marker of frontal-plane pelvic control in this session. It is not a diagnosis, does not say why a "
    "pelvis moves as it does, and says nothing about one person's risk of injury.";
constexpr std::string_view kDefinitions = "Definitions";
constexpr std::string_view kClose = "Close";

// Words that are not measures, each with what it means.
struct Explained {
    std::string_view id;
    std::string_view name;
    std::string_view meaning;
};
constexpr auto kExplained = std::to_array<Explained>({
    {"interval", "95 % interval",
     "Where the median of all strides of this session lies, allowing for the errors of sensor and method and "
     "for the strides that could not be used. It is wider where the sensor is seen to nod on skin and belt "
     "after "
     "landings; movement that does not show in that way is not in it. Published totals for a sensor on the "
     "sacrum are 2 to 4°."},
    {"detectable", "what can be detected",
     "A difference or a change smaller than this cannot be told from chance with so many strides and this "
     "sensor. That it is not shown does not say that there is none."},
    {"since-last", "more than chance since last time",
     "In walking: more than the smallest detectable change (95 %) of repeated walks of ten people on one day "
     "with the sensor left on. Taking the sensor off and on adds to that, by how much is not known. In "
     "running no repeats tell it; then only strides, sensor and method are allowed for, and another day, "
     "another speed or a sensor put on anew may explain a change alone."},
    {"drift", "change over the session",
     "The slope of the measure over the session per ten minutes, with its 95 % interval (Theil-Sen). Shown "
     "only where the interval leaves out 0; it needs two minutes and twenty strides of a side."},
    {"evidence", "what is known of the drop",
     "Retrospective, group: of 72 injured and 36 healthy runners, those with a degree more drop at "
     "mid-stance "
     "had 80 % higher odds of belonging to the injured group (Bramah 2018); which came first it cannot say. "
     "Group: in 836 runners, asymmetry of the gait did not go with more injuries (Malisoux "
     "2024). "
     "Both speak of groups, not of a person, and there is no agreed limit for the drop."},
});

}  // namespace sacrum::sinks::page_words
