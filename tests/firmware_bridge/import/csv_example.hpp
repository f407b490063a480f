// A few seconds of something like walking, as rows and as CSV text in many spellings.
#pragma once

#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

namespace sacrum::firmware_bridge {

using ExampleRow = std::array<double, 7>;  // s, m/s², rad/s

// Sensor upright (x up), rocking by 0.1 rad at 1 Hz about its z axis with steps of 2 Hz along x.
inline std::vector<ExampleRow> walking(std::size_t samples, double rate_hz, double start_s = 0.0) {
    std::vector<ExampleRow> rows;
    for (std::size_t i = 0; i < samples; ++i) {
        const double t = double(i) / rate_hz;
        const double turn = 2.0 * std::numbers::pi;
        const double angle = 0.1 * std::sin(turn * t);
        const double angle_rate = 0.1 * turn * std::cos(turn * t);
        const double up = 9.81 + 2.0 * std::sin(2.0 * turn * t + 0.3);
        rows.push_back({start_s + t, up * std::cos(angle), -up * std::sin(angle),
                        0.4 * std::sin(turn * t + 1.0), 0.05 * std::sin(2.0 * turn * t), 0.03, angle_rate});
    }
    return rows;
}

struct Spelling {
    std::string header = "t_s,ax,ay,az,gx,gy,gz\n";
    char delimiter = ',';
    char decimal_point = '.';
    std::string line_end = "\n";
    double time_scale = 1.0;
    int time_decimals = 4;
    double force_scale = 1.0;
    double rate_scale = 1.0;
    bool has_time = true;
};

inline std::string cell(double number, int decimals, char decimal_point) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
    std::string out(text.data());
    for (char& c : out) c = c == '.' ? decimal_point : c;
    return out;
}

inline std::string line(const ExampleRow& row, const Spelling& spelling = {}) {
    std::string text;
    if (spelling.has_time) {
        text = cell(row[0] * spelling.time_scale, spelling.time_decimals, spelling.decimal_point) +
               spelling.delimiter;
    }
    for (std::size_t i = 1; i < 7; ++i) {
        text +=
            cell(row[i] * (i < 4 ? spelling.force_scale : spelling.rate_scale), 6, spelling.decimal_point);
        if (i < 6) text += spelling.delimiter;
    }
    return text + spelling.line_end;
}

inline std::string csv(const std::vector<ExampleRow>& rows, const Spelling& spelling = {}) {
    std::string text = spelling.header;
    for (const ExampleRow& row : rows) text += line(row, spelling);
    return text;
}

}  // namespace sacrum::firmware_bridge
