// Any text as the address of a device: a sentence, or an address that is the same when it is written out.
#include <cstdint>

#include "firmware_bridge/transport/address.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace sacrum::firmware_bridge {
namespace {

// Each byte as %XX, so that none can be taken for a part of the form.
std::string encoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string all;
    for (const char c : text) {
        const auto byte = unsigned(static_cast<unsigned char>(c));
        all += '%';
        all += kDigits[byte / 16];
        all += kDigits[byte % 16];
    }
    return all;
}

std::string written(const Address& address) {
    std::string text = address.scheme + ":" + encoded(address.target);
    char between = '?';
    for (const auto& [name, word] : address.options) {
        text += between + encoded(name) + '=' + encoded(word);
        between = '&';
    }
    return text;
}

std::string fault_in(const Address& address) {
    if (address.target.empty() && (address.scheme != "ble" || address.options.empty()))
        return "an address names no device";
    if (address.target.find('\0') != std::string::npos) return "a zero would cut the target short";
    const auto again = parse_address(written(address));
    if (!again || again->scheme != address.scheme || again->target != address.target ||
        again->options != address.options)
        return "an address that was written out is another";
    std::string shown = text_of(address);
    for (const auto& [name, word] : address.options) {
        shown += ' ' + name + ' ' + word;
        const auto number = number_option(address, name, 0.0, -1e3, 1e6);
        if (!number) {
            if (std::string fault = fuzz::fault_in_sentence(number.error(), shown); !fault.empty())
                return fault;
        } else if (!(*number >= -1e3 && *number <= 1e6)) {
            return "a number is out of bounds";
        }
    }
    const auto known = check_options(address, {});
    if (known.has_value() != address.options.empty()) return "an unknown option is taken";
    if (!known) return fuzz::fault_in_sentence(known.error(), shown);
    const auto place = host_port_of(address);
    if (!place) return fuzz::fault_in_sentence(place.error(), shown);
    const bool has_port = address.target.ends_with(std::to_string(place->port));
    return has_port ? "" : "a port is another than the address says";
}

std::string try_text(std::string_view text) {
    const auto address = parse_address(text);
    return address ? fault_in(*address) : fuzz::fault_in_sentence(address.error(), text);
}

}  // namespace
}  // namespace sacrum::firmware_bridge

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(sacrum::firmware_bridge::try_text(sacrum::fuzz::text_of(bytes, size)));
}
