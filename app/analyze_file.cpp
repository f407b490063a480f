#include "app/analyze_file.hpp"

#include <fmt/format.h>

#include "app/recorded_session.hpp"
#include "app/recording_name.hpp"
#include "firmware_bridge/import/read_file.hpp"
#include "firmware_bridge/recording/recording_reader.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/export/session_tables.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/html_report.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

// angles.csv, which grows while a recording is analysed. Neither file nor folder before the first pose: a
// file that is no recording leaves nothing.
class AnglesFile {
  public:
    explicit AnglesFile(std::filesystem::path folder) : folder_(std::move(folder)) {}
    void add(const PelvisPose& pose) {
        open();
        if (written_) written_ = table_->add(pose);
    }
    Result<void> commit() {
        open();
        return written_ ? table_->commit() : written_;
    }

  private:
    void open() {
        if (table_ || !written_) return;
        written_ = make_folder(folder_);
        if (!written_) return;
        auto table = sinks::angles_table(folder_ / "angles.csv");
        if (table) {
            table_.emplace(std::move(*table));
        } else {
            written_ = tl::unexpected(table.error());
        }
    }

    std::filesystem::path folder_;
    std::optional<sinks::TableFile<PelvisPose>> table_;
    Result<void> written_;
};

Result<void> write_session(const std::filesystem::path& folder, const AnalyzedFile& analyzed) {
    const Session& session = analyzed.session;
    if (auto wrote = sinks::write_events(folder / "events.csv", session.events); !wrote) return wrote;
    if (session.report.pass == Pass::causal) {
        const auto path = folder / "live_contacts.csv";
        if (auto wrote = sinks::write_live_contacts(path, session.live_contacts); !wrote) return wrote;
    }
    if (auto wrote = sinks::write_strides(folder / "strides.csv", session.strides, session.report.stages);
        !wrote)
        return wrote;
    sinks::ReportContent report{.report = report_of(analyzed)};
    if (auto wrote = sinks::write_whole_file(folder / "report.json", sinks::json_text(report.report)); !wrote)
        return wrote;
    return sinks::write_whole_file(folder / "report.html", sinks::html_report(report));
}

// A .sacrum recording brings settings of its own, which what was chosen now overrides.
Result<AnalyzeSettings> settings_for(const firmware_bridge::RecognisedFile& recognised,
                                     const AnalyzeSettings& settings) {
    if (recognised.format != firmware_bridge::FileFormat::sacrum) return settings;
    auto reader = firmware_bridge::RecordingReader::open(recognised.file);
    if (!reader) return tl::unexpected(reader.error());
    return settings_from(with_recorded(reader->header(), settings.chosen));
}

}  // namespace

const std::vector<std::string>& result_files() {
    static const std::vector<std::string> kFiles{"report.html", "strides.csv", "events.csv", "angles.csv",
                                                 "report.json"};
    return kFiles;
}

Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (!failed) return {};
    return fail(ErrorKind::output, fmt::format("{}: cannot be made ({}); choose another folder with --out",
                                               folder.string(), failed.message()));
}

Result<AnalyzedFile> read_and_analyze(const std::filesystem::path& file, const AnalyzeSettings& settings,
                                      const std::function<void(double)>& did,
                                      const analysis::PoseSink& poses) {
    constexpr double kAfterReading = 0.25;  // as measured on recordings of some minutes
    const auto recognised = firmware_bridge::recognise_file(file);
    if (!recognised) return tl::unexpected(recognised.error());
    const auto effective = settings_for(*recognised, settings);
    if (!effective) return tl::unexpected(effective.error());
    auto recording = firmware_bridge::read_file(*recognised, effective->csv);
    if (!recording) return tl::unexpected(recording.error());
    recording->name = recording_name(file);
    did(kAfterReading);
    AnalyzedFile analyzed{std::move(*recording), {}, effective->effective};
    analyzed.session = poses ? analysis::analyze(analyzed.recording, effective->analysis, poses)
                             : analysis::analyze(analyzed.recording, effective->analysis);
    did(1.0);
    return analyzed;
}

std::optional<std::chrono::sys_seconds> began_of(const RecordingOrigin& origin) {
    if (!origin.session_zero) return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(*origin.session_zero);
}

proto::SessionReport report_of(const AnalyzedFile& analyzed) {
    proto::SessionReport report = sinks::to_message(analyzed.session, analyzed.effective);
    if (const auto began = began_of(analyzed.recording.origin)) report.set_began_utc(sinks::utc_text(*began));
    return report;
}

Result<SessionReport> analyze_file(const FileJob& job, const AnalyzeSettings& settings,
                                   const std::function<void(double)>& did) {
    constexpr double kAfterAnalysing = 0.8;
    AnglesFile angles(job.folder);
    auto analyzed = read_and_analyze(
        job.file, settings, [&](double share) { did(kAfterAnalysing * share); },
        [&](const PelvisPose& pose) { angles.add(pose); });
    if (!analyzed) return tl::unexpected(analyzed.error());
    if (auto wrote = angles.commit(); !wrote) return tl::unexpected(wrote.error());
    analyzed->recording.samples = {};  // the results do not need them
    if (auto wrote = write_session(job.folder, *analyzed); !wrote) return tl::unexpected(wrote.error());
    did(1.0);
    return std::move(analyzed->session.report);
}

}  // namespace sacrum::app
