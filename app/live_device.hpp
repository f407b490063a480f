// A device in a running session: what arrives is recorded first and followed then. A recording that cannot be
// written does not stop the session.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/followed_device.hpp"
#include "app/open_device.hpp"
#include "firmware_bridge/recording/recording_writer.hpp"

namespace sacrum::app {

class LiveDevice final : private firmware_bridge::TransportListener {
  public:
    // `planned`: what is done by itself, in order of time, once something comes from the device that is as
    // late. `on_end` is called once, when nothing will come any more: from the device, or, with `stop_after`,
    // from it that is wanted.
    LiveDevice(OpenedDevice device, std::unique_ptr<FollowedDevice> followed,
               std::optional<firmware_bridge::RecordingWriter> writer,
               std::vector<firmware_bridge::PersonAction> planned,
               std::optional<firmware_bridge::ArrivalTime> stop_after, std::function<void()> on_end);

    void start();
    // A person stops the session. Nothing comes after this.
    void stop();
    // At the newest bytes; nothing once it has ended.
    void act(const proto::Action& action);

    [[nodiscard]] bool has_ended() const { return has_ended_; }
    // Why it ended, if that was a fault.
    [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }
    [[nodiscard]] const FollowedDevice& followed() const { return *followed_; }
    // Whether anything came, a link or an action at least.
    [[nodiscard]] bool has_begun() const { return has_begun_; }
    [[nodiscard]] bool keeps_wall_time() const { return device_.keeps_wall_time; }
    [[nodiscard]] bool is_up() const { return is_up_; }
    [[nodiscard]] firmware_bridge::ArrivalTime last_arrival() const { return last_arrival_; }
    // By the wall clock, for the page's own delay; what is measured rests on last_arrival().
    [[nodiscard]] std::chrono::system_clock::time_point heard() const { return heard_; }
    [[nodiscard]] const std::optional<firmware_bridge::RecordingWriter>& writer() const { return writer_; }
    // Writes the end of the recording.
    Result<void> close_recording();

  private:
    void on_bytes(const firmware_bridge::Arrival& arrival) override;
    void on_link(const firmware_bridge::LinkChange& change) override;
    void on_end(const Result<void>& how) override;
    bool is_too_late(firmware_bridge::ArrivalTime time);
    void take(const firmware_bridge::RecordingEntry& entry);
    void act_as_planned(firmware_bridge::ArrivalTime now);
    void end(firmware_bridge::EndReason reason, const std::string& remark);

    OpenedDevice device_;
    std::unique_ptr<FollowedDevice> followed_;
    std::optional<firmware_bridge::RecordingWriter> writer_;
    std::vector<firmware_bridge::PersonAction> planned_;
    std::size_t next_planned_ = 0;
    std::optional<firmware_bridge::ArrivalTime> stop_after_;
    std::function<void()> ended_;
    std::optional<Error> fault_;
    firmware_bridge::RecordingEnd end_{};
    firmware_bridge::ArrivalTime last_arrival_{};
    std::chrono::system_clock::time_point heard_{};
    bool is_up_ = false;
    bool has_begun_ = false;
    bool is_done_ = false;  // what comes now is later than wanted
    bool has_ended_ = false;
};

}  // namespace sacrum::app
