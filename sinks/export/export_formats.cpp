#include "sinks/export/export_formats.hpp"

#include <algorithm>
#include <array>

#include "sinks/export/bids_export.hpp"
#include "sinks/export/c3d_export.hpp"
#include "sinks/export/fit_export.hpp"
#include "sinks/export/hdf5_export.hpp"
#include "sinks/export/opensim_export.hpp"
#include "sinks/export/report_export.hpp"
#include "sinks/export/table_export.hpp"
#include "sinks/export/xdf_export.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::array kFormats{
    ExportFormat{"csv", "tables of readings, angles, contacts, strides and waveforms, with commas",
                 write_csv},
    ExportFormat{"tsv", "the same tables with tabs", write_tsv},
    ExportFormat{"json", "the report with the definition of every measure", write_report_json},
    ExportFormat{"hdf5", "everything in one file, for Python, MATLAB and R", write_hdf5},
    ExportFormat{"bids", "a BIDS-Motion data set, with the measures as a derivative", write_bids},
    ExportFormat{"opensim", "orientations for OpenSense (.sto), pelvis coordinates (.mot)", write_opensim},
    ExportFormat{"c3d", "angles, readings and contacts for motion-capture software", write_c3d},
    ExportFormat{"xdf", "readings, angles and contacts as streams, as Lab Streaming Layer records them",
                 write_xdf},
    ExportFormat{"fit", "an activity with running dynamics and pelvic measures, for sports software",
                 write_fit},
};

}  // namespace

std::span<const ExportFormat> export_formats() { return kFormats; }

const ExportFormat* format_by_name(std::string_view name) {
    const auto* const found = std::ranges::find(kFormats, name, &ExportFormat::name);
    return found == kFormats.end() ? nullptr : found;
}

}  // namespace sacrum::sinks
