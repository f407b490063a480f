// The measures of every stride taken from the true motion, by the definitions of the metric catalogue. Sway
// and height are those of the sensor's point on the pelvis (and of the pelvis centre where named so), without
// skin motion.
#pragma once

#include <optional>
#include <vector>

#include "domain/metric.hpp"
#include "domain/quantity.hpp"
#include "domain/time.hpp"
#include "samples/trajectory.hpp"

namespace sacrum::samples {

struct TrueStride {
    Side side = Side::right;
    SessionTime start{};
    SessionTime end{};
    SessionTime final_contact{};  // of the foot that opens the stride
    MetricValues metrics{};
};

// Strides that lie wholly within [0, length) of session time; `stretch` as in FineMotion.
std::vector<TrueStride> measure_strides(const Trajectory& trajectory, GaitMode mode, Length lever_arm,
                                        double length_s, double stretch);

}  // namespace sacrum::samples
