#include "sinks/export/bids_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "domain/version.hpp"
#include "sinks/export/bids_channels.hpp"
#include "sinks/export/conventions.hpp"
#include "sinks/export/decimal_text.hpp"
#include "sinks/export/pending_path.hpp"
#include "sinks/export/report_export.hpp"
#include "sinks/export/session_columns.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::sinks {
namespace {

using Json = nlohmann::ordered_json;
using Path = std::filesystem::path;

constexpr const char* kBidsVersion = "1.9.0";
constexpr const char* kStem = "sub-01_task-gait_tracksys-imu";
constexpr TableStyle kTsv{.separator = '\t', .absent = "n/a"};
constexpr TableStyle kHeadless{.separator = '\t', .absent = "n/a", .has_header = false};

// Writes one file after the other below its root until one fails.
class DataSet {
  public:
    explicit DataSet(Path root) : root_(std::move(root)) {}

    void text(const Path& path, std::string_view content) {
        add(path, [&](const Path& whole) { return write_whole_file(whole, content); });
    }
    void json(const Path& path, const Json& content) { text(path, content.dump(2) + '\n'); }
    void report(const Path& path, const ExportedSession& exported) {
        add(path, [&](const Path& whole) { return write_report_file(whole, exported); });
    }
    template <class Row>
    void table(const Path& path, std::span<const Column<Row>> columns, std::span<const Row> rows,
               const TableStyle& style) {
        add(path, [&](const Path& whole) { return write_table(whole, columns, rows, style); });
    }
    [[nodiscard]] const Result<void>& outcome() const { return outcome_; }

