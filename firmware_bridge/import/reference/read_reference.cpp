#include "firmware_bridge/import/reference/read_reference.hpp"

#include <algorithm>

#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/import/formats/c3d_file.hpp"
#include "firmware_bridge/import/reference/c3d_reference.hpp"
#include "firmware_bridge/import/reference/reference_table.hpp"

namespace sacrum::firmware_bridge {
namespace {

// In order of time; of contacts at one time and of poses at one time only the first.
void put_in_order(Reference& reference) {
    std::stable_sort(reference.events.begin(), reference.events.end(),
                     [](const ReferenceEvent& a, const ReferenceEvent& b) { return a.time < b.time; });
    const auto is_same = [](const ReferenceEvent& a, const ReferenceEvent& b) {
        return a.time == b.time && a.kind == b.kind && a.side == b.side;
    };
    auto& events = reference.events;
    events.erase(std::unique(events.begin(), events.end(), is_same), events.end());
    std::sort(reference.marks.begin(), reference.marks.end());
    auto& poses = reference.poses;
    std::stable_sort(poses.begin(), poses.end(),
                     [](const ReferencePose& a, const ReferencePose& b) { return a.time < b.time; });
    poses.erase(std::unique(poses.begin(), poses.end(),
                            [](const ReferencePose& a, const ReferencePose& b) { return a.time == b.time; }),
                poses.end());
}

}  // namespace

Result<Reference> parse_reference(std::string_view bytes, const std::string& name) {
    auto read = is_c3d(bytes)       ? parse_c3d_reference(bytes, name)
                : is_opensim(bytes) ? parse_opensim(bytes, name)
                                    : parse_reference_table(bytes, name);
    if (!read) return fail(read.error().kind, name + ": " + read.error().sentence);
    put_in_order(*read);
    return read;
}

Result<Reference> read_reference(std::span<const std::filesystem::path> files) {
    Reference all;
    for (const auto& file : files) {
        const std::string name = file.filename().string();
        const auto bytes = read_bytes(file);
        if (!bytes) return tl::unexpected(bytes.error());
        auto one = parse_reference(*bytes, name);
        if (!one) return one;
        if ((!all.events.empty() && !one->events.empty()) || (!all.poses.empty() && !one->poses.empty())) {
            return fail(ErrorKind::usage,
                        name +
                            ": holds contacts or angles as another reference does; give one of "
                            "each at most");
        }
        all.events.insert(all.events.end(), one->events.begin(), one->events.end());
        all.poses.insert(all.poses.end(), one->poses.begin(), one->poses.end());
        all.marks.insert(all.marks.end(), one->marks.begin(), one->marks.end());
        all.sources.insert(all.sources.end(), one->sources.begin(), one->sources.end());
    }
    put_in_order(all);
    return all;
}

}  // namespace sacrum::firmware_bridge
