#include "sinks/export/c3d_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sinks/export/block_file.hpp"
#include "sinks/export/c3d_groups.hpp"
#include "sinks/export/little_endian.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::size_t kMostEvents = 255;
constexpr std::int64_t kMostFrames = 32767;  // of 65535 that fit: some readers take it as signed

std::vector<C3dPart> parts_of(const FrameGrid& grid, std::span<const GaitEvent> events) {
    std::vector<C3dPart> parts;
    for (std::int64_t first = 0; first < grid.frames || parts.empty();) {
        std::int64_t end = std::min(first + kMostFrames, grid.frames);
        const auto is_inside = [&](const GaitEvent& event) {
            return end == grid.frames || grid.before(event.time) < end;
        };
        auto count = std::size_t(std::ranges::partition_point(events, is_inside) - events.begin());
        if (count > kMostEvents) {
            end = std::max(grid.before(events[kMostEvents].time), first + 1);
            count = std::size_t(std::ranges::partition_point(events, is_inside) - events.begin());
        }
        count = std::min(count, kMostEvents);
        parts.push_back({first, end, events.first(count)});
        events = events.subspan(count);
        first = end;
        if (grid.frames == 0) break;
    }
    return parts;
}

std::string header_of(const FrameGrid& grid, const C3dPart& part, std::size_t analogs,
                      std::uint16_t data_start) {
    std::string header;
    append_bytes(header, std::uint8_t(2));  // block of the parameters
    append_bytes(header, std::uint8_t(0x50));
    append_bytes(header, std::uint16_t(1));  // points
    append_bytes(header, std::uint16_t(analogs));
    append_bytes(header, std::uint16_t(1));
    append_bytes(header, std::uint16_t(part.end - part.first));
    append_bytes(header, std::uint16_t(0));  // nothing was interpolated
    append_bytes(header, -1.0F);             // negative: floats
    append_bytes(header, data_start);
    append_bytes(header, std::uint16_t(1));  // analog readings a frame
    append_bytes(header, grid.rate);
    header.resize(298, '\0');
    append_bytes(header, std::uint16_t(12345));  // event labels may have four characters; there are none here
    header.resize(512, '\0');
    return header;
}

Result<void> write_part(const std::filesystem::path& path, const ExportedSession& exported,
                        const FrameGrid& grid, const C3dPart& part, C3dFrames& frames) {
    auto file = BlockFile::create(path);
    if (!file) return tl::unexpected(file.error());
    const std::size_t analogs = c3d_analogs(exported.has_magnetic_field()).size();
    const C3dParameters parameters = c3d_groups(exported, grid, part);
    std::string& bytes = file->block();
    bytes += header_of(grid, part, analogs, parameters.data_start());
    bytes += parameters.section();
    for (std::int64_t frame = part.first; frame < part.end; ++frame) {
        frames.append(bytes, frame);
        if (auto spilt = file->spill(); !spilt) return spilt;
    }
    const auto written = std::size_t(part.end - part.first) * 4 * (4 + analogs);
    bytes.append((512 - written % 512) % 512, '\0');
    return file->commit();
}

}  // namespace

Result<Written> write_c3d(const std::filesystem::path& folder, const ExportedSession& exported) {
    const FrameGrid grid = frame_grid(exported.recording);
    const std::vector<C3dPart> parts = parts_of(grid, exported.session.events);
    C3dFrames frames(exported, grid);
    Written written;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string number = parts.size() > 1 ? fmt::format("_{:03}", i + 1) : "";
        written.push_back(folder / (exported.recording.name + number + ".c3d"));
        if (auto wrote = write_part(written.back(), exported, grid, parts[i], frames); !wrote)
            return tl::unexpected(wrote.error());
    }
    return written;
}

}  // namespace sacrum::sinks
