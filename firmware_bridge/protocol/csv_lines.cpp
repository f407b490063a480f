#include "firmware_bridge/protocol/csv_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/protocol/csv_live_units.hpp"
#include "firmware_bridge/protocol/csv_row_layout.hpp"
#include "firmware_bridge/protocol/line_collector.hpp"
#include "firmware_bridge/protocol/plausible_reading.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostWaiting = 256;  // rows, 1.3 s at 200 Hz
constexpr std::size_t kFirstLook = 32;     // rows that must be there before evidence is weighed
constexpr int kRowsThatChangeLayout = 3;   // one after another of a new number of cells: another program

bool is_gap(char c) { return c == ' ' || c == '\t'; }
bool is_separator(char c) { return c == ',' || c == ';' || is_gap(c); }
bool stands_in_numbers(char c) {
    return is_separator(c) || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' ||
           c == 'E' || c == '\r';
}

struct Cells {
    std::array<std::string_view, kMostCells> texts{};
    std::size_t count = 0;
    bool fits = true;

    [[nodiscard]] std::span<const std::string_view> all() const { return {texts.data(), count}; }
};

// Blanks part cells only where no comma, semicolon or tab does.
Cells cells_of_line(std::string_view line) {
    Cells cells;
    line = trimmed(line);
    const char separator = line.find(';') != std::string_view::npos    ? ';'
                           : line.find(',') != std::string_view::npos  ? ','
                           : line.find('\t') != std::string_view::npos ? '\t'
                                                                       : ' ';
    bool is_last = line.empty();
    while (!is_last) {
        if (cells.count == kMostCells) {
            cells.fits = false;
            break;
        }
        cells.texts[cells.count] = trimmed(take_cell(line, separator, is_last));
        if (separator == ' ' && cells.texts[cells.count].empty()) continue;
        ++cells.count;
    }
    return cells;
}

std::optional<double> finite_number(std::string_view cell) {
    if (cell.starts_with('+')) cell.remove_prefix(1);
    double parsed = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), parsed);
    if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(parsed))
        return std::nullopt;
    return parsed;
}

class CsvLineDecoder final : public Decoder {
  public:
    explicit CsvLineDecoder(const CsvLineUnits& declared) : declared_(declared) {
        waiting_.reserve(kMostWaiting);
    }

    void push(const Arrival& arrival, DecoderListener& listener) override {
        if (arrival.channel != 0) return;
        for (const std::byte byte : arrival.bytes) {
            if (!line_.push(byte)) continue;
            read_line(arrival.time, listener);
            line_.clear();
        }
    }

    void restart() override {
        counts_.skipped_bytes += line_.bytes_seen();
        line_.clear();
    }
    [[nodiscard]] DeviceClock clock() const override { return clock_; }
    [[nodiscard]] const DecoderCounts& counts() const override { return counts_; }

  private:
    struct Waiting {
        LiveRow row;
        ArrivalTime arrival{};
        std::int64_t bytes = 0;
    };

    void read_line(ArrivalTime time, DecoderListener& listener) {
        const std::string_view line = line_.text();
        if (trimmed(line).empty()) {
            counts_.skipped_bytes += line_.bytes_seen();
            return;
        }
        if (!line_.is_cut()) {
            if (read_row(line, line_.bytes_seen(), time, listener) || read_header(line)) return;
        }
        // Where the line feed before it was damaged, a whole row stands behind the last byte no number has.
        const auto odd = std::find_if_not(line.rbegin(), line.rend(), stands_in_numbers);
        const std::string_view rest = line.substr(std::size_t(line.rend() - odd));
        const auto rest_bytes = std::int64_t(rest.size()) + 1;
        const bool is_whole = layout_ && !rest.empty() && read_row(rest, rest_bytes, time, listener);
        ++counts_.damaged_packets;
        counts_.skipped_bytes += line_.bytes_seen() - (is_whole ? rest_bytes : 0);
    }

