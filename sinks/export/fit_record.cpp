#include "sinks/export/fit_record.hpp"

#include <cmath>
#include <limits>

#include "sinks/export/little_endian.hpp"

namespace sacrum::sinks {
namespace {

constexpr auto kFreshness = std::chrono::seconds(3);

// In steps of 1/scale; the largest number says that the value is not known.
template <class T>
void append_scaled(std::string& bytes, const std::optional<double>& number, double scale) {
    constexpr T kInvalid = std::numeric_limits<T>::max();
    const double scaled = number ? std::round(*number * scale) : -1.0;
    append_bytes(bytes, scaled >= 0.0 && scaled < double(kInvalid) ? T(scaled) : kInvalid);
}

}  // namespace

void NewestStrides::look_at(SessionTime now) {
    for (std::size_t i = next_; i < strides_.size() && strides_[i].start <= now; ++i) {
        const Stride& stride = strides_[i];
        if (stride.end > now || !stride.is_valid() || !stride.side) continue;
        const Stride*& known = newest_[*stride.side];
        if (known == nullptr || known->end < stride.end) known = &stride;
    }
    while (next_ < strides_.size() && strides_[next_].end <= now) ++next_;
    for (const Side side : kBothSides) {
        if (newest_[side] != nullptr && newest_[side]->end < now - kFreshness) newest_[side] = nullptr;
    }
}

std::optional<double> NewestStrides::value(Metric metric, std::optional<Side> side) const {
    double sum = 0.0;
    int count = 0;
    for (const Side one : kBothSides) {
        const Stride* stride = newest_[one];
        if ((side && *side != one) || stride == nullptr || !stride->metrics[metric]) continue;
        sum += *stride->metrics[metric];
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

void append_fit_record_definition(std::string& bytes) {
    std::array<FitDeveloperField, kPelvicFields.size()> pelvic{};
    for (std::size_t i = 0; i < pelvic.size(); ++i) pelvic[i] = {std::uint8_t(i), 4};
    append_fit_definition(bytes, kFitRecord, kFitRecordMessage,
                          std::array{FitField{253, 4, FitType::uint32}, FitField{4, 1, FitType::uint8},
                                     FitField{53, 1, FitType::uint8}, FitField{39, 2, FitType::uint16},
                                     FitField{41, 2, FitType::uint16}, FitField{40, 2, FitType::uint16},
                                     FitField{84, 2, FitType::uint16}},
                          pelvic);
}

void append_fit_record(std::string& bytes, std::uint32_t time, const NewestStrides& newest) {
    append_fit_data_head(bytes, kFitRecord);
    append_bytes(bytes, time);
    // Strides of one foot a minute, in whole ones and 128ths.
    std::optional<double> whole, part;
    if (const auto cadence = newest.value(Metric::cadence)) {
        const double in_parts = std::round(*cadence / 2.0 * 128.0);
        whole = std::floor(in_parts / 128.0);
        part = in_parts - 128.0 * *whole;
    }
    append_scaled<std::uint8_t>(bytes, whole, 1.0);
    append_scaled<std::uint8_t>(bytes, part, 1.0);
    append_scaled<std::uint16_t>(bytes, newest.value(Metric::vertical_osc), 10.0);
    const auto contact = [&](std::optional<Side> side) { return newest.value(Metric::contact_time, side); };
    const auto stance = contact(std::nullopt);
    append_scaled<std::uint16_t>(bytes, stance ? std::optional(*stance * 1e3) : std::nullopt, 10.0);
    const auto share = newest.value(Metric::duty_factor);
    append_scaled<std::uint16_t>(bytes, share ? std::optional(*share * 100.0) : std::nullopt, 100.0);
    const auto left = contact(Side::left);
    const auto right = contact(Side::right);
    append_scaled<std::uint16_t>(
        bytes, left && right ? std::optional(100.0 * *left / (*left + *right)) : std::nullopt, 100.0);
    for (const PelvicField& field : kPelvicFields) {
        if (const auto value = newest.value(field.metric, field.side)) {
            append_bytes(bytes, float(*value));
        } else {
            append_bytes(bytes, std::numeric_limits<std::uint32_t>::max());  // no value
        }
    }
}

}  // namespace sacrum::sinks
