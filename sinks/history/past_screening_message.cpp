#include "sinks/history/past_screening_message.hpp"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>

#include "sinks/export/utc_text.hpp"
#include "sinks/history/session_digest.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/plausible_numbers.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::uintmax_t kLargestResult = 1 << 20;  // bytes; a result has some thousand

// The messages' tests are in the order of ours, after "not known".
std::optional<ScreeningTest> test_of(proto::ScreeningTest test) {
    static_assert(proto::STANCE == 1 && proto::HANDS_AND_KNEES == int(kScreeningTests.size()));
    if (test < proto::STANCE || test > proto::HANDS_AND_KNEES) return std::nullopt;
    return kScreeningTests[std::size_t(test) - 1];
}

std::optional<Side> side_of(proto::Side side) {
    if (side == proto::SIDE_NOT_KNOWN) return std::nullopt;
    return side == proto::LEFT ? Side::left : Side::right;
}

}  // namespace

std::optional<PastScreening> past_screening(const proto::ScreeningResult& result) {
    const auto test = test_of(result.test());
    if (!test || !result.is_valid()) return std::nullopt;
    PastScreening screening{.test = *test,
                            .program_version = result.program_version(),
                            .algorithm_version = result.algorithm_version(),
                            .is_guided = result.is_guided(),
                            .values = {}};
    for (const auto& side : result.sides()) {
        for (const auto& measure : side.measures()) {
            const auto kind = screening_measure_of(measure.id());
            if (!kind) continue;  // of a later program
            PastScreening::Value value{.side = side_of(side.side()), .kind = *kind, .value = measure.value()};
            if (measure.has_standard_error()) value.standard_error = measure.standard_error();
            screening.values.push_back(value);
        }
    }
    return screening;
}

std::string digest_of_screening(const PastScreening& screening) {
    std::string figures(name_of(screening.test));
    for (const PastScreening::Value& value : screening.values)
        figures += fmt::format("\n{} {} {:.6f}", value.side ? letter(*value.side) : 'B', id_of(value.kind),
                               value.value);
    return digest_of_text(figures);
}

std::optional<proto::ScreeningResult> parse_screening(std::string_view text) {
    proto::ScreeningResult result;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    if (!google::protobuf::util::JsonStringToMessage({text.data(), text.size()}, &result, options).ok())
        return std::nullopt;
    result.DiscardUnknownFields();  // protobuf keeps some of what it was told to ignore
    if (!test_of(result.test()) || !has_plausible_numbers(result)) return std::nullopt;
    return result;
}

std::optional<proto::ScreeningResult> read_screening(const std::filesystem::path& file) {
    std::error_code failed;
    if (file.extension() != ".json" || std::filesystem::file_size(file, failed) > kLargestResult || failed)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return parse_screening(text);
}

proto::PastScreening to_message(const PastScreening& screening) {
    proto::PastScreening message;
    message.set_id(std::uint64_t(screening.id));
    message.set_done_utc(utc_text(screening.done));
    message.set_test(std::string(name_of(screening.test)));
    message.set_program_version(screening.program_version);
    message.set_algorithm_version(screening.algorithm_version);
    message.set_is_guided(screening.is_guided);
    for (const PastScreening::Value& value : screening.values) {
        auto& out = *message.add_values();
        out.set_id(std::string(id_of(value.kind)));
        out.set_side(to_message(value.side));
        out.set_value(to_millionth(value.value));
        if (value.standard_error) out.set_standard_error(to_millionth(*value.standard_error));
    }
    return message;
}

proto::PrescribedExercise to_message(const PrescribedExercise& exercise, const std::string& words) {
    proto::PrescribedExercise message;
    message.set_id(std::uint64_t(exercise.id));
    message.set_name(exercise.name);
    message.set_side(to_message(exercise.side));
    message.set_dose(exercise.dose);
    message.set_progression(exercise.progression);
    message.set_why(exercise.why);
    message.set_from_day(day_text(exercise.from));
    if (exercise.until) message.set_until_day(day_text(*exercise.until));
    if (exercise.days_per_week) message.set_days_per_week(*exercise.days_per_week);
    for (const auto day : exercise.done) message.add_done_days(day_text(day));
    message.set_words(words);
    return message;
}

}  // namespace sacrum::sinks
