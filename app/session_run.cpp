#include "app/session_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <set>

#include "app/live_lines.hpp"
#include "app/session_health.hpp"
#include "app/terminal.hpp"
#include "domain/version.hpp"
#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/recording/action_rules.hpp"
#include "sinks/dashboard/server/page_server.hpp"

namespace sacrum::app {
namespace {

constexpr auto kWatch = std::chrono::milliseconds(250);
constexpr int kWatchesPerSecond = 4;
constexpr auto kFarewell = std::chrono::seconds(1);  // for the page's last message to leave
constexpr double kPosesPerSecond = 30.0;

std::filesystem::path recording_of(const SessionPlan& plan, std::size_t index) {
    if (plan.addresses.size() == 1) return *plan.record;
    std::filesystem::path path = *plan.record;
    const std::string extension = path.has_extension() ? path.extension().string() : ".sacrum";
    path.replace_filename(fmt::format("{}-{}{}", path.stem().string(), index + 1, extension));
    return path;
}

bool is_default(int signal) {
    struct sigaction now {};
    return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_DFL;
}

class Session {
  public:
    explicit Session(const SessionPlan& plan) : plan_(plan), signals_(io_, SIGINT, SIGTERM), watch_(io_) {}

    ExitCode run() {
        if (plan_.page_port) {
            if (auto served = serve(*plan_.page_port); !served) {
                return refuse(served.error());
            }
        }
        if (auto opened = open(); !opened) {
            for (const auto& path : recordings_) remove(path);
            return refuse(opened.error());
        }
        // A pipe that nobody reads and a file that may not grow are errors where they happen, not the end.
        std::signal(SIGPIPE, SIG_IGN);
        std::signal(SIGXFSZ, SIG_IGN);
        if (is_default(SIGHUP)) signals_.add(SIGHUP);  // nohup ignores it
        signals_.async_wait([this](const boost::system::error_code& failed, int) {
            if (!failed) stop();
        });
        if (page_) {
            fmt::print("page {}\n", page_->address());
            std::fflush(stdout);
        }
        for (const auto& device : devices_) device->start();
        watch();
        io_.run();
        signals_.clear();  // who cannot wait for the disk ends the program with a second Ctrl-C
        bid_farewell();
        return close();
    }

  private:
    Result<void> serve(std::uint16_t port) {
        auto page = sinks::PageServer::create(
            io_, {.port = port},
            {.act = [this](const proto::Action& action) { act(action); }, .end = [this] { stop(); }});
        if (!page) return tl::unexpected(page.error());
        page_ = std::move(*page);
        return {};
    }

    // It is in every recording. One that breaks the rules is no action.
    void act(const proto::Action& action) {
        if (!firmware_bridge::check_action(action)) return;
        for (const auto& device : devices_) device->act(action);
    }

    // Where there is a page it hears everything too.
    [[nodiscard]] Say say_of(std::size_t index) {
        if (!page_) return plan_.say;
        return [this, index](const proto::LiveMessage& message) {
            if (plan_.say && !is_for_the_page_only(message.what_case())) plan_.say(message);
            using Wall = std::chrono::system_clock;
            page_->publish(message, index < devices_.size() ? devices_[index]->heard() : Wall::now());
        };
    }

    void tell_health() {
        for (std::size_t index = 0; page_ && index < devices_.size(); ++index) {
            const bool is_only = devices_.size() == 1;
            const auto file = plan_.record ? std::optional(recording_of(plan_, index)) : std::nullopt;
            proto::LiveMessage message;
            if (!is_only) message.set_device(std::uint32_t(index + 1));
            *message.mutable_health() = session_health(*devices_[index], file);
            page_->publish(message, std::chrono::system_clock::now());
        }
    }

    // The page learns that the session is over before the program leaves.
    void bid_farewell() {
        if (!page_) return;
        tell_health();
        io_.restart();
        const auto until = std::chrono::steady_clock::now() + kFarewell;
        while (!page_->is_flushed() && io_.run_one_until(until) != 0) {
        }
    }

    struct Prepared {
        OpenedDevice device;
        std::string protocol;
        std::optional<firmware_bridge::RecordingWriter> writer{};
    };

