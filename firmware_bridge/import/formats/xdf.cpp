#include "firmware_bridge/import/formats/xdf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/byte_cursor.hpp"
#include "firmware_bridge/import/formats/sensor_choice.hpp"
#include "firmware_bridge/import/formats/xdf_chunks.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"

namespace sacrum::firmware_bridge {
namespace {

std::optional<double> take_value(ByteCursor& cursor, const std::string& format) {
    if (format == "float32") return cursor.take<float>();
    if (format == "double64") return cursor.take<double>();
    if (format == "int64") {
        const auto value = cursor.take<std::int64_t>();
        return value ? std::optional(double(*value)) : std::nullopt;
    }
    if (format == "int32") return cursor.take<std::int32_t>();
    if (format == "int16") return cursor.take<std::int16_t>();
    return cursor.take<std::int8_t>();
}

std::size_t width_of(const std::string& format) {
    if (format == "int8") return 1;
    if (format == "int16") return 2;
    if (format == "float32" || format == "int32") return 4;
    return format == "double64" || format == "int64" ? 8 : 0;  // 0: text, or not known
}

// The description as the header of a table; its first column is the time.
CsvLayout table_of(const XdfStream& stream) {
    CsvLayout layout;
    layout.header.emplace_back("time (s)");
    for (std::size_t i = 0; i < stream.channel_count; ++i) {
        const bool is_described = i < stream.channels.size() && !stream.channels[i].label.empty();
        std::string cell = is_described ? stream.channels[i].label : "channel " + std::to_string(i + 1);
        if (is_described && !stream.channels[i].unit.empty()) cell += " (" + stream.channels[i].unit + ")";
        layout.header.push_back(std::move(cell));
    }
    layout.columns = layout.header.size();
    layout.first_row.assign(layout.columns, "0");
    return layout;
}

std::string described(const XdfStream& stream) {
    return fmt::format("{} ({}, {} channels{})", quotable(stream.name), quotable(stream.type),
                       stream.channel_count, stream.channels.empty() ? " without description" : "");
}

struct Chosen {
    const XdfStream* stream = nullptr;
    CsvColumns columns{};
};

Result<Chosen> choose_stream(const XdfFile& file, const CsvParams& params) {
    std::vector<std::string> all;
    std::vector<std::string> names;
    std::vector<Chosen> fitting;
    std::optional<Error> refusal;
    for (const XdfStream& stream : file.streams) {
        all.push_back(described(stream));
        const bool is_asked_for = params.sensor && stream.name == *params.sensor;
        if (width_of(stream.channel_format) == 0 || stream.channel_count < 6) continue;
        auto columns = find_columns(table_of(stream), params);
        if (columns) {
            fitting.push_back({&stream, std::move(*columns)});
            names.push_back(stream.name);
        } else if (is_asked_for || !refusal) {
            refusal = columns.error();
        }
    }
    if (fitting.empty() && refusal && file.streams.size() == 1) return tl::unexpected(*refusal);
    if (fitting.empty()) {
        return fail(
            ErrorKind::input,
            fmt::format("no stream describes an accelerometer and a gyroscope (streams: {}); record one "
                        "whose channels have labels such as AccelerationX and AngularVelocityX, and units",
                        all.empty() ? "none" : listed(all)));
    }
    const auto index = choose_sensor(names, params.sensor);
    if (!index) return tl::unexpected(index.error());
    if (fitting.size() > 1)
        fitting[*index].columns.assumptions.push_back(
            fmt::format("stream {} taken of {}", quotable(names[*index]), listed(names)));
    return std::move(fitting[*index]);
}

std::optional<std::uint64_t> take_count(ByteCursor& cursor) {
    const auto width = cursor.take<std::uint8_t>();
    if (width == std::uint8_t{1}) return cursor.take<std::uint8_t>();
    if (width == std::uint8_t{4}) return cursor.take<std::uint32_t>();
    if (width == std::uint8_t{8}) return cursor.take<std::uint64_t>();
    return std::nullopt;
}

class SampleReader {
  public:
    SampleReader(const XdfStream& stream, const CsvColumns& columns) : stream_(stream) {
        const std::size_t values = columns.has_magnetic_field() ? kValueCount : kMagneticField;
        roles_.resize(stream.channel_count + 1);
        for (std::size_t i = 0; i < values; ++i) roles_[*columns.values[i]].push_back(i);
        has_field_ = columns.has_magnetic_field();
        time_column_ = columns.time;
    }

