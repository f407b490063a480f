#include "sinks/export/report_export.hpp"

#include "proto/export.pb.h"
#include "sinks/export/block_file.hpp"
#include "sinks/export/conventions.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::sinks {
namespace {

proto::ExportedReport report_without_strides(const ExportedSession& exported) {
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
    if (exported.recording.origin.session_zero)
        message.set_session_zero_utc(utc_text(*exported.recording.origin.session_zero));
    message.set_is_deidentified(exported.is_deidentified);
    message.set_device(exported.recording.origin.device_model);
    Session without_strides;
    without_strides.report = exported.session.report;
    *message.mutable_report() = to_message(without_strides, exported.configuration);
    return message;
}

// As an element of the array of strides, which lies three levels deep.
std::string indented(const Stride& stride) {
    std::string text;
    for (const char c : json_text(to_message(stride))) {
        if (text.empty() || text.back() == '\n') text += "   ";
        text += c;
    }
    if (text.back() == '\n') text.pop_back();
    return text;
}

// The text of the whole message, appended a stride at a time; `spill` takes what is there.
template <class Spill>
Result<void> append_report(std::string& text, const ExportedSession& exported, Spill spill) {
    constexpr std::string_view kNoStrides = "\n  \"strides\": []";
    const std::string report = json_text(report_without_strides(exported));
    const auto& strides = exported.session.strides;
    const std::size_t end = report.find(kNoStrides) + kNoStrides.size() - 1;
    text.append(report, 0, end);
    for (const Stride& stride : strides) {
        text += &stride == &strides.front() ? "\n" : ",\n";
        text += indented(stride);
        if (auto spilt = spill(); !spilt) return spilt;
    }
    if (!strides.empty()) text += "\n  ";
    text.append(report, end);
    return spill();
}

}  // namespace

std::string report_without_strides_json(const ExportedSession& exported) {
    return json_text(report_without_strides(exported));
}

Result<void> write_report_file(const std::filesystem::path& path, const ExportedSession& exported) {
    auto file = BlockFile::create(path);
    if (!file) return tl::unexpected(file.error());
    if (auto wrote = append_report(file->block(), exported, [&] { return file->spill(); }); !wrote)
        return wrote;
    return file->commit();
}

Result<Written> write_report_json(const std::filesystem::path& folder, const ExportedSession& exported) {
    const auto path = folder / (exported.recording.name + "_report.json");
    if (auto wrote = write_report_file(path, exported); !wrote) return tl::unexpected(wrote.error());
    return Written{path};
}

}  // namespace sacrum::sinks
