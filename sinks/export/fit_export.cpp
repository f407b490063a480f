#include "sinks/export/fit_export.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "sinks/export/block_file.hpp"
#include "sinks/export/fit_record.hpp"
#include "sinks/export/little_endian.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::uint8_t kTextBytes = 48;
constexpr std::uint8_t kConventionBytes = 255;
constexpr std::uint8_t kConventionField = 100;
constexpr std::string_view kConventions =
    "drop: + swing side lower than stance side, most in the first 60 % of stance; excursion: its fall after "
    "contact; degrees, sequence rotation, obliquity, tilt (Baker 2001); sway: of the sensor, peak to peak; "
    "left and right: stance foot";
static_assert(kConventions.size() < kConventionBytes);

// Seconds since 1989-12-31T00:00:00Z; below 0x10000000 they count from the start of the device instead, which
// is what a recording without a date has.
std::uint32_t start_of(const ExportedSession& exported) {
    if (!exported.recording.origin.session_zero || exported.is_deidentified) return 0;
    constexpr std::int64_t kEpoch = 631'065'600;  // of Unix
    constexpr std::int64_t kFirstDate = 0x10000000;
    const auto utc = *exported.recording.origin.session_zero + exported.start().time_since_epoch();
    const std::int64_t seconds =
        std::chrono::floor<std::chrono::seconds>(utc).time_since_epoch().count() - kEpoch;
    return seconds >= kFirstDate && seconds < std::numeric_limits<std::uint32_t>::max()
               ? std::uint32_t(seconds)
               : 0;
}

class Activity {
  public:
    explicit Activity(const ExportedSession& exported)
        : exported_(exported),
          start_(start_of(exported)),
          seconds_(std::uint32_t(std::ceil(in_seconds(exported.session.report.duration)))) {}

    // The messages, handed on a few at a time through `spill`, which takes what stands in `bytes`.
    template <class Spill>
    Result<void> write(std::string& bytes, Spill spill) const {
        append_head(bytes);
        append_event(bytes, start_, 0);
        append_fit_record_definition(bytes);
        NewestStrides newest(exported_.session.strides);
        for (std::uint32_t second = 0; second <= seconds_; ++second) {
            newest.look_at(exported_.start() + std::chrono::seconds(second));
            append_fit_record(bytes, start_ + second, newest);
            if (auto spilt = spill(); !spilt) return spilt;
        }
        append_tail(bytes);
        return spill();
    }

  private:
    void append_head(std::string& bytes) const {
        append_fit_definition(
            bytes, kFitFileId, kFitFileIdMessage,
            std::array{FitField{0, 1, FitType::enumeration}, FitField{1, 2, FitType::uint16},
                       FitField{2, 2, FitType::uint16}, FitField{4, 4, FitType::uint32}});
        append_fit_data_head(bytes, kFitFileId);
        append_bytes(bytes, std::uint8_t(4));     // an activity
        append_bytes(bytes, std::uint16_t(255));  // manufacturer: in development
        append_bytes(bytes, std::uint16_t(0));
        append_bytes(bytes, start_);

        append_fit_definition(bytes, kFitDeveloper, kFitDeveloperMessage,
                              std::array{FitField{1, 16, FitType::byte}, FitField{3, 1, FitType::uint8}});
        append_fit_data_head(bytes, kFitDeveloper);
        append_fit_text(bytes, "sacrum", 16);  // the application's id
        append_bytes(bytes, std::uint8_t(0));

        append_fit_definition(
            bytes, kFitDescription, kFitDescriptionMessage,
            std::array{FitField{0, 1, FitType::uint8}, FitField{1, 1, FitType::uint8},
                       FitField{2, 1, FitType::uint8}, FitField{3, kTextBytes, FitType::text},
                       FitField{8, 8, FitType::text}, FitField{14, 2, FitType::uint16}});
        for (std::size_t i = 0; i < kPelvicFields.size(); ++i)
            append_description(bytes, std::uint8_t(i), FitType::float32, kPelvicFields[i].name,
                               kPelvicFields[i].unit, kFitRecordMessage);
        append_description(bytes, kConventionField, FitType::text, "conventions", "", kFitSessionMessage);
    }

    static void append_description(std::string& bytes, std::uint8_t number, FitType type, const char* name,
                                   const char* unit, std::uint16_t message) {
        append_fit_data_head(bytes, kFitDescription);
        append_bytes(bytes, std::uint8_t(0));
        append_bytes(bytes, number);
        append_bytes(bytes, std::uint8_t(type));
        append_fit_text(bytes, name, kTextBytes);
        append_fit_text(bytes, unit, 8);
        append_bytes(bytes, message);
    }

