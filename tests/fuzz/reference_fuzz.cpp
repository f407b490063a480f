// Any bytes as a laboratory's reference: no crash, and what is accepted is in order.
#include <cmath>
#include <cstdint>
#include <string>

#include "firmware_bridge/import/reference/read_reference.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

std::string fault_in(const sacrum::Result<sacrum::Reference>& read) {
    if (!read) {
        const bool has_remedy = read.error().sentence.find("; ") != std::string::npos;
        return has_remedy ? sacrum::fuzz::fault_in_sentence(read.error())
                          : "no remedy is said: " + read.error().sentence;
    }
    for (const std::string& source : read->sources)
        if (!sacrum::fuzz::is_printable(source)) return "what was read is no sentence: " + source;
    if (read->events.empty() && read->poses.empty()) return "an empty reference was accepted";
    for (std::size_t i = 1; i < read->events.size(); ++i) {
        if (read->events[i].time < read->events[i - 1].time) return "contacts are not in order";
    }
    for (std::size_t i = 0; i < read->poses.size(); ++i) {
        if (!std::isfinite(read->poses[i].obliquity.si())) return "an angle is not finite";
        if (i > 0 && !(read->poses[i].time > read->poses[i - 1].time))
            return "times of poses do not increase";
    }
    return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(fault_in(
        sacrum::firmware_bridge::parse_reference({reinterpret_cast<const char*>(bytes), size}, "fuzz")));
}
