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

#include "app/action_lines.hpp"
#include "app/history_pages.hpp"
#include "app/live_lines.hpp"
#include "app/open_devices.hpp"
#include "app/page_notice.hpp"
#include "app/session_health.hpp"
#include "app/session_reports.hpp"
#include "app/terminal.hpp"
#include "firmware_bridge/recording/action_rules.hpp"
#include "sinks/dashboard/server/page_server.hpp"
#include "sinks/history/page/history_page.hpp"

namespace sacrum::app {
namespace {

constexpr auto kWatch = std::chrono::milliseconds(250);
constexpr int kWatchesPerSecond = 4;
constexpr auto kFarewell = std::chrono::seconds(1);  // for the page's last message to leave
constexpr double kPosesPerSecond = 30.0;

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
        if (auto listening = take_actions(); !listening) return refuse(listening.error());
        if (auto opened = open(); !opened) return refuse(opened.error());
        // A pipe that nobody reads and a file that may not grow are errors where they happen, not the end.
        std::signal(SIGPIPE, SIG_IGN);
        std::signal(SIGXFSZ, SIG_IGN);
        if (is_default(SIGHUP)) signals_.add(SIGHUP);  // nohup ignores it
        signals_.async_wait([this](const boost::system::error_code& failed, int) {
            if (failed) return;
            is_interrupted_ = true;
            signals_.clear();  // who cannot wait ends the program with a second Ctrl-C
            stop();
        });
        if (page_) {
            tell_page();
        }
        for (const auto& device : devices_) device->start();
        watch();
        io_.run();
        is_over_ = true;
        watch_.cancel();
        if (action_lines_) action_lines_->stop();
        if (!page_) signals_.clear();
        tell_health();
        ExitCode code = close();
        if (page_) code = std::max(code, report());
        bid_farewell();
        return code;
    }

  private:
    Result<void> serve(std::uint16_t port) {
        auto page = sinks::PageServer::create(
            io_, {.port = port, .listen = plan_.page_listen, .host_names = plan_.page_host_names},
            {.act = [this](const proto::Action& action) { act(action); },
             .end = [this] { stop(); },
             .tell_codes =
                 [this](const sinks::PairingCodes& codes) {
                     print_page_codes(out(), codes, "after many wrong codes, new ones");
                 }});
        if (!page) return tl::unexpected(page.error());
        page_ = std::move(*page);
        if (plan_.page_history)
            page_->offer_history(std::string(sinks::kHistoryPath), history_pages(*plan_.page_history));
        return {};
    }

    [[nodiscard]] std::FILE* out() const { return plan_.stdout_is_taken ? stderr : stdout; }
    void tell_page() const {
        print_page_addresses(out(), *page_);
        if (const auto codes = page_->codes()) print_page_codes(out(), *codes, "");
        for (const auto& path : recordings_) fmt::print(out(), "recording {}\n", path.string());
        std::fflush(out());
    }

    Result<void> take_actions() {
        if (!plan_.takes_actions) return {};
        auto lines = ActionLines::create(io_, [this](const proto::Action& action) { act(action); });
        if (!lines) return tl::unexpected(lines.error());
        action_lines_ = std::move(*lines);
        return {};
    }

    Result<void> open() {
        // Not from inside a transport's call: it is still at work.
        const auto on_end = [this](std::size_t index) {
            boost::asio::post(io_, [this, index] {
                devices_[index]->stop();
                leave_if_all_ended();
            });
        };
        return open_devices(plan_,
                            {.io = io_,
                             .clock = clock_,
                             .say_of = [this](std::size_t index) { return say_of(index); },
                             .on_end = on_end,
                             .poses_per_s = page_ ? kPosesPerSecond : 0.0},
                            devices_, recordings_);
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
            const auto file = plan_.record ? std::optional(recordings_[index]) : std::nullopt;
            proto::LiveMessage message;
            if (!is_only) message.set_device(std::uint32_t(index + 1));
            *message.mutable_health() = session_health(*devices_[index], file);
            page_->publish(message, std::chrono::system_clock::now());
        }
    }

    // The page learns that the session is over before the program leaves.
    void bid_farewell() {
        if (!page_) return;
        io_.restart();
        const auto until = std::chrono::steady_clock::now() + kFarewell;
        while (!page_->is_flushed() && io_.run_one_until(until) != 0) {
        }
    }

    void leave_if_all_ended() {
        if (std::ranges::all_of(devices_, &LiveDevice::has_ended)) io_.stop();
    }

    void stop() {
        if (is_over_ && reports_ && is_interrupted_) reports_->hurry();
        if (is_over_) return;
        for (const auto& device : devices_) device->stop();
        io_.stop();
    }

    void watch() {
        watch_.expires_after(kWatch);
        watch_.async_wait([this](const boost::system::error_code& failed) {
            if (failed || is_over_) return;
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
        if (plan_.counts_from_data) return;
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
        std::error_code ignored;
        for (std::size_t index = 0; index < devices_.size(); ++index) {
            const auto& device = devices_[index];
            if (device->fault()) {
                code = std::max(code, refuse(*device->fault()));
            }
            if (auto closed = device->close_recording(); !closed) {
                code = std::max(code, refuse(closed.error()));
            }
            // A device that was never reached leaves no recording that is in the way next time.
            if (!device->writer()) continue;
            const bool has_samples = device->followed().stream().quality().samples > 0;
            if (device->has_begun() && has_samples) {
                reported_.push_back(
                    {recordings_[index], devices_.size() == 1 ? 0U : std::uint32_t(index + 1)});
            } else if (!device->has_begun()) {
                std::filesystem::remove(recordings_[index], ignored);
            }
        }
        return code;
    }

    ExitCode report() {
        reports_ = std::make_unique<SessionReports>(io_, *page_, plan_.analyze, out());
        if (is_interrupted_) reports_->hurry();
        return reports_->make_and_serve(std::move(reported_));
    }

    const SessionPlan& plan_;
    boost::asio::io_context io_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer watch_;
    firmware_bridge::ArrivalClock clock_;
    std::vector<std::filesystem::path> recordings_;
    std::unique_ptr<sinks::PageServer> page_;
    std::vector<std::unique_ptr<LiveDevice>> devices_;
    std::unique_ptr<ActionLines> action_lines_;
    std::set<std::string> told_;
    std::vector<ReportedRecording> reported_;
    std::unique_ptr<SessionReports> reports_;  // once the session is over
    bool is_interrupted_ = false;
    bool is_over_ = false;
    int watches_ = 0;
};

}  // namespace

ExitCode run_session(const SessionPlan& plan) { return Session(plan).run(); }

}  // namespace sacrum::app
