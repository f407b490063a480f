#include "firmware_bridge/import/formats/cwa.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "firmware_bridge/import/formats/byte_cursor.hpp"
#include "firmware_bridge/import/formats/cwa_block.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"

namespace sacrum::firmware_bridge {
namespace {

struct Placed {
    CwaBlock block;
    std::string_view bytes;
    double first = 0.0;  // number of its first sample within the stretch
};

// Blocks that follow each other without a hole. Times lie on a line through the time stamps of the blocks
// around: a stamp is late by up to a sample, the rate wanders with temperature over minutes.
class Stretch {
  public:
    [[nodiscard]] bool is_followed_by(const CwaBlock& block) const {
        return blocks_.empty() || (block.sequence == blocks_.back().block.sequence + 1 &&
                                   block.rate_hz == blocks_.back().block.rate_hz);
    }
    void add(const CwaBlock& block, std::string_view bytes) {
        blocks_.push_back({block, bytes, samples_});
        samples_ += double(block.samples);
    }
    void clear() {
        blocks_.clear();
        samples_ = 0.0;
    }

    void append_rows(double epoch_s, CsvRows& rows) const {
        constexpr std::size_t kReach = 25;  // blocks to each side: 10 s at 100 Hz
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const std::size_t from = i - std::min(i, kReach);
            const std::size_t to = std::min(blocks_.size(), i + kReach + 1);
            const Line line = line_through(from, to, epoch_s);
            append_block(blocks_[i], line, rows);
        }
    }

  private:
    struct Line {
        double at = 0.0;  // sample number
        double time_s = 0.0;
        double interval_s = 0.0;
    };
    [[nodiscard]] Line line_through(std::size_t from, std::size_t to, double epoch_s) const {
        const auto count = double(to - from);
        double mean_x = 0.0, mean_t = 0.0;
        for (std::size_t k = from; k < to; ++k) {
            mean_x += (blocks_[k].first + blocks_[k].block.at_sample) / count;
            mean_t += (blocks_[k].block.time_s - epoch_s) / count;
        }
        double xx = 0.0, xt = 0.0;
        for (std::size_t k = from; k < to; ++k) {
            const double x = blocks_[k].first + blocks_[k].block.at_sample - mean_x;
            xx += x * x;
            xt += x * (blocks_[k].block.time_s - epoch_s - mean_t);
        }
        const double nominal = 1.0 / blocks_[from].block.rate_hz;
        // A rate far from the one set is a wrong time stamp, not a wrong sensor.
        const double fitted = xx > 0.0 ? xt / xx : nominal;
        const bool is_near = fitted > 0.9 * nominal && fitted < 1.1 * nominal;
        return {mean_x, mean_t, is_near ? fitted : nominal};
    }
    static void append_block(const Placed& placed, const Line& line, CsvRows& rows) {
        ByteCursor readings(placed.bytes.substr(kCwaReadingsAt));
        for (std::size_t k = 0; k < placed.block.samples; ++k) {
            CsvRow row;
            row.time = line.time_s + (placed.first + double(k) - line.at) * line.interval_s;
            row.has_time = row.is_valid = true;
            for (std::size_t axis = 0; axis < placed.block.axes; ++axis) {
                const double count = double(*readings.take<std::int16_t>());
                if (axis < 3) row.values[kAngularRate + axis] = count * placed.block.rate_deg_s;
                if (axis >= 3 && axis < 6) row.values[kForce + axis - 3] = count * placed.block.force_g;
            }
            rows.add(row);
        }
    }

    std::vector<Placed> blocks_;
    double samples_ = 0.0;
};

Result<Recording> read_cwa(std::string_view bytes, const CsvParams& params) {
    if (!is_cwa(bytes)) return fail(ErrorKind::input, "does not begin as a CWA file does; copy it again");
    CsvRows parsed;
    Stretch stretch;
    std::optional<double> epoch_s;
    std::int64_t blocks = 0, damaged = 0, without_gyroscope = 0;
    for (std::size_t at = kCwaHeaderSize; at + kCwaBlockSize <= bytes.size(); at += kCwaBlockSize) {
        const std::string_view text = bytes.substr(at, kCwaBlockSize);
        ++blocks;
        const auto block = read_cwa_block(text);
        if (!block) {
            ++damaged;
            continue;
        }
        if (block->axes < 6) {
            ++without_gyroscope;
            continue;
        }
        if (!epoch_s) epoch_s = block->time_s - block->at_sample / block->rate_hz;
        if (!stretch.is_followed_by(*block)) {
            stretch.append_rows(*epoch_s, parsed);
            stretch.clear();
        }
        stretch.add(*block, text);
    }
    if (without_gyroscope > 0) {
        return fail(
            ErrorKind::input,
            "holds an accelerometer and no gyroscope, as an AX3 does; set an AX6 up with its gyroscope on");
    }
    if (!epoch_s) {
        return fail(ErrorKind::input,
                    fmt::format("none of its {} blocks of samples is whole; copy it again from "
                                "the device",
                                blocks));
    }
    stretch.append_rows(*epoch_s, parsed);
    const double first_s = parsed.times.empty() ? 0.0 : parsed.times.front();
    for (double& time : parsed.times) time -= first_s;
    parsed.ends_in_mid_line = (bytes.size() - kCwaHeaderSize) % kCwaBlockSize != 0;

    CsvColumns columns;
    columns.time = 0;
    columns.time_unit = TimeUnit::s;
    columns.specific_force_unit = SpecificForceUnit::g;
    columns.angular_rate_unit = AngularRateUnitName::deg_per_s;
    columns.time_name = "of time stamps";
    columns.force_names = "the accelerometer's readings";
    columns.rate_names = "the gyroscope's readings";
    columns.assumptions.push_back(fmt::format(
        "times count from the first sample, {:%Y-%m-%d %H:%M:%S} on the device's clock",
        std::chrono::sys_seconds(std::chrono::seconds(std::llround(std::floor(*epoch_s + first_s))))));
    if (damaged > 0)
        columns.assumptions.push_back(
            fmt::format("{} of {} blocks are damaged and left out", damaged, blocks));
    return recording_from_rows(std::move(parsed), columns, params);
}

}  // namespace

bool is_cwa(std::string_view start) {
    return start.size() >= kCwaHeaderSize && start.starts_with("MD") &&
           ByteCursor(start).peek<std::uint16_t>(2) == kCwaHeaderSize - 4;
}

Result<Recording> parse_cwa(std::string_view bytes, std::string name, const CsvParams& params) {
    return named(read_cwa(bytes, params), std::move(name));
}

}  // namespace sacrum::firmware_bridge