    // False where the content does not hold what it says it holds.
    bool add(std::string_view content, CsvRows& rows) {
        ByteCursor cursor(content);
        const auto count = take_count(cursor);
        const std::size_t smallest = 1 + stream_.channel_count * width_of(stream_.channel_format);
        if (!count || *count > cursor.left() / smallest) return false;
        for (std::uint64_t i = 0; i < *count; ++i) {
            CsvRow row;
            if (!time_column_) set_time(row, double(rows.size()));
            if (!add_one(cursor, row)) return false;
            rows.add(row);
        }
        return cursor.left() == 0;
    }

  private:
    bool add_one(ByteCursor& cursor, CsvRow& row) {
        const auto stamped = cursor.take<std::uint8_t>();
        std::optional<double> time;
        if (stamped == std::uint8_t{8}) {
            time = cursor.take<double>();
            if (!time) return false;
        } else if (stamped != std::uint8_t{0}) {
            return false;
        } else if (last_ && stream_.nominal_rate_hz > 0.0) {
            time = *last_ + 1.0 / stream_.nominal_rate_hz;
        }
        last_ = time;
        bool is_finite = true;
        if (time_column_ == 0) set_time(row, time);
        for (std::size_t channel = 1; channel <= stream_.channel_count; ++channel) {
            const auto value = take_value(cursor, stream_.channel_format);
            if (!value) return false;
            if (time_column_ == channel) set_time(row, *value);
            for (const std::size_t role : roles_[channel]) {
                if (role < kMagneticField) is_finite = is_finite && std::isfinite(*value);
                row.values[role] = *value;
            }
        }
        row.is_valid = is_finite && row.has_time;
        row.has_magnetic_field = has_field_ && std::isfinite(row.values[6]) && std::isfinite(row.values[7]) &&
                                 std::isfinite(row.values[8]);
        return true;
    }
    static void set_time(CsvRow& row, std::optional<double> time) {
        row.has_time = time && std::isfinite(*time);
        if (row.has_time) row.time = *time;
    }

    const XdfStream& stream_;
    std::vector<std::vector<std::size_t>> roles_;
    std::optional<std::size_t> time_column_;  // absent: samples are counted
    bool has_field_ = false;
    std::optional<double> last_;
};

Result<Recording> read_xdf(std::string_view bytes, const CsvParams& params) {
    const auto file = read_xdf_chunks(bytes);
    if (!file) return tl::unexpected(file.error());
    const auto chosen = choose_stream(*file, params);
    if (!chosen) return tl::unexpected(chosen.error());
    CsvRows parsed;
    parsed.ends_in_mid_line = file->is_cut;
    SampleReader reader(*chosen->stream, chosen->columns);
    for (const std::string_view content : chosen->stream->contents) {
        if (!reader.add(content, parsed)) {
            return fail(ErrorKind::input,
                        fmt::format("a chunk of samples of stream {} holds something else than "
                                    "its header says; export it again",
                                    quotable(chosen->stream->name)));
        }
    }
    auto recording = recording_from_rows(std::move(parsed), chosen->columns, params);
    if (!recording || chosen->stream->mounting.empty()) return recording;
    auto mounting = parse_mounting(chosen->stream->mounting);
    if (!mounting) return tl::unexpected(mounting.error());
    recording->mounting = std::move(*mounting);
    return recording;
}

}  // namespace

Result<Recording> parse_xdf(std::string_view bytes, std::string name, const CsvParams& params) {
    return named(read_xdf(bytes, params), name);
}

}  // namespace sacrum::firmware_bridge
