// Any text as an address to serve the page at: a sentence, or an address that is the same when it is written
// out.
#include <cstdint>

#include "sinks/dashboard/server/listen_address.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace sacrum::sinks {
namespace {

std::string try_text(std::string_view text) {
    const auto listen = parse_listen_address(text);
    if (!listen) return fuzz::fault_in_sentence(listen.error(), text);
    if (text.find('\0') != std::string_view::npos) return "an address goes on after a zero";
    if (listen->is_any && listen->is_loopback) return "every address is of this machine alone";
    constexpr std::string_view kScheme = "http://";
    const std::string page = page_address(listen->address, listen->port.value_or(80)).substr(kScheme.size());
    const auto again = parse_listen_address(page);
    const bool is_same = again && again->address == listen->address &&
                         again->port == listen->port.value_or(80) && again->is_any == listen->is_any &&
                         again->is_loopback == listen->is_loopback;
    return is_same ? "" : "an address that was written out is another: " + page;
}

}  // namespace
}  // namespace sacrum::sinks

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(sacrum::sinks::try_text(sacrum::fuzz::text_of(bytes, size)));
}
