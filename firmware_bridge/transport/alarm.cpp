#include "firmware_bridge/transport/alarm.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

namespace sacrum::firmware_bridge {

struct Alarm::State {
    explicit State(boost::asio::io_context& io) : timer(io) {}
    boost::asio::steady_timer timer;
    std::function<void()> call;
    // Tells a call that was already on its way when the alarm was set anew or cancelled.
    unsigned setting = 0;
};

Alarm::Alarm(boost::asio::io_context& io) : state_(std::make_shared<State>(io)) {}

Alarm::~Alarm() { cancel(); }

void Alarm::set(Duration after, std::function<void()> call) {
    const auto setting = ++state_->setting;
    state_->call = std::move(call);
    state_->timer.expires_after(after);
    state_->timer.async_wait([state = state_, setting](const boost::system::error_code& error) {
        if (error || setting != state->setting) return;
        const auto due = std::exchange(state->call, nullptr);
        if (due) due();
    });
}

void Alarm::cancel() {
    ++state_->setting;
    state_->call = nullptr;
    state_->timer.cancel();
}

}  // namespace sacrum::firmware_bridge
