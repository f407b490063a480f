#include "sinks/report/read_report.hpp"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>

#include "sinks/report/plausible_numbers.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::uintmax_t kLargestReport = 256'000'000;  // bytes; a day of strides has 60 million

tl::unexpected<Error> refuse(const std::string& file, std::string_view finding) {
    return fail(ErrorKind::input,
                fmt::format("{}: {}; give a recording, or the report.json that sacrum analyze writes", file,
                            finding));
}

}  // namespace

Result<proto::SessionReport> parse_report(std::string_view text, const std::string& file) {
    proto::SessionReport message;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    if (!google::protobuf::util::JsonStringToMessage({text.data(), text.size()}, &message, options).ok())
        return refuse(file, "is not a report");
    message.DiscardUnknownFields();  // protobuf keeps some of what it was told to ignore
    if (message.recording().empty() || message.algorithm_version().empty())
        return refuse(file, "is JSON, but not a report");
    if (!has_plausible_numbers(message)) return refuse(file, "holds a number that no session has");
    return message;
}

Result<proto::SessionReport> read_report(const std::filesystem::path& file) {
    std::error_code failed;
    const auto bytes = std::filesystem::file_size(file, failed);
    if (failed) return refuse(file.string(), fmt::format("cannot be read ({})", failed.message()));
    if (bytes > kLargestReport)
        return refuse(file.string(), fmt::format("is larger than any report ({} bytes)", bytes));
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return parse_report(text, file.string());
}

}  // namespace sacrum::sinks
