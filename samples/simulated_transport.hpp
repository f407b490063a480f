// A transport to a device that is not there: sim:runner?speed_mps=3.3&duration_s=60&speed=20. Arrival times
// are the simulation's own, so two runs give the same bytes at the same times, whatever the speed.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "firmware_bridge/transport/transport.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::samples {

// target and options as in the address; samples/simulated_options.hpp says which there are.
Result<std::unique_ptr<firmware_bridge::Transport>> make_simulated_transport(
    boost::asio::io_context& io, std::string_view target, const std::map<std::string, std::string>& options);

}  // namespace sacrum::samples
