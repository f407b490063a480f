#include "sinks/export/report_export.hpp"

#include "proto/export.pb.h"
#include "sinks/export/conventions.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::sinks {

std::string report_json(const ExportedSession& exported) {
    proto::ExportedReport message;
    for (const Convention& convention : conventions()) {
        auto& out = *message.add_conventions();
        out.set_key(std::string(convention.key));
        out.set_sentence(std::string(convention.sentence));
    }
    for (const MetricDefinition& definition : metric_catalogue()) {
        auto& out = *message.add_measures();
        out.set_id(std::string(definition.id));
        out.set_name(std::string(definition.name));
        out.set_unit(std::string(definition.unit));
        out.set_definition(std::string(definition.definition));
        out.set_formula(std::string(definition.formula));
        out.set_source(std::string(definition.source));
        out.set_known_error(std::string(definition.known_error));
    }
    if (exported.origin.session_zero) message.set_session_zero_utc(utc_text(*exported.origin.session_zero));
    message.set_is_deidentified(exported.is_deidentified);
    message.set_device(exported.origin.device_model);
    *message.mutable_report() = to_message(exported.session, exported.configuration);
    return json_text(message);
}

Result<Written> write_report_json(const std::filesystem::path& folder, const ExportedSession& exported) {
    const auto path = folder / (exported.recording.name + "_report.json");
    if (auto wrote = write_whole_file(path, report_json(exported)); !wrote)
        return tl::unexpected(wrote.error());
    return Written{path};
}

}  // namespace sacrum::sinks
