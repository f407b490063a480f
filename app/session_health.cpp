#include "app/session_health.hpp"

#include <algorithm>
#include <system_error>

#include "sinks/report/gait_message.hpp"

namespace sacrum::app {
namespace {

constexpr double kRecentSeconds = 10.0;

double fraction(std::int64_t missing, std::int64_t samples) {
    return missing == 0 ? 0.0 : double(missing) / double(missing + samples);
}

// The last complete stretches; the newest one is still being counted.
void tell_recent(const firmware_bridge::SampleStream& stream, proto::SessionHealth& health) {
    const auto& figures = stream.figures();
    const double interval_s = in_seconds(stream.figures_interval());
    if (figures.size() < 2 || !(interval_s > 0.0)) return;
    const auto wanted = std::size_t(std::max(1.0, kRecentSeconds / interval_s));
    const std::size_t last = figures.size() - 1;
    const std::size_t first = last - std::min(last, wanted);
    std::int64_t samples = 0;
    std::int64_t missing = 0;
    for (std::size_t at = first; at < last; ++at) {
        samples += figures[at].samples;
        missing += figures[at].missing;
    }
    health.set_rate_hz(sinks::to_millionth(double(samples) / (double(last - first) * interval_s)));
    health.set_recent_loss_fraction(sinks::to_millionth(fraction(missing, samples)));
}

}  // namespace

proto::SessionHealth session_health(const LiveDevice& device,
                                    const std::optional<std::filesystem::path>& recording) {
    proto::SessionHealth health;
    const firmware_bridge::SampleStream& stream = device.followed().stream();
    const RecordingQuality& quality = stream.quality();
    health.set_session_s(sinks::seconds(device.last_arrival()));
    health.set_link_is_up(device.is_up());
    tell_recent(stream, health);
    health.set_loss_fraction(sinks::to_millionth(fraction(quality.missing_samples, quality.samples)));
    health.set_damaged_packets(std::uint32_t(stream.decoder_counts().damaged_packets));
    health.set_clipped_samples(std::uint32_t(quality.clipped_samples));
    if (!recording) return health;
    health.set_recording(recording->filename().string());
    if (const auto fault = device.writer() ? device.writer()->fault() : std::nullopt)
        health.set_recording_fault(fault->sentence);
    std::error_code failed;
    const auto space =
        std::filesystem::space(recording->has_parent_path() ? recording->parent_path() : ".", failed);
    if (!failed) health.set_disk_free_bytes(space.available);
    return health;
}

}  // namespace sacrum::app
