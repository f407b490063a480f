#include "sinks/export/session_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sacrum::sinks {
namespace {

Cell number_or_absent(const std::optional<double>& number) { return number ? Cell(*number) : Cell(); }

template <class Row>
Column<Row> text(std::string id, std::string description, std::function<Cell(const Row&)> cell) {
    return {.id = std::move(id),
            .kind = CellKind::text,
            .description = std::move(description),
            .cell = std::move(cell)};
}

template <class Row>
Column<Row> flag(std::string id, std::string description, std::function<Cell(const Row&)> cell) {
    return {.id = std::move(id),
            .kind = CellKind::flag,
            .description = std::move(description),
            .cell = std::move(cell)};
}

template <class Row>
Column<Row> time(std::string id, std::string description, std::function<Cell(const Row&)> cell) {
    return {.id = std::move(id),
            .kind = CellKind::time,
            .unit = "s",
            .description = std::move(description),
            .cell = std::move(cell)};
}

template <class Row>
Column<Row> number(std::string id, std::string unit, int decimals, std::string description,
                   double (*number)(const Row&)) {
    return {.id = std::move(id),
            .unit = std::move(unit),
            .decimals = decimals,
            .description = std::move(description),
            .cell =
                [number](const Row& row) {
                    const double found = number(row);
                    return std::isfinite(found) ? Cell(found) : Cell();
                },
            .number = number};
}

constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

template <auto Quantity, auto InUnit>
double pose_number(const PelvisPose& pose) {
    const auto& quantity = pose.*Quantity;
    return quantity ? InUnit(*quantity) : kAbsent;
}

template <int Part>  // x, y, z, w
Column<PelvisPose> quaternion_part(std::string id) {
    return number<PelvisPose>(
        std::move(id), "", 7, "quaternion that turns sensor axes into earth axes with z up",
        [](const PelvisPose& pose) { return pose.earth_from_sensor.quaternion().coeffs()[Part]; });
}

void add_axes(std::vector<Column<ImuSample>>& columns, std::string_view stem, std::string unit,
              std::string_view ending, std::string_view description,
              const std::function<Eigen::Vector3d(const ImuSample&)>& vector) {
    for (int axis = 0; axis < 3; ++axis) {
        columns.push_back(
            {.id = fmt::format("{}_{}{}", stem, char('x' + axis), ending),
             .unit = unit,
             .decimals = kShortest,
             .description = fmt::format("{}, sensor axis {}", description, char('x' + axis)),
             .cell = [vector, axis](const ImuSample& sample) { return Cell(vector(sample)[axis]); }});
    }
}

Cell stage_of(const Stride& stride, std::span<const StageSummary> stages) {
    const auto stage =
        std::ranges::find_if(stages, [&](const StageSummary& one) { return one.stage.holds(stride.start); });
    return stage == stages.end() ? std::string() : stage->stage.name;
}

}  // namespace

std::string reason_of(const StrideFlaws& flaws) {
    std::string reason;
    for (const StrideFlaw flaw : kStrideFlaws) {
        if (!flaws.has(flaw)) continue;
        if (!reason.empty()) reason += '+';
        reason += word(flaw);
    }
    return reason;
}

std::vector<Column<ImuSample>> sample_columns(bool has_magnetic_field) {
    using Row = ImuSample;
    std::vector<Column<Row>> columns{
        time<Row>("t_s", "time on the recording's own clock", [](const Row& sample) { return sample.time; })};
    columns.front().decimals = 9;
    add_axes(columns, "acc", "m/s²", "_m_s2", "specific force, gravity included",
             [](const Row& sample) { return sample.specific_force.si(); });
    add_axes(columns, "gyr", "rad/s", "_rad_s", "angular rate",
             [](const Row& sample) { return sample.angular_rate.si(); });
    if (!has_magnetic_field) return columns;
    add_axes(columns, "mag", "", "", "magnetic field, in the unit of the device", [](const Row& sample) {
        return sample.magnetic_field ? sample.magnetic_field->si() : Eigen::Vector3d::Constant(kAbsent);
    });
    return columns;
}

std::span<const Column<PelvisPose>> pose_columns() {
    using Row = PelvisPose;
    static const std::vector<Column<Row>> kColumns{
        time<Row>("t_s", "time on the recording's own clock", [](const Row& pose) { return pose.time; }),
        number<Row>("obliquity_deg", "°", 4, "obliquity, positive: right side up",
                    pose_number<&Row::obliquity, in_degrees>),
        number<Row>("tilt_deg", "°", 4, "tilt, positive: anterior", pose_number<&Row::tilt, in_degrees>),
        number<Row>("rotation_deg", "°", 4,
                    "rotation, positive: right side forward; relative to the running mean heading",
                    pose_number<&Row::rotation, in_degrees>),
        number<Row>("sway_left_mm", "mm", 3, "displacement of the sensor about its running mean, + left",
                    pose_number<&Row::sway_left, in_millimetres>),
        number<Row>("vertical_mm", "mm", 3, "displacement of the sensor about its running mean, + up",
                    pose_number<&Row::vertical, in_millimetres>),
        quaternion_part<3>("qw"),
        quaternion_part<0>("qx"),
        quaternion_part<1>("qy"),
        quaternion_part<2>("qz"),
        flag<Row>("valid", "1: orientation has settled and nothing is missing here",
                  [](const Row& pose) { return pose.is_valid; })};
    return kColumns;
}

