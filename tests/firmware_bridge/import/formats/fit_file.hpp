// FIT files with raw sensor messages, as a Garmin device writes them.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "domain/recording.hpp"
#include "tests/firmware_bridge/import/formats/run_file.hpp"

namespace sacrum::tests {

inline std::uint16_t fit_check_sum(const std::string& bytes) {
    std::uint16_t sum = 0;
    for (const char c : bytes) {
        sum = std::uint16_t(sum ^ std::uint8_t(c));
        for (int bit = 0; bit < 8; ++bit)
            sum = std::uint16_t((sum & 1) != 0 ? (sum >> 1) ^ 0xA001 : sum >> 1);
    }
    return sum;
}

inline std::string fit_file(const std::string& records) {
    std::string file;
    put<std::uint8_t>(file, 14);
    put<std::uint8_t>(file, 0x20);
    put<std::uint16_t>(file, 2132);
    put<std::uint32_t>(file, std::uint32_t(records.size()));
    file += ".FIT";
    put<std::uint16_t>(file, fit_check_sum(file));
    file += records;
    put<std::uint16_t>(file, fit_check_sum(file));
    return file;
}

struct FitField {
    unsigned number;
    unsigned size;
    unsigned base_type;
};

inline std::string fit_definition(unsigned local, unsigned message, const std::vector<FitField>& fields,
                                  bool is_big_endian = false) {
    std::string bytes;
    put<std::uint8_t>(bytes, std::uint8_t(0x40U | local));
    put<std::uint8_t>(bytes, 0);
    put<std::uint8_t>(bytes, is_big_endian ? 1 : 0);
    put<std::uint16_t>(bytes, std::uint16_t(message), is_big_endian);
    put<std::uint8_t>(bytes, std::uint8_t(fields.size()));
    for (const FitField& field : fields) {
        put<std::uint8_t>(bytes, std::uint8_t(field.number));
        put<std::uint8_t>(bytes, std::uint8_t(field.size));
        put<std::uint8_t>(bytes, std::uint8_t(field.base_type));
    }
    return bytes;
}

struct FitFile {
    bool has_calibrated = true;   // floats in g and deg/s; otherwise counts
    bool has_calibration = true;  // of the counts
    bool has_gyroscope = true;
    bool is_big_endian = false;
    double gyroscope_late_ms = 0.0;
};

constexpr double kFitCountsPerG = 4096.0;
constexpr double kFitCountsPerDegS = 16.0;

inline void put_readings(std::string& file, unsigned local, std::span<const ImuSample> samples,
                         std::size_t from, std::size_t to, const FitFile& how) {
    constexpr std::int64_t kStart = 1'100'000'000'000;  // ms of Garmin's clock
    const bool big = how.is_big_endian;
    const auto time_of = [&](std::size_t i) {
        return kStart +
               std::llround(in_seconds(samples[i].time) * 1e3 + (local == 1 ? how.gyroscope_late_ms : 0.0));
    };
    put<std::uint8_t>(file, std::uint8_t(local));
    put<std::uint32_t>(file, std::uint32_t(time_of(from) / 1000), big);
    put<std::uint16_t>(file, std::uint16_t(time_of(from) % 1000), big);
    constexpr std::size_t kPerMessage = 25;
    for (std::size_t i = from; i < from + kPerMessage; ++i)
        put<std::uint16_t>(file, i < to ? std::uint16_t(time_of(i) - time_of(from)) : std::uint16_t(0xFFFF),
                           big);
    for (Eigen::Index axis = 0; axis < 3; ++axis) {
        for (std::size_t i = from; i < from + kPerMessage; ++i) {
            const std::size_t at = std::min(i, to - 1);
            const double reading = local == 0 ? samples[at].specific_force.si()[axis] / kStandardGravity
                                              : samples[at].angular_rate.si()[axis] * kDegreesPerRadian;
            if (how.has_calibrated) {
                put<float>(file, float(reading), big);
            } else {
                const double counts =
                    reading * (local == 0 ? kFitCountsPerG : kFitCountsPerDegS) + 32768.0 + 10.0;
                put<std::uint16_t>(file, std::uint16_t(std::lround(std::min(std::max(counts, 0.0), 65535.0))),
                                   big);
            }
        }
    }
}

inline std::string fit_of(std::span<const ImuSample> samples, const FitFile& how = {}) {
    const bool big = how.is_big_endian;
    std::string records = fit_definition(5, 0, {{0, 1, 0}, {1, 2, 0x84}}, big);  // file_id
    records += std::string("\x05\x04\x00\x01", 4);
    const unsigned first = how.has_calibrated ? 5 : 2;
    const unsigned width = how.has_calibrated ? 4 : 2;
    const std::vector<FitField> fields = {{253, 4, 0x86},
                                          {0, 2, 0x84},
                                          {1, 50, 0x84},
                                          {first, 25 * width, 0x88},
                                          {first + 1, 25 * width, 0x88},
                                          {first + 2, 25 * width, 0x88}};
    records += fit_definition(0, 165, fields, big) + fit_definition(1, 164, fields, big);
    if (!how.has_calibrated && how.has_calibration) {
        records += fit_definition(2, 167,
                                  {{253, 4, 0x86},
                                   {0, 1, 0},
                                   {1, 4, 0x86},
                                   {2, 4, 0x86},
                                   {3, 4, 0x86},
                                   {4, 12, 0x85},
                                   {5, 36, 0x85}},
                                  big);
        for (unsigned sensor = 0; sensor < 2; ++sensor) {
            put<std::uint8_t>(records, 2);
            put<std::uint32_t>(records, 1'100'000'000, big);
            put<std::uint8_t>(records, std::uint8_t(sensor));
            put<std::uint32_t>(records, 1, big);
            put<std::uint32_t>(records, std::uint32_t(sensor == 0 ? kFitCountsPerG : kFitCountsPerDegS), big);
            put<std::uint32_t>(records, 32768, big);
            for (int i = 0; i < 3; ++i) put<std::int32_t>(records, 10, big);
            for (int i = 0; i < 9; ++i) put<std::int32_t>(records, i % 4 == 0 ? 65535 : 0, big);
        }
    }
    for (std::size_t from = 0; from < samples.size(); from += 25) {
        const std::size_t to = std::min(samples.size(), from + 25);
        put_readings(records, 0, samples, from, to, how);
        if (how.has_gyroscope) put_readings(records, 1, samples, from, to, how);
    }
    return fit_file(records);
}

}  // namespace sacrum::tests
