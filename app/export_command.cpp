// sacrum export: a recording in, files for a lab's other programs out.
#include <fmt/format.h>

#include <memory>

#include "app/analysis_options.hpp"
#include "app/analyze_file.hpp"
#include "app/command.hpp"
#include "app/progress_bar.hpp"
#include "app/terminal.hpp"
#include "sinks/export/deidentify.hpp"
#include "sinks/export/export_formats.hpp"

namespace sacrum::app {
namespace {

struct Words {
    std::filesystem::path file;
    std::filesystem::path out;
    std::vector<std::string> formats;
    FileWords options;
    bool deidentify = false;
};

Result<sinks::ExportedSession> exported_session(const Words& words) {
    const auto settings = settings_of(words.options);
    if (!settings) return tl::unexpected(settings.error());
    ProgressBar bar(is_terminal(stderr));
    const std::string name = words.file.filename().string();
    auto analyzed =
        read_and_analyze(words.file, *settings, [&](double share) { bar.show(0.9 * share, name); });
    bar.clear();
    if (!analyzed) return tl::unexpected(analyzed.error());
    sinks::ExportedSession exported{.recording = std::move(analyzed->recording),
                                    .session = std::move(analyzed->session),
                                    .configuration = std::move(analyzed->effective)};
    if (words.deidentify) sinks::deidentify(exported);
    return exported;
}

// Of a file, or of all files in a folder.
std::uintmax_t bytes_of(const std::filesystem::path& path) {
    std::error_code failed;
    if (!std::filesystem::is_directory(path, failed)) {
        const auto bytes = std::filesystem::file_size(path, failed);
        return failed ? 0 : bytes;
    }
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path, failed)) {
        if (entry.is_regular_file(failed)) bytes += entry.file_size(failed);
    }
    return bytes;
}

std::string size_text(std::uintmax_t bytes) {
    const auto size = double(bytes);
    if (size < 1e3) return fmt::format("{} B", bytes);
    if (size < 1e6) return fmt::format("{:.1f} kB", size * 1e-3);
    return fmt::format("{:.1f} MB", size * 1e-6);
}

ExitCode export_session(const Words& words) {
    const auto exported = exported_session(words);
    if (!exported) return refuse(exported.error());
    if (auto made = make_folder(words.out); !made) return refuse(made.error());
    for (const auto& format : sinks::export_formats()) {
        if (std::ranges::find(words.formats, format.name) == words.formats.end()) continue;
        const auto written = format.write(words.out, *exported);
        if (!written) return refuse(written.error());
        for (const auto& path : *written) {
            fmt::print("{:<8}{:>10}  {}\n", format.name, size_text(bytes_of(path)), path.string());
        }
        std::fflush(stdout);
    }
    return ExitCode::ok;
}

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const auto& format : sinks::export_formats()) names.emplace_back(format.name);
    return names;
}

std::string footer() {
    std::string text = "Formats (docs/formats.md says what each carries and how to open it):\n";
    for (const auto& format : sinks::export_formats())
        text += fmt::format("  {:<9}{}\n", format.name, format.holds);
    return text +
           "\nExit codes: 0 all written, 2 the call cannot be understood, 3 the recording could not be read, "
           "4 "
           "a file\n"
           "could not be written (what is there is whole), 1 a fault of the program.\n\n"
           "Examples:\n"
           "  For Python or MATLAB, everything in one file:\n"
           "    sacrum export run.sacrum --format hdf5 --out lab\n"
           "  Two at once, with nothing that says who it was:\n"
           "    sacrum export run.csv --format bids,opensim --out lab --deidentify";
}

}  // namespace

Command make_export_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser =
        program.add_subcommand("export", "Writes a recording and its measures for a lab's other programs.");
    parser
        ->add_option("FILE", words->file,
                     "a recording: .sacrum, or CSV with time, accelerometer and gyroscope in columns")
        ->required();
    parser->add_option("--format", words->formats, "which formats, joined by commas: hdf5,bids")
        ->required()
        ->delimiter(',')
        ->check(CLI::IsMember(format_names()))
        ->type_name("NAMES");
    parser->add_option("--out", words->out, "folder for the files; names begin with the recording's")
        ->required()
        ->type_name("DIR");
    parser->add_flag("--deidentify", words->deidentify,
                     "leave out the recording's name, the device's serial number and address, the text of "
                     "marks and the names of stages, and shift dates to 1925-01-01");
    add_file_options(*parser, words->options);
    parser->footer(footer());
    return {parser, [words] { return export_session(*words); }};
}

}  // namespace sacrum::app