    // Everything that can be wrong is found before the first file is made and the first line is said.
    Result<void> open() {
        std::vector<Prepared> all;
        for (const std::string& address : plan_.addresses) {
            auto device = open_device(io_, clock_, address);
            if (!device) return tl::unexpected(device.error());
            const std::string protocol = plan_.protocol.value_or(device->protocol);
            if (auto known = firmware_bridge::make_decoder(protocol); !known)
                return tl::unexpected(known.error());
            device->understands_requests = device->understands_requests || protocol == "sacrum";
            all.push_back({std::move(*device), protocol});
        }
        if (plan_.record) {
            for (std::size_t index = 0; index < all.size(); ++index) {
                auto writer = create_recording(index, all[index].protocol);
                if (!writer) return tl::unexpected(writer.error());
                all[index].writer.emplace(std::move(*writer));
            }
        }
        for (std::size_t index = 0; index < all.size(); ++index) {
            if (auto followed = follow(index, std::move(all[index])); !followed) return followed;
        }
        return {};
    }

    Result<firmware_bridge::RecordingWriter> create_recording(std::size_t index,
                                                              const std::string& protocol) {
        const auto path = recording_of(plan_, index);
        auto writer = firmware_bridge::RecordingWriter::create(
            path,
            {.program_version = kProgramVersion,
             .algorithm_version = kAlgorithmVersion,
             .protocol = protocol,
             .address = plan_.addresses[index],
             .configuration = plan_.analyze.effective.SerializeAsString(),
             .start_utc = std::chrono::system_clock::now()},
            {.compress = plan_.compress});
        if (writer) recordings_.push_back(path);
        return writer;
    }

    Result<void> follow(std::size_t index, Prepared prepared) {
        const bool is_only = plan_.addresses.size() == 1;
        auto followed = FollowedDevice::create({.address = plan_.addresses[index],
                                                .protocol = prepared.protocol,
                                                .analyze = plan_.analyze,
                                                .device = is_only ? 0U : std::uint32_t(index + 1),
                                                .measures = plan_.measures,
                                                .poses_per_s = page_ ? kPosesPerSecond : 0.0},
                                               say_of(index));
        if (!followed) return tl::unexpected(followed.error());
        std::optional<firmware_bridge::ArrivalTime> stop_after;
        if (plan_.stop_after_s) stop_after = duration_from_seconds(*plan_.stop_after_s);
        // Not from inside a transport's call: it is still at work.
        const auto on_end = [this, index] {
            boost::asio::post(io_, [this, index] {
                devices_[index]->stop();
                leave_if_all_ended();
            });
        };
        devices_.push_back(std::make_unique<LiveDevice>(std::move(prepared.device), std::move(*followed),
                                                        std::move(prepared.writer), stop_after, on_end));
        return {};
    }

    void leave_if_all_ended() {
        if (std::ranges::all_of(devices_, &LiveDevice::has_ended)) io_.stop();
    }

    void stop() {
        for (const auto& device : devices_) device->stop();
        io_.stop();
    }

    void watch() {
        watch_.expires_after(kWatch);
        watch_.async_wait([this](const boost::system::error_code& failed) {
            if (failed) return;
            tell_faults();
            if (++watches_ % kWatchesPerSecond == 0) {
                if (plan_.every_second) plan_.every_second(devices_);
                tell_health();
            }
            if (plan_.has_listener && !plan_.has_listener()) return stop();
            end_the_silent();
            watch();
        });
    }

    // A device that says nothing does not notice that its time is over.
    void end_the_silent() {
        if (!plan_.stop_after_s || in_seconds(clock_.now()) < *plan_.stop_after_s) return;
        for (const auto& device : devices_) {
            if (device->keeps_wall_time()) device->stop();
        }
        leave_if_all_ended();
    }

    void tell_faults() {
        for (const auto& device : devices_) {
            if (!device->writer()) continue;
            const auto fault = device->writer()->fault();
            if (fault && told_.insert(fault->sentence).second) print_error(fault->sentence);
        }
    }

    ExitCode close() {
        ExitCode code = ExitCode::ok;
        for (std::size_t index = 0; index < devices_.size(); ++index) {
            const auto& device = devices_[index];
            if (device->fault()) {
                code = std::max(code, refuse(*device->fault()));
            }
            if (auto closed = device->close_recording(); !closed) {
                code = std::max(code, refuse(closed.error()));
            }
            // A device that was never reached leaves no recording that is in the way next time.
            if (device->writer() && !device->has_begun()) remove(recordings_[index]);
        }
        return code;
    }

    static void remove(const std::filesystem::path& path) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }

    const SessionPlan& plan_;
    boost::asio::io_context io_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer watch_;
    firmware_bridge::ArrivalClock clock_;
    std::vector<std::filesystem::path> recordings_;
    std::unique_ptr<sinks::PageServer> page_;
    std::vector<std::unique_ptr<LiveDevice>> devices_;
    std::set<std::string> told_;
    int watches_ = 0;
};

}  // namespace

ExitCode run_session(const SessionPlan& plan) { return Session(plan).run(); }

}  // namespace sacrum::app
