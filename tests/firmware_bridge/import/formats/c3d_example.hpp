// Small C3D files, byte by byte.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "tests/firmware_bridge/import/formats/run_file.hpp"

namespace sacrum::tests {

struct C3dEvent {
    double time_s;
    std::string label;
    std::string context;
};

struct C3dChannel {
    std::string label;
    std::string unit;
    std::vector<double> readings;  // per analog sample
};

struct C3dExample {
    bool is_big_endian = false;
    bool is_integer = false;  // 16 bit with scales, instead of floats
    std::size_t frames = 200;
    std::size_t first_frame = 1;
    double rate_hz = 100.0;
    std::size_t analog_per_frame = 10;
    std::vector<C3dEvent> events{};
    std::vector<double> obliquity_deg{};  // per frame; empty: no angles
    std::string angle_label = "RPelvisAngles";
    std::vector<double> vertical_n{};  // per analog sample; empty: no plate
    double plate_type = 2;
    std::size_t said_frames = 0;         // instead of the true number
    std::vector<C3dChannel> channels{};  // behind those of the plate
    std::vector<std::string> own{};      // FIRST_FRAME_S and MOUNT of our own export
};

class C3dParameters {
  public:
    explicit C3dParameters(bool is_big_endian) : big_(is_big_endian) {}
    void group(int id, const std::string& name) {
        head(name, -id);
        put<std::uint16_t>(bytes_, 3, big_);
        put<std::uint8_t>(bytes_, 0);
    }
    void numbers(int id, const std::string& name, const std::vector<float>& values,
                 std::vector<std::size_t> extent) {
        std::string content;
        put<std::uint8_t>(content, 4);
        put<std::uint8_t>(content, std::uint8_t(extent.size()));
        for (const std::size_t one : extent) put<std::uint8_t>(content, std::uint8_t(one));
        for (const float value : values) put<float>(content, value, big_);
        add(id, name, content);
    }
    void texts(int id, const std::string& name, const std::vector<std::string>& values) {
        std::string content;
        put<std::uint8_t>(content, 0xFF);
        put<std::uint8_t>(content, 2);
        put<std::uint8_t>(content, 16);
        put<std::uint8_t>(content, std::uint8_t(values.size()));
        for (std::string value : values) {
            value.resize(16, ' ');
            content += value;
        }
        add(id, name, content);
    }
    [[nodiscard]] std::string blocks() const {
        std::string all;
        put<std::uint8_t>(all, 1);
        put<std::uint8_t>(all, 0x50);
        put<std::uint8_t>(all, std::uint8_t((bytes_.size() + 6 + 511) / 512));
        put<std::uint8_t>(all, big_ ? 86 : 84);
        all += bytes_;
        all.resize((all.size() + 2 + 511) / 512 * 512);
        return all;
    }

