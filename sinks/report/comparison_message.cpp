#include "sinks/report/comparison_message.hpp"

#include <cmath>

namespace sacrum::sinks {
namespace {

// To a millionth of the unit, as everything in a report.
double rounded(double number) { return std::round(number * 1e6) / 1e6; }

proto::AlignmentMethod to_message(AlignmentMethod method) {
    switch (method) {
        case AlignmentMethod::given: return proto::GIVEN;
        case AlignmentMethod::obliquity: return proto::BY_OBLIQUITY;
        case AlignmentMethod::contacts: return proto::BY_CONTACTS;
        case AlignmentMethod::marks: return proto::BY_MARKS;
    }
    return proto::ALIGNMENT_NOT_KNOWN;
}

void fill(const Alignment& alignment, proto::Alignment& message) {
    message.set_method(to_message(alignment.method));
    message.set_offset_s(rounded(in_seconds(alignment.offset)));
    message.set_certainty(rounded(alignment.certainty));
    message.set_correlation(rounded(alignment.correlation));
    if (alignment.offset_sd) message.set_offset_sd_s(rounded(in_seconds(*alignment.offset_sd)));
    if (alignment.next_offset) message.set_next_offset_s(rounded(in_seconds(*alignment.next_offset)));
    if (alignment.next_correlation) message.set_next_correlation(rounded(*alignment.next_correlation));
}

void fill(const QuantityComparison& quantity, proto::QuantityComparison& message) {
    message.set_quantity(std::string(words_of(quantity.quantity).id));
    message.set_pairs(std::uint32_t(quantity.pairs.size()));
    message.set_missed(std::uint32_t(quantity.missed));
    message.set_extra(std::uint32_t(quantity.extra));
    if (!quantity.agreement) return;
    const Agreement& agreement = *quantity.agreement;
    message.set_bias(rounded(agreement.bias));
    message.set_sd(rounded(agreement.sd));
    message.mutable_limits_of_agreement()->set_low(rounded(agreement.limits.low));
    message.mutable_limits_of_agreement()->set_high(rounded(agreement.limits.high));
    message.set_limits_standard_error(rounded(agreement.limits_error));
    message.set_rmse(rounded(agreement.rmse));
    message.set_mean_absolute(rounded(agreement.mean_absolute));
    if (agreement.icc_agreement) message.set_icc_2_1(rounded(*agreement.icc_agreement));
    if (agreement.icc_consistency) message.set_icc_3_1(rounded(*agreement.icc_consistency));
}

}  // namespace

proto::Comparison to_message(const ReferenceComparison& comparison) {
    proto::Comparison message;
    message.set_recording(comparison.recording);
    for (const std::string& source : comparison.sources) message.add_sources(source);
    message.set_gait(word(comparison.gait));
    message.set_tolerance_s(comparison.tolerance_s);
    fill(comparison.alignment, *message.mutable_alignment());
    if (comparison.clock_drift_ppm) message.set_clock_drift_ppm(rounded(*comparison.clock_drift_ppm));
    if (comparison.clock_drift_error_ppm)
        message.set_clock_drift_standard_error_ppm(rounded(*comparison.clock_drift_error_ppm));
    message.set_sides_known(std::uint32_t(comparison.sides_known));
    message.set_sides_decided(std::uint32_t(comparison.sides_decided));
    message.set_sides_right(std::uint32_t(comparison.sides_right));
    for (const QuantityComparison& quantity : comparison.quantities)
        fill(quantity, *message.add_quantities());
    for (const std::string& remark : comparison.remarks) message.add_remarks(remark);
    return message;
}

}  // namespace sacrum::sinks
