#include "app/live_device.hpp"

#include <utility>

#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"

namespace sacrum::app {

LiveDevice::LiveDevice(OpenedDevice device, std::unique_ptr<FollowedDevice> followed,
                       std::optional<firmware_bridge::RecordingWriter> writer,
                       std::vector<firmware_bridge::PersonAction> planned,
                       std::optional<firmware_bridge::ArrivalTime> stop_after, std::function<void()> on_end)
    : device_(std::move(device)),
      followed_(std::move(followed)),
      writer_(std::move(writer)),
      planned_(std::move(planned)),
      stop_after_(stop_after),
      ended_(std::move(on_end)) {}

void LiveDevice::start() { device_.transport->start(*this); }

void LiveDevice::stop() {
    if (has_ended_) return;
    device_.transport->stop();
    end(firmware_bridge::EndReason::stopped_by_person, "");
}

void LiveDevice::act(const proto::Action& action) {
    if (!has_ended_) take(firmware_bridge::PersonAction{.time = last_arrival_, .what = action});
}

void LiveDevice::on_bytes(const firmware_bridge::Arrival& arrival) {
    if (is_too_late(arrival.time)) return;
    act_as_planned(arrival.time);
    last_arrival_ = arrival.time;
    heard_ = std::chrono::system_clock::now();
    take(arrival);
}

void LiveDevice::on_link(const firmware_bridge::LinkChange& change) {
    if (is_too_late(change.time)) return;
    act_as_planned(change.time);
    is_up_ = change.is_up;
    take(change);
    if (change.is_up && device_.understands_requests) {
        device_.transport->send(firmware_bridge::description_request());
        device_.transport->send(firmware_bridge::start_request());
    }
}

void LiveDevice::act_as_planned(firmware_bridge::ArrivalTime now) {
    for (; next_planned_ < planned_.size() && planned_[next_planned_].time <= now; ++next_planned_)
        take(planned_[next_planned_]);
}

bool LiveDevice::is_too_late(firmware_bridge::ArrivalTime time) {
    if (!stop_after_ || time < *stop_after_) return false;
    if (!std::exchange(is_done_, true)) ended_();
    return true;
}

void LiveDevice::on_end(const Result<void>& how) {
    if (has_ended_) return;
    if (!how) fault_ = how.error();
    end(how ? firmware_bridge::EndReason::device_ended : firmware_bridge::EndReason::fault,
        how ? "" : how.error().sentence);
    if (!std::exchange(is_done_, true)) ended_();
}

void LiveDevice::take(const firmware_bridge::RecordingEntry& entry) {
    has_begun_ = true;
    if (writer_) writer_->append(entry);
    followed_->take(entry);
}

void LiveDevice::end(firmware_bridge::EndReason reason, const std::string& remark) {
    if (std::exchange(has_ended_, true)) return;
    end_ = {.time = last_arrival_, .reason = reason, .remark = remark};
    followed_->take(end_);
}

Result<void> LiveDevice::close_recording() {
    if (!writer_) return {};
    return writer_->close(end_.reason, end_.remark);
}

}  // namespace sacrum::app
