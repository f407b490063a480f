#include "sinks/history/session_rows.hpp"

#include <array>
#include <utility>

namespace sacrum::sinks {
namespace {

template <class T>
void bind_optional(SQLite::Statement& statement, const char* name, const std::optional<T>& value) {
    if (value)
        statement.bind(name, *value);
    else
        statement.bind(name);
}

std::optional<double> number(const SQLite::Column& column) {
    return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

std::optional<std::string> text(const SQLite::Column& column) {
    return column.isNull() ? std::nullopt : std::optional(column.getString());
}

// The one whose word is in the file. A word that a later program has written reads as the last of them.
template <class Choice, std::size_t N>
Choice choice_of(const std::string& said, const std::array<Choice, N>& choices) {
    for (const Choice choice : choices)
        if (said == word(choice)) return choice;
    return choices.back();
}

constexpr std::array kPasses{Pass::causal, Pass::refined};
constexpr std::array kGaits{GaitMode::walking, GaitMode::running, GaitMode::standing, GaitMode::other};
constexpr std::array kVerdicts{Verdict::good, Verdict::usable, Verdict::poor};
constexpr std::array kCambers{Camber::left_low, Camber::right_low, Camber::level};
constexpr std::array kSides{"L", "R", "B"};

template <class Report>
auto& side_of(Report& report, std::string_view side) {
    if (side == "L") return report.sides.left;
    return side == "R" ? report.sides.right : report.both;
}

void insert_measures(SQLite::Database& database, std::int64_t session, const SessionReport& report) {
    SQLite::Statement side_row(database, "INSERT INTO sides VALUES (?, ?, ?, ?)");
    SQLite::Statement row(database, "INSERT INTO measures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const char* side : kSides) {
        const SideSummary& summary = side_of(report, side);
        side_row.bind(1, session);
        side_row.bind(2, side);
        side_row.bind(3, summary.strides_used);
        side_row.bind(4, summary.strides_rejected);
        side_row.exec();
        side_row.reset();
        for (const MetricDefinition& definition : metric_catalogue()) {
            const auto& metric = summary.metrics[std::size_t(definition.metric)];
            if (!metric) continue;
            row.bind(1, session);
            row.bind(2, side);
            row.bind(3, std::string(definition.id));
            row.bind(4, metric->strides);
            row.bind(5, metric->median);
            row.bind(6, metric->spread);
            row.bind(7, metric->standard_error);
            row.bind(8, metric->sampling_error);
            row.bind(9, metric->ci95.low);
            row.bind(10, metric->ci95.high);
            if (metric->minimal_detectable_change)
                row.bind(11, *metric->minimal_detectable_change);
            else
                row.bind(11);
            row.exec();
            row.reset();
        }
    }
}

std::int64_t device_id(SQLite::Database& database, const std::string& name) {
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO devices(name) VALUES (?)");
    insert.bind(1, name);
    insert.exec();
    SQLite::Statement select(database, "SELECT id FROM devices WHERE name = ?");
    select.bind(1, name);
    select.executeStep();
    return select.getColumn(0).getInt64();
}

PastSession session_in(SQLite::Statement& row) {
    PastSession session;
    session.id = row.getColumn("id").getInt64();
    session.began = std::chrono::sys_seconds(std::chrono::seconds(row.getColumn("began_utc_s").getInt64()));
    session.device = text(row.getColumn("device")).value_or("");
    session.has_incline = row.getColumn("has_incline").getInt() != 0;
    session.context.distance_km = number(row.getColumn("distance_km"));
    session.context.speed_m_per_s = number(row.getColumn("speed_m_per_s"));
    session.context.surface = text(row.getColumn("surface"));
    if (const auto camber = text(row.getColumn("camber")))
        session.context.camber = choice_of(*camber, kCambers);
    SessionReport& report = session.report;
    report.recording = row.getColumn("recording").getString();
    report.program_version = row.getColumn("program_version").getString();
    report.algorithm_version = row.getColumn("algorithm_version").getString();
    report.pass = choice_of(row.getColumn("pass").getString(), kPasses);
    report.main_gait = choice_of(row.getColumn("gait").getString(), kGaits);
    report.verdict = choice_of(row.getColumn("verdict").getString(), kVerdicts);
    report.duration = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double>(row.getColumn("duration_s").getDouble()));
    report.contacts = row.getColumn("contacts").getInt64();
    report.side_confidence = row.getColumn("side_confidence").getDouble();
    report.mounting.standing_sd_deg = number(row.getColumn("standing_sd_deg"));
    return session;
}

void read_measures(SQLite::Database& database, PastSession& session) {
    SQLite::Statement side(database,
                           "SELECT side, strides_used, strides_rejected FROM sides WHERE session_id = ?");
    side.bind(1, session.id);
    while (side.executeStep()) {
        SideSummary& summary = side_of(session.report, side.getColumn(0).getString());
        summary.strides_used = side.getColumn(1).getInt64();
        summary.strides_rejected = side.getColumn(2).getInt64();
    }
    SQLite::Statement row(database,
                          "SELECT side, metric, strides, median, spread, standard_error, sampling_error, "
                          "ci95_low, ci95_high, mdc95 FROM measures WHERE session_id = ?");
    row.bind(1, session.id);
    while (row.executeStep()) {
        const auto metric = metric_by_id(row.getColumn(1).getString());
        if (!metric) continue;  // of a later program
        side_of(session.report, row.getColumn(0).getString()).metrics[std::size_t(*metric)] =
            MetricSummary{.strides = row.getColumn(2).getInt64(),
                          .median = row.getColumn(3).getDouble(),
                          .spread = row.getColumn(4).getDouble(),
                          .standard_error = row.getColumn(5).getDouble(),
                          .ci95 = {row.getColumn(7).getDouble(), row.getColumn(8).getDouble()},
                          .minimal_detectable_change = number(row.getColumn(9)),
                          .sampling_error = row.getColumn(6).getDouble()};
    }
}

}  // namespace

std::int64_t insert_session(SQLite::Database& database, std::int64_t person, const PastSession& session,
                            const SessionDigests& digests, std::optional<std::int64_t> id) {
    const SessionReport& report = session.report;
    const SessionContext& context = session.context;
    SQLite::Statement row(
        database,
        "INSERT INTO sessions(id, person_id, file_digest, content_digest, began_utc_s, recording, "
        "program_version, algorithm_version, pass, gait, verdict, duration_s, contacts, side_confidence, "
        "standing_sd_deg, distance_km, speed_m_per_s, surface, device_id, camber, has_incline) VALUES (:id, "
        ":person, :file, :content, :began, :recording, :program, :algorithm, :pass, :gait, :verdict, "
        ":duration, :contacts, :side, :standing, :distance, :speed, :surface, :device, :camber, :incline)");
    bind_optional(row, ":id", id);
    row.bind(":person", person);
    row.bind(":file", digests.file);
    row.bind(":content", digests.content);
    row.bind(":began", std::int64_t(session.began.time_since_epoch().count()));
    row.bind(":recording", report.recording);
    row.bind(":program", report.program_version);
    row.bind(":algorithm", report.algorithm_version);
    row.bind(":pass", word(report.pass));
    row.bind(":gait", word(report.main_gait));
    row.bind(":verdict", word(report.verdict));
    row.bind(":duration", std::chrono::duration<double>(report.duration).count());
    row.bind(":contacts", report.contacts);
    row.bind(":side", report.side_confidence);
    bind_optional(row, ":standing", report.mounting.standing_sd_deg);
    bind_optional(row, ":distance", context.distance_km);
    bind_optional(row, ":speed", context.speed_m_per_s);
    bind_optional(row, ":surface", context.surface);
    if (session.device.empty())
        row.bind(":device");
    else
        row.bind(":device", device_id(database, session.device));
    if (context.camber)
        row.bind(":camber", word(*context.camber));
    else
        row.bind(":camber");
    row.bind(":incline", session.has_incline ? 1 : 0);
    row.exec();
    const std::int64_t new_id = database.getLastInsertRowid();
    insert_measures(database, new_id, report);
    return new_id;
}

std::vector<PastSession> select_sessions(SQLite::Database& database, std::int64_t person) {
    SQLite::Transaction same_moment(database);  // rows and measures of one state of the file
    SQLite::Statement row(database,
                          "SELECT sessions.*, devices.name AS device FROM sessions LEFT JOIN devices ON "
                          "devices.id = device_id WHERE person_id = ? ORDER BY began_utc_s, sessions.id");
    row.bind(1, person);
    std::vector<PastSession> sessions;
    while (row.executeStep()) sessions.push_back(session_in(row));
    for (PastSession& session : sessions) read_measures(database, session);
    return sessions;
}

}  // namespace sacrum::sinks
