#include "firmware_bridge/protocol/detect_protocol.hpp"

#include <utility>
#include <vector>

#include "firmware_bridge/protocol/csv_lines.hpp"
#include "firmware_bridge/protocol/movella_dot.hpp"
#include "firmware_bridge/protocol/protocol_detector.hpp"
#include "firmware_bridge/protocol/sacrum_frames.hpp"
#include "firmware_bridge/protocol/wit_motion.hpp"
#include "firmware_bridge/protocol/x_imu3.hpp"

namespace sacrum::firmware_bridge {
namespace {

std::vector<ProtocolCandidate> all_protocols() {
    return {
        {"sacrum", [] { return make_sacrum_decoder(); }},
        {"movella-dot", [] { return make_movella_dot_decoder(); }},
        {"x-imu3", [] { return make_x_imu3_decoder(); }},
        {"witmotion", [] { return make_wit_motion_decoder(); }},
        {"csv", [] { return make_csv_line_decoder(); }},
    };
}

}  // namespace

Result<std::unique_ptr<Decoder>> make_decoder(const std::string& name) {
    std::vector<ProtocolCandidate> protocols = all_protocols();
    if (name == "auto") return std::make_unique<ProtocolDetector>(std::move(protocols));
    std::string known = "auto";
    for (const ProtocolCandidate& protocol : protocols) {
        if (protocol.name == name) return protocol.make();
        known += ", " + protocol.name;
    }
    return fail(ErrorKind::usage, "protocol \"" + name + "\" is not known; choose one of " + known);
}

}  // namespace sacrum::firmware_bridge
