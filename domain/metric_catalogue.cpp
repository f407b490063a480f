#include <algorithm>
#include <cassert>

#include "domain/metric.hpp"

namespace sacrum {
namespace {

constexpr std::array<MetricDefinition, kMetricCount> kCatalogue{{
    {Metric::stride_time, "stride_time_s", "stride time", "s", 3,
     "Time from the initial contact of a foot to its next initial contact.",
     "t(next IC of the same foot) - t(IC)",
     "The usual definition. How contacts are found: running by the balance of vertical force over a step, "
     "walking by the change of vertical and fore-aft acceleration at loading.",
     "The scatter of a contact enters twice. Trials on virtual sensors in running put a contact's scatter at "
     "about 5 ms, so a stride's at about 7 ms; in walking a contact scatters by 14 ms within a recording. A "
     "constant offset of the contacts cancels. Published limits for stride and step time from a sacral "
     "sensor in running are mostly below 20 ms (Lee 2010)."},
    {Metric::contact_time, "contact_time_s", "contact time", "s", 3,
     "Time from a foot's initial contact to its final contact: how long it is on the ground.",
     "t(FC) - t(IC). Running: stance as half a sine whose length follows from the first step harmonic of the "
     "vertical specific force, made real by contact/step = 1.62 d - 0.28",
     "Force balance over whole steps; the two constants were fitted on three force-plate recordings of two "
     "runners.",
     "Not verified on a real sacral sensor in running: a mount that rings at 10 Hz would delay contacts by "
     "about 13 ms, and jogging with waist belts often falls outside the model, which the report then says. "
     "Published for another method, 100 runners: error 20 ms, bias 13 ms (Patoz 2022). In walking the end of "
     "contact scatters by about 23 ms and short and long double supports are drawn towards their mean. "
     "Compare within a person, not between persons."},
    {Metric::cpd_peak, "cpd_peak_deg", "pelvic drop, peak", "°", 1,
     "Contralateral pelvic drop: how much lower the swing side of the pelvis is than the stance side, at its "
     "most, in the first 60 % of stance. Positive: swing side lower. Later in stance the swing side is "
     "lifted, which is not drop, so the window ends before.",
     "max of θ(t) for t from IC to IC + 0.6 · contact time, θ = +obliquity in right stance, -obliquity in "
     "left stance; no low-pass. Reference: obliquity in quiet standing where the recording has standing, "
     "otherwise the sensor as mounted",
     "Angle sequence: Baker 2001. Window: chosen so that the true maximum of all 184 stances of three "
     "running recordings lies inside it, at 29 to 39 % of stance.",
     "Sensor and arithmetic: 0.02 to 0.04° from stride to stride in trials on virtual sensors, because the "
     "curve is flat at its peak (a contact wrong by 20 ms changes it by 0.004°), plus a constant 0.8 to 0.9° "
     "from accelerometer bias without a standing reference. A real sensor on skin adds 2 to 4° in published "
     "comparisons; nearly all of it is movement of skin and belt. A sensor that sits askew by 1° adds 1° on "
     "one side and takes 1° from the other: 2° of false asymmetry. Two legitimate definitions of the pelvis "
     "differ by 2 to 3°."},
    {Metric::cpd_excursion, "cpd_excursion_deg", "drop excursion", "°", 1,
     "How far the swing side falls after initial contact: the peak drop less the drop already there at "
     "contact. It does not depend on how level the sensor sits, so it is the first choice for comparing left "
     "and right. 0 where the drop is deepest at contact itself, which is a real pattern.",
     "cpd_peak - cpd_at_contact; never negative",
     "As cpd_peak; the angle at contact is read from a straight line over 30 ms.",
     "Contacts matter here: all of them 10 ms early or late cost 0.2°, a scatter of 8 ms costs 0.12°. In "
     "trials on virtual sensors 0.06 to 0.15°. Turned 15° about the vertical the sensor errs by 0.5°, so the "
     "forward axis is checked against the gait. A real sensor on skin adds 2 to 4° in published comparisons; "
     "nearly all of it is movement of skin and belt."},
    {Metric::obliquity_rom, "obliquity_rom_deg", "obliquity range", "°", 1,
     "The whole range of the pelvis's tilting to the sides within a stride. It does not depend on how level "
     "the sensor sits.",
     "max - min of obliquity from IC to the next IC of the same foot; no low-pass",
     "Angle sequence: Baker 2001.",
     "Sensor and arithmetic: about 0.2° in simulation. A real sensor on skin adds 2 to 4° in published "
     "comparisons; nearly all of it is movement of skin and belt. The choice of the pelvis line alone "
     "changes it: 9.95° from the front and 7.11° from the back of the same runner's pelvis (optical markers, "
     "one runner)."},
    {Metric::sway_ml, "sway_ml_mm", "lateral sway (sensor)", "mm", 0,
     "How far the sensor moves from side to side within a stride, across the mean direction of walking. It "
     "is the sacrum's way, not that of the centre of mass.",
     "peak to peak of lateral displacement from IC to the next IC of the same foot: lateral acceleration "
     "less its mean trend over 5 strides, integrated twice, then cut at the contacts and freed of its "
     "end-to-end line",
     "Drift-free integration over several strides, segmented afterwards: zeroing each single stride turns a "
     "change of speed into a parabola.",
     "Integration: 0.7 to 0.9 mm in trials on virtual sensors. Sacral sway is not sway of the centre of "
     "mass: in two runners 32 and 12 mm against 8.5 and 7.7 mm (optical markers, force plate), because the "
     "turning pelvis swings the sacrum sideways. A forward axis 15° off costs 5 mm. Skin adds to it; by how "
     "much is not known."},
    {Metric::vertical_osc, "vertical_osc_mm", "vertical oscillation", "mm", 0,
     "How far the sensor moves up and down within a stride.",
     "peak to peak of vertical displacement from IC to the next IC of the same foot: vertical acceleration "
     "less its trend over 15 strides, integrated twice, cut at the contacts and freed of its end-to-end line",
     "As sway_ml_mm; close to the centre of mass, unlike the sway.",
     "Integration: about 1 mm in trials on virtual sensors. It reads 3 to 14 % above the oscillation of the "
     "centre of mass (two runners, force plate). Published sacral point against centre of mass: 0 to 1.5 mm "
     "systematic, 7 mm from stride to stride within a person (Gullstrand 2009)."},
    {Metric::step_time, "step_time_s", "step time", "s", 3,
     "Time from this foot's initial contact to the other foot's.", "t(IC of the other foot) - t(IC)",
     "The usual definition.",
     "As stride time. An offset of one foot's contacts against the other's would appear as asymmetry with "
     "opposite signs left and right."},
    {Metric::flight_time, "flight_time_s", "flight time", "s", 3,
     "Running only: time in the air between this foot's final contact and the other foot's initial contact.",
     "step_time_s - contact_time_s", "The usual definition.",
     "That of contact time with the opposite sign: not verified on a real sacral sensor in running. "
     "Published for another method: error 20 ms, 18 % of it (Patoz 2022)."},
    {Metric::duty_factor, "duty_factor", "duty factor", "", 2,
     "Share of the stride during which this foot is on the ground.", "contact_time_s / stride_time_s",
     "The usual definition.",
     "That of contact time: 20 ms in a stride of 0.7 s are 0.03. Not verified on a real sacral sensor in "
     "running."},
    {Metric::cadence, "cadence_per_min", "cadence", "/min", 0,
     "Steps of both feet per minute, from the stride's duration.", "120 / stride_time_s",
     "The usual definition.",
     "From one stride about 1 % in running; the median over a session is much better, since the scatter of "
     "contacts averages out."},
    {Metric::cpd_at_contact, "cpd_at_contact_deg", "pelvic drop at contact", "°", 1,
     "Pelvic drop at the instant of initial contact. Positive: swing side lower.",
     "θ(IC) from a straight line fitted over 30 ms around IC; θ and reference as in cpd_peak_deg",
     "As cpd_peak.",
     "The angle changes by 10 to 60°/s there, so 20 ms of contact time are 0.2 to 1.2°. A sensor that sits "
     "askew enters as in cpd_peak_deg. A real sensor on skin adds 2 to 4° in published comparisons; nearly "
     "all of it is movement of skin and belt."},
    {Metric::cpd_midstance, "cpd_midstance_deg", "pelvic drop at mid-stance", "°", 1,
     "Pelvic drop half-way through stance, the instant used in Bramah 2018. Positive: swing side lower.",
     "θ(IC + 0.5 · contact time); θ and reference as in cpd_peak_deg", "Bramah 2018 for the instant.",
     "In running the swing side is rising by then, so half of an error of contact time enters. Another "
     "filter and force threshold moved it by 0.5° in the same optical recording. A sensor that sits askew "
     "enters as in cpd_peak_deg. A real sensor on skin adds 2 to 4° in published comparisons; nearly all of "
     "it is movement of skin and belt."},
    {Metric::cpd_time_to_peak, "cpd_time_to_peak_ms", "time to peak drop", "ms", 0,
     "Time from initial contact to the deepest drop within the window.",
     "t(peak of θ) - t(IC), in ms; 0 where the drop is deepest at contact", "As cpd_peak.",
     "The curve is flat at its peak, so small ripples move the instant by 10 ms and more; an error of the "
     "contact enters as it is. Read it as a median over many strides."},
    {Metric::cpd_late_rise, "cpd_late_rise_deg", "late rise", "°", 1,
     "How far the swing side is lifted after its deepest point until this foot leaves the ground.",
     "cpd_peak_deg - θ(FC)",
     "In running the swing side rises by up to 16° before the foot leaves the ground; taking the range of "
     "the whole stance for drop would report this lift.",
     "The angle changes fast at final contact, so errors of contact time enter: 20 ms are about 1° and more. "
     "It does not depend on how level the sensor sits. A real sensor on skin adds 2 to 4° in published "
     "comparisons; nearly all of it is movement of skin and belt."},
    {Metric::tilt_rom, "tilt_rom_deg", "tilt range", "°", 1,
     "The whole range of the pelvis's tipping forward and back within a stride.",
     "max - min of tilt from IC to the next IC of the same foot; no low-pass", "Angle sequence: Baker 2001.",
     "Sensor and arithmetic: about 0.3° in simulation. Published totals on skin: 2.7 to 8.9° in walking and "
     "other movements, lowest in gait (Bolink 2016)."},
    {Metric::rotation_rom, "rotation_rom_deg", "rotation range", "°", 1,
     "The whole range of the pelvis's turning about the vertical within a stride.",
     "max - min of rotation (azimuth of the left axis) from IC to the next IC of the same foot",
     "Angle sequence: Baker 2001; the azimuth of the forward axis would differ with tilt and obliquity "
     "together.",
     "Drift of the heading within a stride is far below 0.5°. Skin and belt dominate; published 3.6° in "
     "sprinting (Wada 2020). A change of direction within the stride counts as rotation, so strides in turns "
     "are not used."},
    {Metric::sway_ml_centre, "sway_ml_centre_mm", "lateral sway (pelvis centre)", "mm", 0,
     "How far the centre of the pelvis moves from side to side within a stride: the sensor's sway, with the "
     "swing of the sacrum about that centre taken out.",
     "peak to peak of lateral displacement of the point 0.12 m in front of the sensor, p + R · (0.12 m, 0, "
     "0) with the oscillating part of R; otherwise as sway_ml_mm",
     "Lever arm of an adult pelvis, 0.10 to 0.12 m; not fitted to the person.",
     "As sway_ml_mm, plus that of the lever arm: 1 cm more or less changes it by 0.01 m · sin(rotation), "
     "some 1 to 2 mm. It is not sway of the centre of mass either: in two runners 18.6 and 11.9 mm against "
     "8.5 and 7.7 mm."},
}};

}  // namespace

std::span<const MetricDefinition> metric_catalogue() { return kCatalogue; }

const MetricDefinition& definition_of(Metric metric) {
    const MetricDefinition& definition = kCatalogue[std::size_t(metric)];
    assert(definition.metric == metric);
    return definition;
}

std::optional<Metric> metric_by_id(std::string_view id) {
    const auto found = std::ranges::find(kCatalogue, id, &MetricDefinition::id);
    if (found == kCatalogue.end()) return std::nullopt;
    return found->metric;
}

}  // namespace sacrum
