#include "app/page_notice.hpp"

#include <fmt/format.h>
#include <qrencode.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>

namespace sacrum::app {
namespace {

constexpr int kMargin = 2;  // modules around it, without which no camera finds it

// Two rows of modules a line, light on dark as terminals mostly are; empty where it cannot be made.
std::string qr_picture(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1), &QRcode_free);
    if (!code) return {};
    const auto is_light = [&](int row, int column) {
        const bool is_inside = row >= 0 && column >= 0 && row < code->width && column < code->width;
        return !is_inside || (code->data[row * code->width + column] & 1U) == 0;
    };
    std::string picture;
    for (int row = -kMargin; row < code->width + kMargin; row += 2) {
        for (int column = -kMargin; column < code->width + kMargin; ++column) {
            const bool upper = is_light(row, column), lower = is_light(row + 1, column);
            picture += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
        }
        picture += '\n';
    }
    return picture;
}

std::string in_two(std::string_view code) { return fmt::format("{} {}", code.substr(0, 3), code.substr(3)); }

}  // namespace

void print_page_addresses(std::FILE* out, const sinks::PageServer& page) {
    fmt::print(out, "page {}\n", page.address());
    const auto elsewhere = page.addresses_elsewhere();
    for (const auto& address : elsewhere) fmt::print(out, "page {} from elsewhere, with a code\n", address);
    if (!elsewhere.empty() && isatty(fileno(out)) == 1) fmt::print(out, "{}", qr_picture(elsewhere.front()));
    std::fflush(out);
}

void print_page_codes(std::FILE* out, const sinks::PairingCodes& codes, const char* why) {
    const std::string_view reason = why;
    fmt::print(out, "{}{}code {} to take part, {} to look on\n", reason, reason.empty() ? "" : ": ",
               in_two(codes.change), in_two(codes.look));
    std::fflush(out);
}

}  // namespace sacrum::app
