#include "analysis/reference/comparison_remarks.hpp"

#include <cmath>

namespace sacrum::analysis {

void say_remarks(ReferenceComparison& comparison) {
    constexpr double kSure = 0.95;
    constexpr double kAlike = 0.5;
    constexpr double kQuartzPpm = 200.0;  // what two healthy clocks do not differ by
    auto& remarks = comparison.remarks;
    const Alignment& alignment = comparison.alignment;
    if (alignment.method == AlignmentMethod::contacts)
        remarks.emplace_back(
            "aligned by the contacts themselves, so the median difference of initial contacts is zero by "
            "making and the bias of both kinds of contact is relative to it");
    if (alignment.method == AlignmentMethod::marks)
        remarks.emplace_back(
            "aligned by marks, so the bias of both kinds of contact holds how far the marks were off");
    if (alignment.certainty < kSure)
        remarks.emplace_back(
            "other offsets fit almost as well, so every figure may belong to the wrong strides; give the "
            "offset, or a reference that begins or ends within the gait");
    const bool is_by_likeness =
        alignment.method == AlignmentMethod::obliquity || alignment.method == AlignmentMethod::contacts;
    if (is_by_likeness && alignment.correlation < kAlike)
        remarks.emplace_back(
            "the two hardly resemble each other at the best offset; check that they are of one session, and "
            "the sign of the reference's obliquity");
    if (comparison.sides_known >= 4 && 2 * comparison.sides_right < comparison.sides_decided)
        remarks.emplace_back("left and right are exchanged between the recording and the reference");
    const auto drift = comparison.clock_drift_ppm;
    if (drift && std::abs(*drift) > kQuartzPpm &&
        std::abs(*drift) > 3.0 * comparison.clock_drift_error_ppm.value_or(0.0))
        remarks.emplace_back("the two clocks drift apart, which no single offset can mend");
}

}  // namespace sacrum::analysis