    static void append_event(std::string& bytes, std::uint32_t time, std::uint8_t type) {
        append_fit_definition(
            bytes, kFitEvent, kFitEventMessage,
            std::array{FitField{253, 4, FitType::uint32}, FitField{0, 1, FitType::enumeration},
                       FitField{1, 1, FitType::enumeration}});
        append_fit_data_head(bytes, kFitEvent);
        append_bytes(bytes, time);
        append_bytes(bytes, std::uint8_t(0));  // the timer
        append_bytes(bytes, type);
    }

    void append_tail(std::string& bytes) const {
        const std::uint32_t end = start_ + seconds_;
        const std::uint32_t elapsed = seconds_ * 1000;
        append_event(bytes, end, 4);  // stop all
        append_fit_definition(
            bytes, kFitLap, kFitLapMessage,
            std::array{FitField{253, 4, FitType::uint32}, FitField{254, 2, FitType::uint16},
                       FitField{0, 1, FitType::enumeration}, FitField{1, 1, FitType::enumeration},
                       FitField{2, 4, FitType::uint32}, FitField{7, 4, FitType::uint32},
                       FitField{8, 4, FitType::uint32}});
        append_fit_data_head(bytes, kFitLap);
        append_span(bytes, end, elapsed, 9);

        append_fit_definition(
            bytes, kFitSession, kFitSessionMessage,
            std::array{FitField{253, 4, FitType::uint32}, FitField{254, 2, FitType::uint16},
                       FitField{0, 1, FitType::enumeration}, FitField{1, 1, FitType::enumeration},
                       FitField{2, 4, FitType::uint32}, FitField{7, 4, FitType::uint32},
                       FitField{8, 4, FitType::uint32}, FitField{5, 1, FitType::enumeration},
                       FitField{25, 2, FitType::uint16}, FitField{26, 2, FitType::uint16}},
            std::array{FitDeveloperField{kConventionField, kConventionBytes}});
        append_fit_data_head(bytes, kFitSession);
        append_span(bytes, end, elapsed, 8);
        append_bytes(bytes, std::uint8_t(exported_.session.report.main_gait == GaitMode::running ? 1 : 11));
        append_bytes(bytes, std::uint16_t(0));
        append_bytes(bytes, std::uint16_t(1));
        append_fit_text(bytes, kConventions, kConventionBytes);

        append_fit_definition(
            bytes, kFitActivity, kFitActivityMessage,
            std::array{FitField{253, 4, FitType::uint32}, FitField{0, 4, FitType::uint32},
                       FitField{1, 2, FitType::uint16}, FitField{2, 1, FitType::enumeration},
                       FitField{3, 1, FitType::enumeration}, FitField{4, 1, FitType::enumeration}});
        append_fit_data_head(bytes, kFitActivity);
        append_bytes(bytes, end);
        append_bytes(bytes, elapsed);
        append_bytes(bytes, std::uint16_t(1));
        append_bytes(bytes, std::uint8_t(0));   // begun by hand
        append_bytes(bytes, std::uint8_t(26));  // an activity
        append_bytes(bytes, std::uint8_t(1));   // stops
    }

    // What lap and session begin with: number 0, over the whole time.
    void append_span(std::string& bytes, std::uint32_t end, std::uint32_t elapsed, std::uint8_t what) const {
        append_bytes(bytes, end);
        append_bytes(bytes, std::uint16_t(0));
        append_bytes(bytes, what);
        append_bytes(bytes, std::uint8_t(1));  // stops
        append_bytes(bytes, start_);
        append_bytes(bytes, elapsed);
        append_bytes(bytes, elapsed);
    }

    const ExportedSession& exported_;
    std::uint32_t start_;
    std::uint32_t seconds_;
};

}  // namespace

Result<Written> write_fit(const std::filesystem::path& folder, const ExportedSession& exported) {
    const auto path = folder / (exported.recording.name + ".fit");
    auto file = BlockFile::create(path);
    if (!file) return tl::unexpected(file.error());
    const Activity activity(exported);
    // The header holds the size of what follows, so it is counted first.
    std::string counted;
    std::uint32_t size = 0;
    const auto count = [&]() -> Result<void> {
        size += std::uint32_t(counted.size());
        counted.clear();
        return {};
    };
    if (auto done = activity.write(counted, count); !done) return tl::unexpected(done.error());

    std::string piece;
    const std::string header = fit_header(size);
    file->block() += header;
    std::uint16_t crc = fit_crc(header);
    const auto hand_on = [&] {
        crc = fit_crc(piece, crc);
        file->block() += piece;
        piece.clear();
        return file->spill();
    };
    if (auto done = activity.write(piece, hand_on); !done) return tl::unexpected(done.error());
    append_bytes(file->block(), crc);
    if (auto done = file->commit(); !done) return tl::unexpected(done.error());
    return Written{path};
}

}  // namespace sacrum::sinks
