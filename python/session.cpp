// Sessions: a recording analysed, its tables, its report, and files for other programs.
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "analysis/analyze.hpp"
#include "app/analyze_file.hpp"
#include "app/analyze_settings.hpp"
#include "python/bindings.hpp"
#include "python/tables.hpp"
#include "sinks/export/deidentify.hpp"
#include "sinks/export/export_formats.hpp"
#include "sinks/export/session_columns.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::python {
namespace {

using Shared = std::shared_ptr<AnalyzedSession>;

Shared analyze(const std::shared_ptr<Recording>& recording, const std::string& pass, const py::object& mount,
               bool swap_sides, const py::object& first_side, bool magnetometer) {
    const auto settings = value_or_raise(
        app::settings_from(configuration_of(pass, mount, swap_sides, first_side, magnetometer)));
    const py::gil_scoped_release free;
    auto analyzed = std::make_shared<AnalyzedSession>();
    analyzed->recording = recording;
    analyzed->session = analysis::analyze(*recording, settings.analysis);
    analyzed->configuration = settings.effective;
    analyzed->report = sinks::to_message(analyzed->session, analyzed->configuration);
    return analyzed;
}

std::vector<std::filesystem::path> export_session(const AnalyzedSession& analyzed,
                                                  const std::vector<std::string>& formats,
                                                  const std::filesystem::path& folder, bool deidentify) {
    std::vector<const sinks::ExportFormat*> chosen;
    std::string names;
    for (const auto& format : sinks::export_formats())
        names += (names.empty() ? "" : ", ") + std::string(format.name);
    for (const std::string& name : formats) {
        const auto all = sinks::export_formats();
        const auto found = std::ranges::find(all, name, &sinks::ExportFormat::name);
        if (found == all.end())
            raise({ErrorKind::usage, "export: there is no format '" + name + "'; there are " + names});
        chosen.push_back(&*found);
    }
    std::vector<std::filesystem::path> paths;
    Result<void> outcome;
    {
        const py::gil_scoped_release free;
        sinks::ExportedSession exported{.recording = *analyzed.recording,
                                        .session = analyzed.session,
                                        .configuration = analyzed.configuration};
        if (deidentify) sinks::deidentify(exported);
        outcome = app::make_folder(folder);
        for (const auto* format : chosen) {
            if (!outcome) break;
            const auto written = format->write(folder, exported);
            if (!written) {
                outcome = tl::unexpected(written.error());
                break;
            }
            paths.insert(paths.end(), written->begin(), written->end());
        }
    }
    if (!outcome) raise(outcome.error());
    return paths;
}

}  // namespace

proto::Configuration configuration_of(const std::string& pass, const py::object& mount, bool swap_sides,
                                      const py::object& first_side, bool magnetometer) {
    proto::Configuration chosen;
    auto& analysis = *chosen.mutable_analysis();
    analysis.set_pass(pass == "causal" ? proto::CAUSAL : proto::REFINED);
    if (!mount.is_none()) analysis.set_mount(mount.cast<std::string>());
    if (swap_sides) analysis.set_swap_sides(true);
    if (!first_side.is_none()) analysis.set_first_side(first_side.cast<std::string>());
    if (magnetometer) analysis.set_magnetometer(true);
    return chosen;
}

void bind_session(py::module_& module) {
    py::class_<AnalyzedSession, Shared>(module, "Session")
        .def("report_json", [](const AnalyzedSession& a) { return sinks::json_text(a.report); })
        .def("strides",
             [](const AnalyzedSession& a) {
                 const auto columns = sinks::stride_columns(a.session.report.stages);
                 return table_of<Stride>(columns, a.session.strides);
             })
        .def("events",
             [](const AnalyzedSession& a) {
                 return table_of<GaitEvent>(sinks::event_columns(), a.session.events);
             })
        .def("angles", [](const AnalyzedSession& a) {
            return table_of<PelvisPose>(sinks::pose_columns(), a.session.poses);
        });
    module.def("analyze", &analyze);
    module.def("export_session", &export_session);
}

}  // namespace sacrum::python
