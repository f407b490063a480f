// What must hold for every recording that the CSV reader accepts, whatever the bytes. Empty when all holds.
#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include "firmware_bridge/import/csv_reader.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace sacrum::firmware_bridge {

inline std::string fault_in(const Recording& recording) {
    const RecordingQuality& quality = recording.quality;
    const auto& samples = recording.samples;
    if (quality.samples != std::int64_t(samples.size())) return "samples are miscounted";
    if (samples.empty()) return "an empty recording was accepted";
    if (!(std::isfinite(recording.rate.si()) && recording.rate.si() > 0.0)) return "the rate is no rate";
    if (quality.missing_samples < 0 || quality.invalid_samples < 0 || quality.duplicate_samples < 0 ||
        quality.reversed_samples < 0 || quality.clipped_samples < 0) {
        return "a count is negative";
    }
    if (quality.clipped_samples > quality.samples) return "more samples clipped than there are";
    std::size_t gaps = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (!samples[i].specific_force.si().allFinite() || !samples[i].angular_rate.si().allFinite()) {
            return "a value is not finite";
        }
        if (i > 0 && !(samples[i].time > samples[i - 1].time)) return "time does not increase";
        if (samples[i].gap_before < Duration{}) return "a gap is negative";
        if (samples[i].gap_before == Duration{}) continue;
        if (i == 0 || gaps >= quality.gaps.size()) return "a gap is not listed";
        if (quality.gaps[gaps].start != samples[i - 1].time || quality.gaps[gaps].end != samples[i].time) {
            return "a gap is not where its samples are";
        }
        ++gaps;
    }
    if (gaps != quality.gaps.size()) return "a listed gap has no samples";
    if (gaps == 0 && quality.missing_samples != 0) return "samples are missing without a gap";
    for (const std::string& assumption : recording.assumptions)
        if (!fuzz::is_printable(assumption)) return "an assumption is no sentence: " + assumption;
    return {};
}

// The first bytes of a fuzz input choose what a person declares; the rest is the file.
inline std::string try_csv(std::string_view bytes) {
    CsvParams params;
    if (!bytes.empty()) {
        const auto choice = unsigned(static_cast<unsigned char>(bytes.front()));
        if ((choice & 1U) != 0) params.rate = Frequency::of_si(100.0);
        if ((choice & 2U) != 0) params.ignores_time = true;
        if ((choice & 4U) != 0) params.time_unit = TimeUnit((choice >> 3U) % 5U);
        bytes.remove_prefix(1);
    }
    const auto recording = parse_csv(bytes, "fuzz", params);
    if (recording) return fault_in(*recording);
    return fuzz::fault_in_sentence(recording.error());
}

}  // namespace sacrum::firmware_bridge