    bool read_header(std::string_view line) {
        const bool is_text = std::all_of(line.begin(), line.end(),
                                         [](char c) { return c == '\r' || c == '\t' || (c & 0xE0) != 0; });
        const Cells cells = cells_of_line(line);
        if (!is_text || !cells.fits || cells.count < 6) return false;
        for (const std::string_view cell : cells.all()) {
            if (cell.empty() || finite_number(cell)) return false;
        }
        const auto layout = layout_of_header(cells.all());
        if (!layout) return false;
        ++counts_.packets;
        start(*layout);
        is_from_header_ = true;
        return true;
    }

    bool read_row(std::string_view line, std::int64_t bytes, ArrivalTime time, DecoderListener& listener) {
        const Cells cells = cells_of_line(line);
        if (!cells.fits) return false;
        std::array<double, kMostCells> numbers{};
        for (std::size_t i = 0; i < cells.count; ++i) {
            const auto parsed = finite_number(cells.texts[i]);
            if (!parsed) return false;
            numbers[i] = *parsed;
        }
        if (!fits_layout(cells.count)) return false;
        LiveRow row;
        for (std::size_t i = 0; i < kValueCount; ++i) {
            if (layout_->values[i]) row.values[i] = numbers[*layout_->values[i]];
        }
        if (const auto column = layout_->time ? layout_->time : layout_->counter) {
            if (!(numbers[*column] >= 0.0)) return false;
            row.time = numbers[*column];
        }
        return take({row, time, bytes}, listener);
    }

    // The first row says how many cells there are, unless a header did; several others in a row say so anew.
    bool fits_layout(std::size_t cells) {
        if (layout_ && cells == layout_->cells) {
            strange_rows_ = 0;
            return true;
        }
        const auto layout = layout_of_count(cells);
        if (!layout) return false;
        strange_rows_ = cells == strange_cells_ ? strange_rows_ + 1 : 1;
        strange_cells_ = cells;
        const bool is_first_cut = !is_settled_ && waiting_.size() <= 1;  // a row joined midway
        if (layout_ && (is_from_header_ || (strange_rows_ < kRowsThatChangeLayout && !is_first_cut)))
            return false;
        start(*layout);
        return true;
    }

    void start(const CsvRowLayout& layout) {
        for (const Waiting& row : waiting_) drop(row);
        waiting_.clear();
        layout_ = layout;
        is_from_header_ = false;
        units_ = {.time = declared_.time ? declared_.time : layout.time_unit,
                  .specific_force =
                      declared_.specific_force ? declared_.specific_force : layout.specific_force_unit,
                  .angular_rate = declared_.angular_rate ? declared_.angular_rate : layout.angular_rate_unit};
        if (!layout.time && layout.counter) units_.time = TimeUnit::counter;
        is_settled_ = false;
        strange_rows_ = 0;
        wraps_ = 0.0;
        last_time_ = 0.0;
    }

    [[nodiscard]] bool needs_time_unit() const { return layout_->time.has_value() && !units_.time; }
    [[nodiscard]] bool knows_units() const {
        return !needs_time_unit() && units_.specific_force && units_.angular_rate;
    }

    bool take(const Waiting& row, DecoderListener& listener) {
        if (!is_settled_ && knows_units()) settle(listener);
        if (is_settled_) {
            const bool is_said = say(row, listener);
            if (is_said) ++counts_.packets;
            return is_said;
        }
        ++counts_.packets;
        if (waiting_.size() == kMostWaiting) {
            drop(waiting_.front());
            waiting_.erase(waiting_.begin());
        }
        waiting_.push_back(row);
        if (++since_look_ >= kFirstLook) look(listener);
        return true;
    }

    void look(DecoderListener& listener) {
        since_look_ = 0;
        std::array<LiveRow, kMostWaiting> rows;
        std::transform(waiting_.begin(), waiting_.end(), rows.begin(),
                       [](const Waiting& waiting) { return waiting.row; });
        const std::span<const LiveRow> seen(rows.data(), waiting_.size());
        CsvLineUnits found = units_;
        if (needs_time_unit()) found.time = time_unit_of(seen);
        if (!found.specific_force) found.specific_force = specific_force_unit_of(seen);
        if (!found.angular_rate) found.angular_rate = angular_rate_unit_of(seen);
        const bool is_clear =
            (!needs_time_unit() || found.time) && found.specific_force && found.angular_rate;
        if (!is_clear) return;
        units_ = found;
        settle(listener);
        for (const Waiting& waiting : waiting_) {
            if (!say(waiting, listener)) damaged(waiting);
        }
        waiting_.clear();
    }

