// XDF files from any readings, chunk by chunk.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/recording.hpp"
#include "tests/firmware_bridge/import/formats/run_file.hpp"

namespace sacrum::tests {

inline std::string xdf_chunk(std::uint16_t tag, const std::string& content) {
    std::string chunk;
    put<std::uint8_t>(chunk, 4);
    put<std::uint32_t>(chunk, std::uint32_t(content.size() + 2));
    put<std::uint16_t>(chunk, tag);
    return chunk + content;
}

inline std::string of_stream(std::uint32_t id, const std::string& content) {
    std::string text;
    put<std::uint32_t>(text, id);
    return text + content;
}

struct XdfChannelText {
    std::string label;
    std::string unit;
};

struct XdfStreamText {
    std::uint32_t id = 1;
    std::string name = "imu";
    std::string format = "double64";
    std::string rate = "100";
    std::string desc_extra = "<mount>up=+x,left=+y</mount>";
    std::vector<XdfChannelText> channels = {{"AccelerationX", "m/s^2"},    {"AccelerationY", "m/s^2"},
                                            {"AccelerationZ", "m/s^2"},    {"AngularVelocityX", "rad/s"},
                                            {"AngularVelocityY", "rad/s"}, {"AngularVelocityZ", "rad/s"}};
    bool is_described = true;
};

inline std::string xdf_header(const XdfStreamText& stream) {
    std::string xml = "<?xml version=\"1.0\"?><info><name>" + stream.name +
                      "</name><type>IMU</type><channel_count>" + std::to_string(stream.channels.size()) +
                      "</channel_count><nominal_srate>" + stream.rate + "</nominal_srate><channel_format>" +
                      stream.format + "</channel_format><desc>";
    if (stream.is_described) {
        xml += stream.desc_extra + "<channels>";
        for (const auto& channel : stream.channels)
            xml += "<channel><label>" + channel.label + "</label><unit>" + channel.unit + "</unit></channel>";
        xml += "</channels>";
    }
    return xdf_chunk(2, of_stream(stream.id, xml + "</desc></info>"));
}

// Readings in SI as doubles or floats, in chunks of 64; every sample has its time.
inline std::string xdf_samples(const XdfStreamText& stream, std::span<const ImuSample> samples) {
    std::string file;
    for (std::size_t from = 0; from < samples.size(); from += 64) {
        const std::size_t to = std::min(samples.size(), from + 64);
        std::string content;
        put<std::uint8_t>(content, 1);
        put<std::uint8_t>(content, std::uint8_t(to - from));
        for (std::size_t i = from; i < to; ++i) {
            put<std::uint8_t>(content, 8);
            put<double>(content, in_seconds(samples[i].time));
            for (std::size_t axis = 0; axis < 6; ++axis) {
                const double value = axis < 3 ? samples[i].specific_force.si()[Eigen::Index(axis)]
                                              : samples[i].angular_rate.si()[Eigen::Index(axis) - 3];
                if (stream.format == "double64") put<double>(content, value);
                if (stream.format == "float32") put<float>(content, float(value));
            }
        }
        file += xdf_chunk(3, of_stream(stream.id, content));
    }
    return file;
}

inline std::string xdf_start() {
    return "XDF:" + xdf_chunk(1, "<?xml version=\"1.0\"?><info><version>1.0</version></info>");
}

inline std::string xdf_of(std::span<const ImuSample> samples, const XdfStreamText& stream = {}) {
    return xdf_start() + xdf_header(stream) + xdf_samples(stream, samples) +
           xdf_chunk(6, of_stream(stream.id, "<info></info>"));
}

}  // namespace sacrum::tests
