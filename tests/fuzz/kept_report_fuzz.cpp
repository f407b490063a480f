// Any bytes as a report.json: a sentence, or a report whose session, written out and read again, stays the
// same.
#include <cstdint>

#include "sinks/report/read_report.hpp"
#include "sinks/report/report_message.hpp"
#include "sinks/report/session_from_message.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace sacrum::sinks {
namespace {

std::string rewritten(const proto::SessionReport& report) {
    return json_text(to_message(session_from(report), report.configuration()));
}

std::string try_text(std::string_view text) {
    const auto report = parse_report(text, "fuzz");
    if (!report) return fuzz::fault_in_sentence(report.error());
    const auto same = parse_report(json_text(*report), "fuzz");
    if (!same || same->SerializeAsString() != report->SerializeAsString())
        return "a report that was written out is another";
    // What this program does not know is gone after the first time.
    const std::string once = rewritten(*report);
    const auto again = parse_report(once, "fuzz");
    if (!again) return "a session that was written out is not read: " + again.error().sentence;
    return rewritten(*again) == once ? "" : "a session that was written out is another";
}

}  // namespace
}  // namespace sacrum::sinks

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(sacrum::sinks::try_text(sacrum::fuzz::text_of(bytes, size)));
}