    void settle(DecoderListener& listener) {
        is_settled_ = true;
        const bool counts_samples = units_.time == TimeUnit::counter;
        const bool has_time = layout_->time || layout_->counter;
        clock_ = !has_time        ? DeviceClock{}
                 : counts_samples ? DeviceClock{.count_bits = 64}
                                  : DeviceClock{.tick_bits = 64, .tick = std::chrono::nanoseconds(1)};
        std::string model = "lines of numbers: ";
        model += has_time ? std::string("time in ") + (counts_samples ? "samples" : word(*units_.time))
                          : "no time";
        model += std::string(", ") + word(*units_.specific_force) + ", " + word(*units_.angular_rate);
        listener.on_description({.model = model});
    }

    bool say(const Waiting& waiting, DecoderListener& listener) {
        const auto& values = waiting.row.values;
        const Eigen::Vector3d force =
            Eigen::Vector3d(values[0], values[1], values[2]) * in_si(*units_.specific_force);
        const Eigen::Vector3d rate =
            Eigen::Vector3d(values[3], values[4], values[5]) * in_si(*units_.angular_rate);
        if (!is_plausible(force, rate)) return false;
        DeviceSample sample{.arrival = waiting.arrival,
                            .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(force),
                            .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(rate),
                            .is_clipped = is_clipped(force, rate)};
        if (layout_->has_magnetic_field())
            sample.magnetic_field = Vec3<MagneticFieldUnit, Sensor>::of_si(values[6], values[7], values[8]);
        if (waiting.row.time && !place(*waiting.row.time, sample)) return false;
        listener.on_sample(sample);
        return true;
    }

    bool place(double time, DeviceSample& sample) {
        constexpr double kMostExact = 9007199254740992.0;  // 2^53
        if (units_.time == TimeUnit::counter) {
            if (!(time < kMostExact)) return false;
            sample.count = std::uint64_t(time);
            return true;
        }
        const bool is_32_bit = (units_.time == TimeUnit::ms || units_.time == TimeUnit::us) && time < 0x1p32;
        const auto is_early = [](double count) { return count < 0x1p26; };
        const auto is_late = [](double count) { return count > 0x1p32 - 0x1p26; };
        if (is_32_bit && is_late(last_time_) && is_early(time)) wraps_ += 0x1p32;
        // A row from before the wrap that comes after it, swapped or repeated on the way.
        if (is_32_bit && wraps_ > 0.0 && is_early(last_time_) && is_late(time)) wraps_ -= 0x1p32;
        const double scale = units_.time == TimeUnit::s    ? 1e9
                             : units_.time == TimeUnit::ms ? 1e6
                             : units_.time == TimeUnit::us ? 1e3
                                                           : 1.0;
        const double ns = (time + wraps_) * scale;
        if (!(ns < 0x1p63)) return false;
        last_time_ = time;
        sample.ticks = std::uint64_t(std::llround(ns));
        return true;
    }

    void drop(const Waiting& row) { counts_.skipped_bytes += row.bytes; }
    void damaged(const Waiting& row) {
        ++counts_.damaged_packets;
        drop(row);
    }

    CsvLineUnits declared_;
    CsvLineUnits units_{};
    std::optional<CsvRowLayout> layout_{};
    bool is_from_header_ = false;
    bool is_settled_ = false;
    std::size_t strange_cells_ = 0;
    int strange_rows_ = 0;
    std::vector<Waiting> waiting_;
    std::size_t since_look_ = 0;
    double last_time_ = 0.0;
    double wraps_ = 0.0;
    DeviceClock clock_{};
    LineCollector line_;
    DecoderCounts counts_;
};

}  // namespace

std::unique_ptr<Decoder> make_csv_line_decoder(const CsvLineUnits& declared) {
    return std::make_unique<CsvLineDecoder>(declared);
}

}  // namespace sacrum::firmware_bridge
