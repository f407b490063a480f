// All that the page of a report says, in one place, so that it can be said in another language: the parts'
// own words, the sentences of findings and of changes with gaps for the figures, the definitions of words
// that are not measures. Names and definitions of measures are the metric catalogue's, single words such as
// left, walking or poor those of their types in domain, and reasons that stand in a report.json come with it,
// in the language of the program that wrote it. The page's script has no words. The markup that a text has in
// it stays as it is.
#pragma once

#include <array>
#include <string_view>

namespace sacrum::sinks::page_words {

constexpr char kLanguage[] = "en";
constexpr char kTitle[] = "Pelvic control";
constexpr char kByHand[] = "Name ______________________   Date ______________";
constexpr char kNameByHand[] = "Name ______________________";

constexpr char kNotes[] = "Notes";

constexpr char kLeftStance[] = "● Left stance";
constexpr char kRightStance[] = "▲ Right stance";
constexpr char kDropCard[] = "pelvic drop, at its deepest";
constexpr char kSwayCard[] = "Lateral sway";
constexpr char kSwayOf[] = "side to side, of the sensor";
constexpr char kCadenceCard[] = "Steps a minute";
constexpr char kCadenceOf[] = "both feet";
constexpr char kNotMeasured[] = "not measured";

constexpr char kLegend[] =
    "<p class=\"small legend\"><span class=\"left-key\">● left stance: blue, solid</span> &nbsp; <span "
    "class=\"right-key\">▲ right stance: orange, dashed</span></p>\n";
constexpr char kNeedsScript[] = "This picture needs JavaScript; what it shows stands in the tables below.";
constexpr char kNoPictures[] =
    "The pictures are left out: this program was built without node and npm. What they show stands in the "
    "tables.";

constexpr char kOverSession[] = "Drop over the session";
constexpr char kOverSessionNote[] = "A mark per stride (at most 300 a side); lines are running medians.";
constexpr char kBandSet[] = " Band: as set.";
constexpr char kBandBefore[] = " Band: last time ± what can be told from chance.";
constexpr char kBandBaseline[] = " Band: the earlier sessions ± what a change must exceed.";
constexpr char kDropAxis[] = "drop, °";
constexpr char kTimeAxis[] = "time, min:s";
constexpr char kThroughStride[] = "Drop through the stride";
constexpr char kThroughStrideNote[] =
    "Mean and one SD between strides; above 0 the swing side is the lower one. Thin upright: end of contact.";
constexpr char kThinBefore[] = " Thin, dark: last time.";
constexpr char kStrideAxis[] = "% of the stride, from this foot's contact";
constexpr char kPath[] = "Way of the sensor, from behind";
constexpr char kPathNote[] = "Mean stride. ● from left contact to right contact, ▲ from right to left.";
constexpr char kPathLeft[] = "left";
constexpr char kPathRight[] = "right";
constexpr char kAgainst[] = "Left against right";
constexpr char kAgainstNote[] = "Median with its 95 % interval, in degrees.";
constexpr char kHollowBefore[] = " Hollow: last time.";
constexpr char kSwayOverSession[] = "Lateral sway over the session";
constexpr char kSwayAxis[] = "sway, mm";
constexpr char kSwayNote[] = "Of the sensor, through the stride that this foot's contact opens.";
constexpr char kOverStages[] = "Drop from stage to stage";
constexpr char kOverStagesNote[] = "Median of the stage with its 95 % interval.";
constexpr char kOverSessions[] = "Drop from session to session";
constexpr char kOverSessionsNote[] =
    "Median of the session with its 95 % interval, which does not hold what a new day and a sensor put on "
    "anew add.";

constexpr char kChanged[] = "What changed since last time";
constexpr char kChangedFromBaseline[] = "What changed against this person's earlier sessions";
constexpr char kExercises[] = "Exercises";
constexpr char kExercisesNote[] = "Chosen by the professional who hands this over.";
constexpr char kAllMeasures[] = "All measures";
constexpr char kTrust[] = "How far to trust it";
constexpr char kWhatThisIs[] = "What this is";
constexpr char kWhatThisIsNot[] =
    "A marker of frontal-plane pelvic control in this session. It is not a diagnosis, does not say why a "
    "pelvis moves as it does, and says nothing about one person's risk of injury.";
constexpr char kDefinitions[] = "Definitions";
constexpr char kClose[] = "Close";

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
    {"since-last", "more than chance",
     "Against a person's history: more than the means of so many sessions differ by chance. How much that "
     "is, this "
     "person's own sessions tell as soon as they are enough; before, others' do, and the page says whose. "
     "Against one "
     "session last time: in walking, more than the smallest detectable change (95 %) of repeated walks of "
     "ten people "
     "on one day with the sensor left on. Taking the sensor off and on adds to that, by how much is not "
     "known. In "
     "running no repeats tell it; then only strides, sensor and method are allowed for, and another day, "
     "another speed "
     "or a sensor put on anew may explain a change alone."},
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

// How findings are said.
constexpr char kOneStride[] = "1 stride";
constexpr char kStrides[] = "{} strides";
constexpr char kNotMeasuredOn[] = "not measured on the {} side";
constexpr char kOneStrideInStance[] = "{} in {} stance (1 stride)";
constexpr char kInStance[] = "{} in {} stance (95 % interval {}, {})";
constexpr char kNoDrop[] = "No pelvic drop could be measured in these strides.";
constexpr char kDropOfOneSide[] =
    "At its deepest, the swing side of the pelvis was lower than the stance side by {}; the {} side was not "
    "measured.";
constexpr char kDropOfBoth[] =
    "At its deepest, the swing side of the pelvis was lower than the stance side by {} and by {}.";
constexpr char kTooFewToCompare[] = "Left and right cannot be compared with so few strides.";
constexpr char kNoDifferenceShown[] =
    "Counted from the level at contact, which does not depend on how straight the sensor sits, no difference "
    "between the sides was shown: it is {}.";
constexpr char kDroppedFurther[] =
    "Counted from the level at contact, which does not depend on how straight the sensor sits, it dropped {} "
    "further in {} stance (95 % interval of right minus left {}).";
constexpr char kMayBeMounting[] = "may be the sensor sitting askew: no standing in the recording";
constexpr char kBelowDetectable[] = "below what can be detected ({})";
constexpr char kMoreOnTheRight[] = "more on the right";
constexpr char kMoreOnTheLeft[] = "more on the left";
constexpr char kNoGait[] =
    "No walking or running was found, so there are no strides to measure; the angles of the sensor are in "
    "angles.csv.";
constexpr char kNoMounting[] =
    "{} contacts were found, but not which way the sensor sits on the pelvis, so there is no drop or sway; "
    "say it with --mount, for instance --mount up=+x,left=+y.";
constexpr char kNoSides[] =
    "{} contacts were found, but left and right could not be told apart (confidence {}), so no drop is given "
    "for either side; a longer stretch of steady gait or a declared mounting helps.";
constexpr char kTooFewContacts[] = "{} contacts were found, too few for a whole stride.";
constexpr char kNoneUsable[] = "None of the {} could be used; the reasons stand below.";
constexpr char kNoGaitFound[] = "no gait found";
constexpr char kQuality[] = "quality {}: loss {} %";
constexpr char kNoClipping[] = ", no clipping";
constexpr char kClipped[] = ", {} samples clipped";
constexpr char kSettledAfter[] = ", settled after {} s";
constexpr char kNeverSettled[] = ", never settled";
constexpr char kSidesNotKnown[] = "sides not known";
constexpr char kSidesCertain[] = "sides certain ({})";
constexpr char kSidesUncertain[] = "sides uncertain ({})";
constexpr char kSwappedByHand[] = ", swapped by hand";
constexpr char kExchanged[] = ", exchanged {} during the session{}";
constexpr char kOnce[] = "once";
constexpr char kTimes[] = "{} times";
constexpr char kAsAtFirst[] = " and so as at first";
constexpr char kFirstSideAsSaid[] = ", first side as said {}";
constexpr char kLiftedLeg[] = ", lifted leg {}";
constexpr char kMountingIs[] = "mounting {}";
constexpr char kAgreesWithGait[] = ", agrees with the gait to {}°";
constexpr char kDisagreesWithGait[] = ", DISAGREES with the gait by {}°";
constexpr char kForwardAxis[] = ", forward axis to ±{}°";
constexpr char kSlippedAt[] = ", SLIPPED at {} s";
constexpr char kSlipped[] = ", SLIPPED";
constexpr char kDriftShown[] = "drift shown";
constexpr char kNoDriftShown[] = "no drift shown";
constexpr char kGrew[] = "grew";
constexpr char kShrank[] = "shrank";
constexpr char kDriftOfSide[] = "{}{} by {} per ten minutes (95 % interval {}) in {} stance";
constexpr char kDriftNotTold[] =
    "Whether the drop changed over the session cannot be told: that needs two minutes and twenty strides of "
    "a side.";
constexpr char kNoDrift[] = "Over the session no change of the drop was shown.";
constexpr char kDriftOfDrop[] = "Over the session the drop {}{}.";
constexpr char kNoDriftOfOther[] = "; no change was shown {}";

// How changes are said.
constexpr char kWalksBasis[] = "repeated walks of ten people on one day, the sensor left on";
constexpr char kOfSide[] = " in {} stance";
constexpr char kWhichIs[] = ", which is ";
constexpr char kNothingLastTime[] = "There are no usable strides of last time, so nothing can be compared.";
constexpr char kOtherGait[] = "Last time was {}, this time {}: the two cannot be compared.";
constexpr char kNobodyStood[] =
    "Nobody stood still in one of the sessions, so the sensor's own roll is in its drop; drop excursion, "
    "range and sway can be compared.";
constexpr char kOtherMethods[] =
    "The sessions were measured by different methods ({} and {}); analyse the older recording again.";
constexpr char kOtherPass[] = "The sessions were measured by different passes ({} and {}).";
constexpr char kPoorQuality[] = "The quality of {} is poor.";
constexpr char kAsMuchAsBefore[] = "as much as before";
constexpr char kLess[] = "less";
constexpr char kMore[] = "more";
constexpr char kMoreThanChance[] = "more than chance";
constexpr char kWithinChance[] = "within what can be chance";
constexpr char kChanceNotKnown[] = "whether that is more than chance is not known: ";
constexpr char kMoreThanStridesExplain[] = "more than strides and sensor alone explain";
constexpr char kWithinStridesExplain[] = "within what strides and sensor alone explain";
constexpr char kSinceLastTime[] = "Since last time ({}) the pelvis dropped {}.";
constexpr char kMayBeAnotherDay[] =
    "Another day, another speed or a sensor put on anew may explain such a change.";
constexpr char kLastSessionBefore[] = "the last session before {} ({})";
constexpr char kMeanOfLastBefore[] = "the mean of the last {} sessions before {} ({})";
constexpr char kFirstSession[] = "the first session that can be compared with this one ({})";
constexpr char kMeanOfFirst[] = "the mean of the first {} sessions that can be compared with this one ({})";
constexpr char kNoEarlierSession[] =
    "No earlier session of this person in the history can be compared with this one.";
constexpr char kInTheMeanSince[] =
    "In the mean of the {} sessions since {}, compared with {}, the pelvis dropped {}.";
constexpr char kComparedWithDropped[] = "Compared with {} the pelvis dropped {}.";
constexpr char kOneLeftOut[] = "An earlier session was left out: {}.";
constexpr char kSomeLeftOut[] = "{} earlier sessions were left out, of one of them: {}.";
constexpr char kNoneInHistory[] = "<p>There is none in the history that can be compared with this one.</p>\n";
constexpr char kComparedWith[] = "<p class=\"small\">Compared with {}.";
constexpr char kNowMean[] = " Now: the mean of the {} sessions since {}, of which this is the last.";
constexpr char kInBracketsDetectable[] =
    " In brackets, what a change must exceed to be {}{}. About one line in twenty shows a change by chance "
    "alone.</p>\n";
constexpr char kInBracketsInterval[] =
    " In brackets the interval as far as strides, sensor and method tell; {}{}.";
constexpr char kWhatIsMoreThanChance[] = "what is more than chance";
constexpr char kLastTime[] = "last time";
constexpr char kBefore[] = "before";
constexpr char kNow[] = "now";
constexpr char kFromBasis[] = ": from ";
constexpr char kBasisNote[] = "<p class=\"small\">[{}] from {}.</p>\n";

// Zones.
constexpr char kStridesInBand[] = "{} of {} strides in the band that was set ({})";
constexpr char kBandFrom[] = "from ";
constexpr char kBandUpTo[] = "up to ";
constexpr char kNoChangeFromBaseline[] = "no change shown against the baseline";
constexpr char kLessThanUsual[] = "less than usual for you";
constexpr char kMoreThanUsual[] = "more than usual for you";
constexpr char kNoChangeSinceLast[] = "no change shown since last time";
constexpr char kLessThanLast[] = "less than last time";
constexpr char kMoreThanLast[] = "more than last time";

// Pictures.
constexpr char kRightMinusLeftIs[] = "<p class=\"verdict\">right minus left {}: {}</p>\n";
constexpr char kWhatIsKnown[] = "What is known of the drop";

// The table of all measures.
constexpr char kOneStrideSmall[] = " <small>1 stride</small>";
constexpr char kNotShown[] = "not shown";
constexpr char kOrAskew[] = "or the sensor sits askew";
constexpr char kItsInterval[] = "its 95 % interval";
constexpr char kInterval95[] = "95 % interval";
constexpr char kWhatCanBeDetected[] = "what can be detected";
constexpr char kChangeOverSession[] = "Change over the session";

// Stages and marks.
constexpr char kShortDrop[] = "drop";
constexpr char kShortExcursion[] = "after contact";
constexpr char kShortSway[] = "sway";
constexpr char kShortCadence[] = "cadence";
constexpr char kShortContact[] = "contact";
constexpr char kBeforeStart[] = "before the start";
constexpr char kMoreMarks[] = "<p class=\"small\">{} more stand in report.json.</p>\n";
constexpr char kStageLine[] = "    stage {} ({} to {} s)\n";
constexpr char kStageSideLine[] = "      {}  {} strides";
constexpr char kMarkLine[] = "    mark {}  {}\n";
constexpr char kMoreMarksLine[] = "    {} more marks stand in report.json\n";

// How far to trust it.
constexpr char kSideNotKnown[] = "side not known";
constexpr char kSeveralReasons[] =
    "<p class=\"small\">A stride may have several reasons. Each keeps its row in strides.csv.</p>\n";
constexpr char kFileWasCut[] = " The file ends in the middle of a line: it was cut.";
constexpr char kGyroscopeBias[] = " Gyroscope bias {}°/s.";
constexpr char kGaitFound[] = "<h3>Gait found</h3>\n<p>{} contacts in";
constexpr char kAndMore[] = " and {} more";
constexpr char kTurns[] = "; {} turns.</p>\n";
constexpr char kStandingRemoved[] = "; standing obliquity {}° removed";
constexpr char kStoodUntil[] = ", as the person stood for it until {} s";
constexpr char kNoStanding[] =
    "; no standing in the recording, so the sensor's own roll is still in the drop: more on one side, less "
    "on the other";
constexpr char kNodding[] =
    "; after landings the sensor nods by {}° for each m/s² (on bone nearly 0), taken as skin and belt: the "
    "intervals are as wide as that asks for";
constexpr char kTiming[] = "<dt>Timing</dt><dd>{}.</dd>\n";
constexpr char kMounting[] = "<dt>Mounting</dt><dd>{}.</dd>\n";
constexpr char kAssumed[] = "<dt>Assumed</dt><dd>{}</dd>\n";
constexpr char kNothing[] = "nothing";
constexpr char kMadeBy[] = "<dt>Made by</dt><dd>sacrum {}, methods {}, {} pass</dd>\n";

// Shown with the contact times of running.
constexpr char kUnverifiedTiming[] =
    "contact and flight times of running are not verified on a real sacral sensor: compare them with this "
    "runner's own only";
// Gaps: by hand or not, title, day, recording, what was done.
constexpr char kHeader[] =
    "<header>\n<p class=\"by-hand\">{}</p>\n<h1>{}</h1>\n<p class=\"what\">{}<strong>{}</strong>: {}; one "
    "sensor on the sacrum</p>\n</header>\n";
constexpr char kStagesBegin[] =
    "<h2>Stages</h2>\n<p class=\"small\">Median (its 95 % interval) of the usable strides that began in the "
    "stage.</p>\n<div class=\"scroll\"><table>\n<thead><tr><th>stage</th><th>side</th><th>strides used</th>";
constexpr char kMarksBegin[] = "<h2>Marks</h2>\n<ul>\n";
// Gaps: before, now.
constexpr char kChangesHead[] =
    "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">measure</th><th "
    "scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">change</th><th scope=\"col\">what it "
    "says</th></tr></thead>\n<tbody>\n";
constexpr char kExplainedMeasure[] =
    "<p>{}</p>\n<dl><dt>Formula</dt><dd>{}</dd><dt>Source</dt><dd>{}</dd><dt>Known "
    "error</dt><dd>{}</dd><dt>Elsewhere</dt><dd>column {} of strides.csv; sacrum explain {}</dd></dl>\n";
constexpr char kStridesUsedRow[] = "<tr><th scope=\"row\">strides used</th>{}{}<td></td><td></td></tr>\n";
constexpr char kMeasuresHead[] =
    "<section id=\"measures\"><h2>{}</h2>\n<p class=\"small\">Median ({}, wider where the sensor moves on "
    "the skin; SD: robust spread between strides). Not shown: smaller than {}. Where left and right are one, "
    "both feet take part in the measure. {}: two minutes and twenty strides are needed.</p>\n<div "
    "class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">measure</th><th "
    "scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">right minus left</th><th "
    "scope=\"col\">change per 10 min</th></tr></thead>\n<tbody>\n{}";
constexpr char kAllUsed[] = "<h3>Strides that were not used</h3>\n<p>None.</p>\n";
constexpr char kNotUsed[] = "<h3>Strides that were not used</h3>\n";
constexpr char kSamples[] =
    "<h3>Data quality: {}</h3>\n<p>{} samples kept at {:.4g} Hz, {} missing ({} % in {} gaps), {} duplicate, "
    "{} with time running back, {} not a number, {} at the end of the sensor's range.";

}  // namespace sacrum::sinks::page_words
