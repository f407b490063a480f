// One call after a while, on the thread that runs the io_context. Setting it anew forgets the call before;
// destroying it forgets the call.
#pragma once

#include <functional>
#include <memory>

#include "domain/time.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::firmware_bridge {

class Alarm {
  public:
    explicit Alarm(boost::asio::io_context& io);
    ~Alarm();
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    // The call may destroy the alarm or set it again.
    void set(Duration after, std::function<void()> call);
    void cancel();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace sacrum::firmware_bridge