  private:
    void head(const std::string& name, int id) {
        put<std::uint8_t>(bytes_, std::uint8_t(name.size()));
        put<std::int8_t>(bytes_, std::int8_t(id));
        bytes_ += name;
    }
    void add(int id, const std::string& name, const std::string& content) {
        head(name, id);
        put<std::uint16_t>(bytes_, std::uint16_t(2 + content.size() + 1), big_);
        bytes_ += content;
        put<std::uint8_t>(bytes_, 0);
    }
    bool big_;
    std::string bytes_;
};

inline std::string c3d_of(const C3dExample& how) {
    const bool big = how.is_big_endian;
    const std::size_t points = how.obliquity_deg.empty() ? 0 : 2;
    const std::size_t plate = how.vertical_n.empty() ? 0 : 6;
    const std::size_t channels = plate + how.channels.size();
    const std::size_t analog = channels * how.analog_per_frame;
    C3dParameters parameters(big);
    parameters.group(1, "POINT");
    parameters.numbers(1, "RATE", {float(how.rate_hz)}, {});
    if (points > 0) parameters.texts(1, "LABELS", {"LASI", how.angle_label});
    parameters.group(2, "ANALOG");
    parameters.numbers(2, "GEN_SCALE", {1.0F}, {});
    parameters.numbers(2, "SCALE", std::vector<float>(channels, how.is_integer ? 0.5F : 1.0F), {channels});
    parameters.numbers(2, "OFFSET", std::vector<float>(channels, how.is_integer ? 100.0F : 0.0F), {channels});
    std::vector<std::string> analog_labels(plate, "Force"), units(plate, "N");
    for (const C3dChannel& channel : how.channels) {
        analog_labels.push_back(channel.label);
        units.push_back(channel.unit);
    }
    parameters.texts(2, "LABELS", analog_labels);
    parameters.texts(2, "UNITS", units);
    if (how.own.size() == 2) {
        parameters.group(5, "SACRUM");
        parameters.texts(5, "FIRST_FRAME_S", {how.own[0]});
        parameters.texts(5, "MOUNT", {how.own[1]});
    }
    parameters.group(3, "EVENT");
    std::vector<float> times;
    std::vector<std::string> labels, contexts;
    for (const C3dEvent& event : how.events) {
        times.push_back(float(std::floor(event.time_s / 60.0)));
        times.push_back(float(std::fmod(event.time_s, 60.0)));
        labels.push_back(event.label);
        contexts.push_back(event.context);
    }
    parameters.texts(3, "LABELS", labels);
    parameters.texts(3, "CONTEXTS", contexts);
    parameters.numbers(3, "TIMES", times, {2, how.events.size()});
    if (plate > 0) {
        parameters.group(4, "FORCE_PLATFORM");
        parameters.numbers(4, "TYPE", {float(how.plate_type)}, {1});
        parameters.numbers(4, "CHANNEL", {1, 2, 3, 4, 5, 6}, {6, 1});
    }
    const std::string blocks = parameters.blocks();

    std::string file;
    put<std::uint8_t>(file, 2);
    put<std::uint8_t>(file, 0x50);
    put<std::uint16_t>(file, std::uint16_t(points), big);
    put<std::uint16_t>(file, std::uint16_t(analog), big);
    put<std::uint16_t>(file, std::uint16_t(how.first_frame), big);
    const std::size_t said = how.said_frames > 0 ? how.said_frames : how.frames;
    put<std::uint16_t>(file, std::uint16_t(how.first_frame + said - 1), big);
    put<std::uint16_t>(file, 10, big);
    put<float>(file, how.is_integer ? 0.01F : -1.0F, big);
    put<std::uint16_t>(file, std::uint16_t(2 + blocks.size() / 512), big);
    put<std::uint16_t>(file, std::uint16_t(how.analog_per_frame), big);
    put<float>(file, float(how.rate_hz), big);
    file.resize(512);
    file += blocks;
    const auto put_value = [&](double value, double scale, double offset) {
        if (how.is_integer) {
            put<std::int16_t>(file, std::int16_t(std::lround(value / scale + offset)), big);
        } else {
            put<float>(file, float(value), big);
        }
    };
    for (std::size_t frame = 0; frame < how.frames; ++frame) {
        for (std::size_t point = 0; point < points; ++point) {
            put_value(1.0, 0.01, 0.0);
            put_value(point == 1 ? how.obliquity_deg[frame] : 2.0, 0.01, 0.0);
            put_value(3.0, 0.01, 0.0);
            put_value(0.0, 1.0, 0.0);
        }
        for (std::size_t k = 0; k < how.analog_per_frame; ++k) {
            const std::size_t sample = frame * how.analog_per_frame + k;
            for (std::size_t channel = 0; channel < plate; ++channel)
                put_value(channel == 2 ? -how.vertical_n[sample] : 5.0, 0.5, 100.0);
            for (const C3dChannel& channel : how.channels) put_value(channel.readings[sample], 0.5, 100.0);
        }
    }
    return file;
}

}  // namespace sacrum::tests