  private:
    template <class Write>
    void add(const Path& path, Write write) {
        if (!outcome_) return;
        std::error_code failed;
        std::filesystem::create_directories((root_ / path).parent_path(), failed);
        outcome_ = write(root_ / path);
    }
    Path root_;
    Result<void> outcome_{};
};

Json generated_by() {
    return Json::array({{{"Name", "sacrum"},
                         {"Version", kProgramVersion},
                         {"Description", fmt::format("methods {}", kAlgorithmVersion)}}});
}

Json described(std::string_view name, const char* type) {
    return {{"Name", name},
            {"BIDSVersion", kBidsVersion},
            {"DatasetType", type},
            {"GeneratedBy", generated_by()}};
}

double effective_rate(const ExportedSession& exported) {
    const auto& samples = exported.recording.samples;
    if (samples.size() < 2) return exported.recording.rate.si();
    return double(samples.size() - 1) / in_seconds(samples.back().time - samples.front().time);
}

template <class Row>
Json motion_json(const ExportedSession& exported, const BidsMotion<Row>& motion) {
    Json json{{"TaskName", "gait"},
              {"TaskDescription", "walking or running with a sensor on the sacrum"},
              {"SamplingFrequency", exported.recording.rate.si()},
              {"SamplingFrequencyEffective", effective_rate(exported)},
              {"TrackingSystemName", "imu"},
              {"TrackedPointsCount", 1},
              {"MotionChannelCount", motion.channels.size()}};
    for (const char* type : {"ACCEL", "GYRO", "MAGN", "ORNT", "JNTANG", "POS", "LATENCY", "MISC"}) {
        const auto count = std::ranges::count(motion.channels, type, &BidsChannel::type);
        // MISCChannelCount is deprecated.
        if (count > 0)
            json[std::string(type) == "MISC" ? "MiscChannelCount" : type + std::string("ChannelCount")] =
                count;
    }
    json["MissingValues"] = "n/a";
    json["RecordingDuration"] = in_seconds(exported.session.report.duration);
    const RecordingOrigin& origin = exported.recording.origin;
    if (!origin.device_model.empty()) json["ManufacturersModelName"] = origin.device_model;
    if (!origin.serial_number.empty()) json["DeviceSerialNumber"] = origin.serial_number;
    if (!origin.firmware.empty()) json["SoftwareVersions"] = origin.firmware;
    return json;
}

// channels.json: the frames, and beyond BIDS what another import needs to restore the recording and what the
// numbers mean; its validator takes additions only in the form of a column's description.
Json channels_json(const ExportedSession& exported) {
    const std::string& mount = exported.session.report.mounting.declared;
    const auto mounting = parse_mounting(mount);
    const auto turn = mounting ? std::optional(mounting->pelvis_from_sensor) : std::nullopt;
    Json levels;
    levels["sensor"] = {{"SpatialAxes", spatial_axes(turn)},
                        {"RotationRule", "right-hand"},
                        {"Description", "axes as printed on the sensor's housing, fixed to the sensor"}};
    levels["level"] = {
        {"SpatialAxes", "ALS"},
        {"RotationOrder", "YXZ"},
        {"RotationRule", "right-hand"},
        {"Description",
         "x along the mean walking direction, y left, z up; tilt is the angle about y, obliquity "
         "minus the angle about x, rotation the angle about z; extrinsic order, which is rotation, "
         "obliquity, tilt about the axes of the pelvis (Baker 2001)"}};
    levels["earth"] = {{"SpatialAxes", "__S"},
                       {"RotationRule", "right-hand"},
                       {"Description", "z up, heading arbitrary and constant but for slow drift"}};
    Json json{{"reference_frame", {{"Levels", levels}}}};
    Json& session = json["session"];
    session["Description"] =
        "what restores the recording: session time of the first reading in s, and the mounting";
    std::string start;
    append_seconds(start, exported.start(), 9);
    session["Levels"]["first_reading_s"] = start;
    if (!mount.empty()) session["Levels"]["mounting"] = mount;
    Json& meaning = json["conventions"];
    meaning["Description"] = "frames, signs and sequence of the angles";
    for (const Convention& convention : conventions())
        meaning["Levels"][std::string(convention.key)] = convention.sentence;
    return json;
}

// A contact or a mark, on the way into events.tsv.
struct BidsEvent {
    SessionTime onset{};
    const GaitEvent* contact = nullptr;
    const SessionNote* mark = nullptr;
};

std::vector<BidsEvent> events_in_order(const ExportedSession& exported) {
    std::vector<BidsEvent> events;
    for (const GaitEvent& contact : exported.session.events) events.push_back({contact.time, &contact});
    for (const SessionNote& mark : exported.session.report.notes)
        events.push_back({mark.time.value_or(exported.start()), nullptr, &mark});
    std::ranges::stable_sort(events, {}, &BidsEvent::onset);
    return events;
}

std::string mark_text(const SessionNote& mark) {
    std::string text = mark.kind;
    if (mark.number) text += fmt::format(" {:g}", *mark.number);
    if (!mark.text.empty()) text += ": " + mark.text;
    return text;
}

std::vector<Column<BidsEvent>> bids_event_columns(SessionTime start) {
    using Row = BidsEvent;
    std::vector<Column<Row>> columns{
        {.id = "onset",
         .kind = CellKind::time,
         .unit = "s",
         .description = "since the first reading",
         .cell = [start](const Row& row) { return SessionTime(row.onset - start); }},
        {.id = "duration",
         .unit = "s",
         .decimals = 0,
         .description = "a moment lasts 0 s",
         .cell = [](const Row&) { return 0.0; }},
        {.id = "trial_type",
         .kind = CellKind::text,
         .description = "initial contact (foot strike), final contact (foot off) or mark (set by a person)",
         .cell =
             [](const Row& row) {
                 if (row.mark != nullptr) return std::string("mark");
                 return std::string(row.contact->kind == EventKind::initial_contact ? "initial contact"
                                                                                    : "final contact");
             }},
        {.id = "side",
         .kind = CellKind::text,
         .description = "left or right foot; n/a where it is not known",
         .cell = [](const Row& row) {
             if (row.contact == nullptr || !row.contact->side) return Cell();
             return Cell(std::string(word(*row.contact->side)));
         }}};
    // What our own table says of a contact besides.
    for (const auto& column : event_columns().subspan(3)) {
        columns.push_back({.id = column.id,
                           .kind = column.kind,
                           .decimals = column.decimals,
                           .description = column.description,
                           .cell = [&column](const Row& row) {
                               return row.contact != nullptr ? column.cell(*row.contact) : Cell();
                           }});
    }
    columns.push_back(
        {.id = "mark",
         .kind = CellKind::text,
         .description = "kind, number and text of a mark; one from before the first reading stands at 0 s",
         .cell = [](const Row& row) { return row.mark == nullptr ? Cell() : mark_text(*row.mark); }});
    return columns;
}

template <class Row>
Json column_json(std::span<const Column<Row>> columns) {
    Json json = Json::object();
    for (const auto& column : columns) {
        json[column.id] = {{"Description", column.description}};
        if (!column.unit.empty()) json[column.id]["Units"] = column.unit == "°" ? "deg" : column.unit;
    }
    return json;
}

void add_raw(DataSet& set, const ExportedSession& exported) {
    set.json("dataset_description.json", described(exported.recording.name, "raw"));
    set.text("README", "One recording of a sensor on the sacrum, exported by sacrum.\n\nConventions\n\n" +
                           conventions_text("\n") + "\n");
    set.text("participants.tsv", "participant_id\nsub-01\n");
    set.json("participants.json", {{"participant_id", {{"Description", "the person who wore the sensor"}}}});
    if (exported.recording.origin.session_zero) {
        const auto start = *exported.recording.origin.session_zero + exported.start().time_since_epoch();
        set.text("sub-01/sub-01_scans.tsv",
                 fmt::format("filename\tacq_time\nmotion/{}_motion.tsv\t{}\n", kStem,
                             utc_text(std::chrono::floor<std::chrono::microseconds>(start))));
    }
    const Path stem = Path("sub-01/motion") / kStem;
    const auto motion = raw_motion(exported);
    set.table<ImuSample>(stem.string() + "_motion.tsv", motion.columns, exported.recording.samples,
                         kHeadless);
    set.json(stem.string() + "_motion.json", motion_json(exported, motion));
    set.text(stem.string() + "_channels.tsv", channels_tsv(motion.channels, exported.recording.rate.si()));
    set.json(stem.string() + "_channels.json", channels_json(exported));
    const auto columns = bids_event_columns(exported.start());
    set.table<BidsEvent>(stem.string() + "_events.tsv", columns, events_in_order(exported), kTsv);
    set.json(stem.string() + "_events.json", column_json<BidsEvent>(columns));
}

void add_derivative(DataSet& set, const ExportedSession& exported) {
    const Path root = "derivatives/sacrum";
    Json description = described(exported.recording.name + ": measures of gait", "derivative");
    description["SourceDatasets"] = Json::array({{{"URL", "../../"}}});
    set.json(root / "dataset_description.json", description);
    const std::string stem = (root / "sub-01/motion" / kStem).string();
    const std::string source = fmt::format("bids::sub-01/motion/{}_motion.tsv", kStem);
    const Json provenance{{"Sources", Json::array({source})},
                          {"GeneratedBy", generated_by()},
                          {"Parameters", Json::parse(json_line(exported.configuration))},
                          {"Pass", word(exported.session.report.pass)},
                          {"SessionTimeOfFirstSample", in_seconds(exported.start())}};

    const auto columns = stride_columns(exported.session.report.stages);
    set.table<Stride>(stem + "_desc-strides_metrics.tsv", columns, exported.session.strides, kTsv);
    Json metrics = column_json<Stride>(columns);
    for (const MetricDefinition& definition : metric_catalogue()) {
        Json& json = metrics[std::string(definition.id)];
        json["LongName"] = definition.name;
        json["Formula"] = definition.formula;
        json["Source"] = definition.source;
        json["KnownError"] = definition.known_error;
    }
    metrics["Provenance"] = provenance;
    set.json(stem + "_desc-strides_metrics.json", metrics);

    const auto motion = angle_motion(exported);
    set.table<PelvisPose>(stem + "_desc-angles_motion.tsv", motion.columns, exported.session.poses,
                          kHeadless);
    Json angles = motion_json(exported, motion);
    angles["Provenance"] = provenance;
    set.json(stem + "_desc-angles_motion.json", angles);
    set.text(stem + "_desc-angles_channels.tsv", channels_tsv(motion.channels, exported.recording.rate.si()));
    set.json(stem + "_desc-angles_channels.json", channels_json(exported));
    set.report(stem + "_desc-session_report.json", exported);
}

}  // namespace

Result<Written> write_bids(const std::filesystem::path& folder, const ExportedSession& exported) {
    const Path path = folder / (exported.recording.name + "_bids");
    std::error_code failed;
    if (std::filesystem::exists(path, failed)) {
        return fail(ErrorKind::output, path.string() +
                                           ": is there already, and a data set is not written over; "
                                           "choose another folder with --out or remove it");
    }
    PendingPath pending(path);
    DataSet set(pending.temporary());
    add_raw(set, exported);
    add_derivative(set, exported);
    if (!set.outcome()) return tl::unexpected(set.outcome().error());
    if (auto done = pending.commit(); !done) return tl::unexpected(done.error());
    return Written{path};
}

}  // namespace sacrum::sinks
