#include "sinks/report/read_report.hpp"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <cmath>
#include <fstream>
#include <iterator>

namespace sacrum::sinks {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::uintmax_t kLargestReport = 256'000'000;  // bytes; a day of strides has 60 million
constexpr double kLargestNumber = 1e9;                  // thirty years in seconds

bool is_plausible(double number) { return std::abs(number) <= kLargestNumber; }  // false of NaN

// Every number in the message and the messages in it. Its depth is that of proto/, which is bounded.
bool has_plausible_numbers(const Message& message) {
    const auto& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
        const bool is_number = field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE;
        if (!is_number && field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
        if (!field->is_repeated()) {
            if (is_number ? !is_plausible(reflection.GetDouble(message, field))
                          : !has_plausible_numbers(reflection.GetMessage(message, field)))
                return false;
            continue;
        }
        for (int i = 0; i < reflection.FieldSize(message, field); ++i)
            if (is_number ? !is_plausible(reflection.GetRepeatedDouble(message, field, i))
                          : !has_plausible_numbers(reflection.GetRepeatedMessage(message, field, i)))
                return false;
    }
    return true;
}

}  // namespace

Result<proto::SessionReport> read_report(const std::filesystem::path& file) {
    const auto refuse = [&](std::string_view finding) {
        return fail(ErrorKind::input,
                    fmt::format("{}: {}; give a recording, or the report.json that sacrum analyze writes",
                                file.string(), finding));
    };
    std::error_code failed;
    const auto bytes = std::filesystem::file_size(file, failed);
    if (failed) return refuse(fmt::format("cannot be read ({})", failed.message()));
    if (bytes > kLargestReport) return refuse(fmt::format("is larger than any report ({} bytes)", bytes));
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    proto::SessionReport message;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    if (!google::protobuf::util::JsonStringToMessage(text, &message, options).ok())
        return refuse("is not a report");
    if (message.recording().empty() || message.algorithm_version().empty())
        return refuse("is JSON, but not a report");
    if (!has_plausible_numbers(message)) return refuse("holds a number that no session has");
    return message;
}

}  // namespace sacrum::sinks
