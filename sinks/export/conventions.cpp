#include "sinks/export/conventions.hpp"

#include <array>

namespace sacrum::sinks {
namespace {

constexpr std::array kConventions{
    Convention{"sensor_frame", "axes as printed on the housing, right-handed"},
    Convention{"pelvis_frame", "fixed to the pelvis: x forward, y left, z up, right-handed"},
    Convention{"earth_frame", "z up, heading arbitrary and constant but for slow drift, right-handed"},
    Convention{"specific_force",
               "what an accelerometer feels, gravity included: 9.80665 m/s2 upward at rest; in sensor axes"},
    Convention{"angular_rate", "as measured, bias included; in sensor axes, right-hand rule"},
    Convention{"orientation", "unit quaternion w x y z that turns sensor axes into earth axes"},
    Convention{"obliquity", "positive: right side of the pelvis up, left side down"},
    Convention{"tilt", "positive: anterior, the front of the pelvis turns down"},
    Convention{
        "rotation",
        "positive: right side forward, counter-clockwise seen from above; relative to the running mean "
        "heading"},
    Convention{"angle_sequence",
               "rotation, then obliquity, then tilt (Baker 2001): level from pelvis is Rz(rotation) "
               "Rx(-obliquity) Ry(tilt)"},
    Convention{
        "pelvic_drop",
        "positive: swing side lower than stance side; obliquity in right stance, minus obliquity in left "
        "stance"},
    Convention{"sway_left", "displacement of the sensor about its running mean, positive to the left"},
    Convention{"vertical", "displacement of the sensor about its running mean, positive up"},
    Convention{"isb",
               "X forward, Y up, Z right: X is x, Y is z, Z is -y; pelvis_list is -obliquity, pelvis_tilt is "
               "-tilt and pelvis_rotation is rotation where the sequence is the same"},
    Convention{"time", "seconds on the recording's own clock"},
    Convention{"absent", "a value that is not known is left out, empty or not a number; it is never 0"},
};

}  // namespace

std::span<const Convention> conventions() { return kConventions; }

std::string conventions_text(std::string_view between) {
    std::string text;
    for (const Convention& convention : kConventions) {
        if (!text.empty()) text += between;
        text += convention.key;
        text += ": ";
        text += convention.sentence;
    }
    return text;
}

}  // namespace sacrum::sinks
