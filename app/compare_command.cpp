// sacrum compare: how a recording agrees with a laboratory's reference.
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "analysis/reference/alignment.hpp"
#include "analysis/reference/compare_session.hpp"
#include "app/analysis_options.hpp"
#include "app/analyze_file.hpp"
#include "app/command.hpp"
#include "app/terminal.hpp"
#include "firmware_bridge/import/reference/read_reference.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/report/comparison_message.hpp"
#include "sinks/report/comparison_page.hpp"
#include "sinks/report/comparison_table.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

struct Words {
    std::filesystem::path file;
    std::vector<std::filesystem::path> references;
    std::optional<double> offset_s;
    std::optional<std::string> align;
    std::optional<std::filesystem::path> out;
    FileWords recording;
    bool json = false;
};

analysis::AlignmentParams alignment_params(const Words& words) {
    analysis::AlignmentParams params;
    if (words.offset_s) params.offset = duration_from_seconds(*words.offset_s);
    if (words.align == "obliquity") params.method = AlignmentMethod::obliquity;
    if (words.align == "contacts") params.method = AlignmentMethod::contacts;
    if (words.align == "marks") params.method = AlignmentMethod::marks;
    return params;
}

Result<void> write(const std::filesystem::path& folder, const ReferenceComparison& comparison) {
    if (auto made = make_folder(folder); !made) return made;
    const std::string json = sinks::json_text(sinks::to_message(comparison));
    if (auto wrote = sinks::write_whole_file(folder / "comparison.json", json); !wrote) return wrote;
    const std::string pairs = sinks::comparison_csv(comparison);
    if (auto wrote = sinks::write_whole_file(folder / "differences.csv", pairs); !wrote) return wrote;
    return sinks::write_whole_file(folder / "comparison.html", sinks::comparison_page(comparison));
}

ExitCode compare(const Words& words) {
    const auto settings = settings_of(words.recording);
    if (!settings) return refuse(settings.error());
    const auto reference = firmware_bridge::read_reference(words.references);
    if (!reference) return refuse(reference.error());
    const auto analyzed = read_and_analyze(words.file, *settings, [](double) {});
    if (!analyzed) return refuse(analyzed.error());
    const Session& session = analyzed->session;
    const auto alignment = analysis::align(session, *reference, alignment_params(words));
    if (!alignment) {
        return refuse(
            {alignment.error().kind, words.file.filename().string() + ": " + alignment.error().sentence});
    }
    const auto comparison = analysis::compare_session(session, *reference, *alignment);
    if (words.json) {
        fmt::print("{}", sinks::json_text(sinks::to_message(comparison)));
    } else {
        fmt::print("{}", sinks::comparison_table(comparison));
    }
    if (!words.out) return ExitCode::ok;
    if (auto wrote = write(*words.out, comparison); !wrote) return refuse(wrote.error());
    if (!words.json)
        fmt::print("\nwritten   {}  comparison.html  comparison.json  differences.csv\n",
                   (*words.out / "").string());
    return ExitCode::ok;
}

}  // namespace

Command make_compare_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand(
        "compare",
        "Holds a recording against a lab's force plates, insoles or optical system, quantity by quantity.");
    parser->add_option("FILE", words->file, "the recording, as for analyze")->required();
    parser
        ->add_option("--reference", words->references,
                     "contacts or pelvis angles of the same session: C3D, OpenSim .mot, or CSV with t_s, "
                     "foot, type or "
                     "with t_s, obliquity_deg; give it twice when they are in two files")
        ->required()
        ->type_name("REF");
    parser
        ->add_option(
            "--offset", words->offset_s,
            "time in FILE less time in REF, in seconds, where it is known; 0 for one clock (default: found)")
        ->type_name("S");
    parser
        ->add_option("--align", words->align,
                     "find the offset by obliquity (leaves the contacts free to be compared), by contacts, "
                     "or by marks "
                     "that both have (default: obliquity where both have it, else contacts)")
        ->check(CLI::IsMember({"obliquity", "contacts", "marks"}))
        ->type_name("HOW");
    parser
        ->add_option("--out", words->out,
                     "folder for a page with Bland-Altman pictures, the figures and all pairs")
        ->type_name("DIR");
    add_file_options(*parser, words->recording);
    parser->add_flag("--json", words->json, "print the figures as JSON for other programs");
    parser->footer(
        "Examples:\n"
        "  Against the events of a force plate on another clock:\n"
        "    sacrum compare run.csv --reference trial.c3d --out compared\n"
        "  Against contacts and optical angles on the same clock:\n"
        "    sacrum compare run.imu.csv --reference run.events.csv --reference run.pose.csv --offset 0");
    return {parser, [words] { return compare(*words); }};
}

}  // namespace sacrum::app
