// Any bytes from a browser: a message of the page, a cookie, the form with a code, or whom it asked for. What
// is taken is what it should be.
#include <cstdint>

#include "proto/page.pb.h"
#include "sinks/dashboard/server/pairing_page.hpp"
#include "sinks/dashboard/server/request_rules.hpp"
#include "tests/fuzz/action_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace sacrum::sinks {
namespace {

std::string try_message(std::string_view bytes) {
    proto::PageRequest request;
    if (!request.ParseFromArray(bytes.data(), int(bytes.size())) || !request.has_action()) return {};
    request.mutable_action()->DiscardUnknownFields();
    const auto fits = firmware_bridge::check_action(request.action());
    return fits ? fuzz::fault_in(request.action()) : fuzz::fault_in_sentence(fits.error(), "");
}

std::string try_cookie(std::string_view header) {
    constexpr std::string_view kName = "sacrum-8600";
    const auto token = cookie_in(header, kName);
    const std::string said = std::string(kName) + '=' + std::string(token.value_or(""));
    if (token && header.find(said) == std::string_view::npos) return "a token is not in the cookie";
    if (token && token->find(';') != std::string_view::npos) return "a token goes on in the next cookie";
    if (!token && header.starts_with(said)) return "a token is not found";
    const std::string after = "a=1; " + said + "; " + std::string(header);
    return !token || cookie_in(after, kName) == token ? "" : "the first token is not taken";
}

std::string try_form(std::string_view body) {
    const std::string code = code_in_form(body);
    if (code.find_first_not_of("0123456789") != std::string::npos) return "a code is not of digits";
    if (code.size() > body.size()) return "a code is longer than the form";
    return code_in_form("code=" + code) == code ? "" : "a code that was written out is another";
}

std::string try_host(std::string_view host) {
    const std::vector<std::string> names = {"127.0.0.1", "localhost", "[::1]"};
    const std::string said(host);
    for (const std::uint16_t port : {std::uint16_t{80}, std::uint16_t{8600}}) {
        const std::string end = ":" + std::to_string(port);
        const bool is_ours = std::ranges::any_of(names, [&](const std::string& name) {
            return said == name + end || (port == 80 && said == name);
        });
        if (is_own_host(host, names, port) != is_ours) return "a foreign host is taken, or our own is not";
        if (is_own_origin("http://" + said, names, port) != is_ours) return "an origin is not its host";
        if (is_own_origin("https://" + said, names, port)) return "another scheme is taken";
    }
    return {};
}

// The first byte chooses.
std::string try_bytes(std::string_view bytes) {
    if (bytes.empty()) return {};
    const char choice = bytes.front();
    bytes.remove_prefix(1);
    if (choice == 'c') return try_cookie(bytes);
    if (choice == 'f') return try_form(bytes);
    return choice == 'h' ? try_host(bytes) : try_message(bytes);
}

}  // namespace
}  // namespace sacrum::sinks

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(sacrum::sinks::try_bytes(sacrum::fuzz::text_of(bytes, size)));
}
