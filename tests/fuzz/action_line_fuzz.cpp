// Any line as an action on stdin: a sentence, or an action that a recording keeps as it is.
#include <cstdint>

#include "app/action_lines.hpp"
#include "sinks/report/report_message.hpp"
#include "tests/fuzz/action_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

std::string try_line(const std::string& line) {
    const auto action = sacrum::app::parse_action_line(line);
    // A program beside this one may repeat what others say, so nothing of it reaches a terminal.
    if (!action) return sacrum::fuzz::fault_in_sentence(action.error(), "");
    if (action->author().empty()) return "an action has no author";
    if (std::string fault = sacrum::fuzz::fault_in(*action); !fault.empty()) return fault;
    const auto again = sacrum::app::parse_action_line(sacrum::sinks::compact_json(*action));
    return again && again->SerializeAsString() == action->SerializeAsString()
               ? ""
               : "an action that was written out is another";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_line(std::string(sacrum::fuzz::text_of(bytes, size))));
}
