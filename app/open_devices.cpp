#include "app/open_devices.hpp"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <utility>

#include "domain/version.hpp"
#include "firmware_bridge/protocol/detect_protocol.hpp"

namespace sacrum::app {
namespace {

struct Prepared {
    OpenedDevice device;
    std::string protocol;
    std::optional<firmware_bridge::RecordingWriter> writer{};
};

std::filesystem::path recording_of(const SessionPlan& plan, std::size_t index) {
    if (plan.addresses.size() == 1) return *plan.record;
    std::filesystem::path path = *plan.record;
    const std::string extension = path.has_extension() ? path.extension().string() : ".sacrum";
    path.replace_filename(fmt::format("{}-{}{}", path.stem().string(), index + 1, extension));
    return path;
}

Result<std::vector<Prepared>> prepare(const SessionPlan& plan, const SessionParts& parts) {
    std::vector<Prepared> all;
    for (const std::string& address : plan.addresses) {
        auto device = open_device(parts.io, parts.clock, address);
        if (!device) return tl::unexpected(device.error());
        const std::string protocol = plan.protocol.value_or(device->protocol);
        if (auto known = firmware_bridge::make_decoder(protocol); !known)
            return tl::unexpected(known.error());
        device->understands_requests = device->understands_requests || protocol == "sacrum";
        all.push_back({std::move(*device), protocol});
    }
    return all;
}

Result<void> begin_recordings(const SessionPlan& plan, std::vector<Prepared>& all,
                              std::vector<std::filesystem::path>& recordings) {
    if (!plan.record) return {};
    for (std::size_t index = 0; index < all.size(); ++index) {
        const auto path = recording_of(plan, index);
        auto writer = firmware_bridge::RecordingWriter::create(
            path,
            {.program_version = kProgramVersion,
             .algorithm_version = kAlgorithmVersion,
             .protocol = all[index].protocol,
             .address = plan.addresses[index],
             .configuration = plan.analyze.effective.SerializeAsString(),
             .start_utc = std::chrono::system_clock::now()},
            {.compress = plan.compress});
        if (!writer) return tl::unexpected(writer.error());
        recordings.push_back(path);
        all[index].writer.emplace(std::move(*writer));
    }
    return {};
}

Result<std::unique_ptr<LiveDevice>> follow(const SessionPlan& plan, const SessionParts& parts,
                                           std::size_t index, Prepared prepared) {
    const bool is_only = plan.addresses.size() == 1;
    auto followed = FollowedDevice::create({.address = plan.addresses[index],
                                            .protocol = prepared.protocol,
                                            .analyze = plan.analyze,
                                            .device = is_only ? 0U : std::uint32_t(index + 1),
                                            .measures = plan.measures,
                                            .poses_per_s = parts.poses_per_s,
                                            .says_courses = parts.poses_per_s > 0.0},
                                           parts.say_of(index));
    if (!followed) return tl::unexpected(followed.error());
    std::optional<firmware_bridge::ArrivalTime> stop_after;
    if (plan.stop_after_s) stop_after = duration_from_seconds(*plan.stop_after_s);
    return std::make_unique<LiveDevice>(std::move(prepared.device), std::move(*followed),
                                        std::move(prepared.writer), plan.planned, stop_after,
                                        [on_end = parts.on_end, index] { on_end(index); });
}

Result<void> open_all(const SessionPlan& plan, const SessionParts& parts,
                      std::vector<std::unique_ptr<LiveDevice>>& devices,
                      std::vector<std::filesystem::path>& recordings) {
    auto all = prepare(plan, parts);
    if (!all) return tl::unexpected(all.error());
    if (auto begun = begin_recordings(plan, *all, recordings); !begun) return begun;
    for (std::size_t index = 0; index < all->size(); ++index) {
        auto device = follow(plan, parts, index, std::move((*all)[index]));
        if (!device) return tl::unexpected(device.error());
        devices.push_back(std::move(*device));
    }
    return {};
}

}  // namespace

Result<void> open_devices(const SessionPlan& plan, const SessionParts& parts,
                          std::vector<std::unique_ptr<LiveDevice>>& devices,
                          std::vector<std::filesystem::path>& recordings) {
    auto opened = open_all(plan, parts, devices, recordings);
    if (opened) return opened;
    std::error_code ignored;
    for (const auto& path : recordings) std::filesystem::remove(path, ignored);
    return opened;
}

}  // namespace sacrum::app