std::span<const Column<GaitEvent>> event_columns() {
    using Row = GaitEvent;
    static const std::vector<Column<Row>> kColumns{
        time<Row>("t_s", "when it happened", [](const Row& event) { return event.time; }),
        text<Row>("type", "IC initial contact (foot strike), FC final contact (foot off)",
                  [](const Row& event) { return std::string(abbreviation(event.kind)); }),
        text<Row>("side", "L, R or ? where it is not known",
                  [](const Row& event) { return std::string(1, letter(event.side)); }),
        {.id = "confidence",
         .decimals = 3,
         .description = "probability that the side is right; 0.5 when nothing is known",
         .cell = [](const Row& event) { return event.side_confidence; }},
        text<Row>("mode", "kind of gait: walking or running",
                  [](const Row& event) { return std::string(word(event.mode)); }),
        flag<Row>("timing_verified", "1: times of this gait have been shown on real sensors on the sacrum",
                  [](const Row& event) { return event.is_timing_verified; }),
        {.id = "contact_confidence",
         .decimals = 3,
         .description = "probability that there was such a contact",
         .cell = [](const Row& event) { return event.confidence; }}};
    return kColumns;
}

std::span<const Column<LiveContact>> live_contact_columns() {
    using Row = LiveContact;
    static const std::vector<Column<Row>> kColumns{
        time<Row>("t_s", "when it happened", [](const Row& contact) { return contact.time; }),
        text<Row>("side", "L, R or ? where it is not known",
                  [](const Row& contact) { return std::string(1, letter(contact.side)); }),
        {.id = "confidence",
         .decimals = 3,
         .description = "probability that the side is right; 0.5 when nothing is known",
         .cell = [](const Row& contact) { return contact.side_confidence; }},
        text<Row>("mode", "kind of gait: walking or running",
                  [](const Row& contact) { return std::string(word(contact.mode)); }),
        time<Row>("noticed_at_s", "time of the reading at which a live session says it",
                  [](const Row& contact) { return contact.noticed_at; })};
    return kColumns;
}

std::vector<Column<Stride>> stride_columns(std::span<const StageSummary> stages) {
    using Row = Stride;
    std::vector<Column<Row>> columns{
        text<Row>("side", "foot whose initial contact opens the stride: L, R or ? where it is not known",
                  [](const Row& stride) { return std::string(1, letter(stride.side)); }),
        time<Row>("t_start_s", "initial contact that opens the stride",
                  [](const Row& stride) { return stride.start; }),
        time<Row>("t_end_s", "next initial contact of the same foot",
                  [](const Row& stride) { return stride.end; }),
        flag<Row>("valid", "1: the stride's measures are used; 0: see reason",
                  [](const Row& stride) { return stride.is_valid(); })};
    for (const MetricDefinition& definition : metric_catalogue()) {
        columns.push_back({.id = std::string(definition.id),
                           .unit = std::string(definition.unit),
                           // Three more than for people, so that a reader can average without rounding twice.
                           .decimals = definition.decimals + 3,
                           .description = std::string(definition.definition),
                           .cell = [metric = definition.metric](const Row& stride) {
                               return number_or_absent(stride.metrics[metric]);
                           }});
    }
    columns.push_back(text<Row>("mode", "kind of gait: walking or running",
                                [](const Row& stride) { return std::string(word(stride.mode)); }));
    columns.push_back({.id = "side_confidence",
                       .decimals = 3,
                       .description = "probability that the side is right; 0.5 when nothing is known",
                       .cell = [](const Row& stride) { return stride.side_confidence; }});
    columns.push_back(time<Row>(
        "t_final_contact_s", "end of the opening foot's stance",
        [](const Row& stride) { return stride.final_contact ? Cell(*stride.final_contact) : Cell(); }));
    columns.push_back(text<Row>("reason", "why the stride's measures are not used, joined by +",
                                [](const Row& stride) { return reason_of(stride.flaws); }));
    columns.push_back(text<Row>("stage", "stage of the protocol in which the stride begins; empty: in none",
                                [stages](const Row& stride) { return stage_of(stride, stages); }));
    return columns;
}

std::span<const Column<WaveformPoint>> waveform_columns() {
    using Row = WaveformPoint;
    const auto signal = [](const Column<PelvisPose>& pose, WaveSignal wave) {
        return Column<Row>{
            .id = pose.id,
            .unit = pose.unit,
            .decimals = pose.decimals,
            .description = pose.description,
            .cell = [wave](const Row& point) { return number_or_absent(point.values[std::size_t(wave)]); }};
    };
    static const std::vector<Column<Row>> kColumns{
        {.id = "stride",
         .decimals = 0,
         .description = "row of the stride in the table of strides, from 1",
         .cell = [](const Row& point) { return double(point.number); }},
        text<Row>("side", "foot whose initial contact opens the stride: L, R or ?",
                  [](const Row& point) { return std::string(1, letter(point.stride->side)); }),
        time<Row>("t_start_s", "initial contact that opens the stride",
                  [](const Row& point) { return point.stride->start; }),
        flag<Row>("valid", "1: the stride's measures are used",
                  [](const Row& point) { return point.stride->is_valid(); }),
        {.id = "percent",
         .unit = "%",
         .decimals = 0,
         .description = "of the gait cycle: 0 at this contact, 100 at the next one of the same foot",
         .cell = [](const Row& point) { return double(point.percent); }},
        signal(pose_columns()[1], WaveSignal::obliquity),
        signal(pose_columns()[2], WaveSignal::tilt),
        signal(pose_columns()[3], WaveSignal::rotation),
        signal(pose_columns()[4], WaveSignal::sway_left),
        signal(pose_columns()[5], WaveSignal::vertical)};
    return kColumns;
}

}  // namespace sacrum::sinks
