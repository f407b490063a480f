#include "sinks/history/history_table.hpp"

#include <utility>

#include "sinks/export/decimal_text.hpp"
#include "sinks/export/table.hpp"
#include "sinks/export/utc_text.hpp"

namespace sacrum::sinks {
namespace {

void append(std::string& row, const std::optional<double>& number) {
    row += ',';
    if (number) append_shortest(row, *number);
}

std::string session_cells(const std::string& person, const PastSession& session) {
    const SessionReport& report = session.report;
    const SessionContext& context = session.context;
    std::string row = person + "," + std::to_string(session.id) + "," + utc_text(session.began);
    for (const std::string& text :
         {report.recording, session.device, std::string(word(report.main_gait)),
          std::string(word(report.pass)), report.algorithm_version, std::string(word(report.verdict)),
          context.surface.value_or(""), std::string(context.camber ? word(*context.camber) : "")}) {
        row += ',';
        append_cell(row, text, 0, ',');
    }
    append(row, context.distance_km);
    append(row, context.speed_m_per_s);
    append(row, in_seconds(report.duration));
    return row + "," + std::to_string(report.contacts);
}

}  // namespace

std::string history_table(const std::string& person, std::span<const PastSession> sessions) {
    std::string table =
        "person,session,began_utc,recording,device,gait,pass,algorithm_version,quality,surface,camber,"
        "distance_km,speed_m_per_s,duration_s,steps,side,metric,strides,median,spread,standard_error,"
        "sampling_error,ci95_low,ci95_high,mdc95\n";
    for (const PastSession& session : sessions) {
        const std::string begin = session_cells(person, session);
        for (const auto& [side, summary] :
             {std::pair{"L", &session.report.sides.left}, std::pair{"R", &session.report.sides.right},
              std::pair{"both", &session.report.both}}) {
            for (const MetricDefinition& definition : metric_catalogue()) {
                const auto& metric = summary->metrics[std::size_t(definition.metric)];
                if (!metric) continue;
                table += begin + "," + side + "," + std::string(definition.id) + "," +
                         std::to_string(metric->strides);
                for (const double number : {metric->median, metric->spread, metric->standard_error,
                                            metric->sampling_error, metric->ci95.low, metric->ci95.high})
                    append(table, number);
                append(table, metric->minimal_detectable_change);
                table += '\n';
            }
        }
    }
    return table;
}

}  // namespace sacrum::sinks
