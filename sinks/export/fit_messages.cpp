#include "sinks/export/fit_messages.hpp"

#include <algorithm>

#include "sinks/export/little_endian.hpp"

namespace sacrum::sinks {

void append_fit_definition(std::string& bytes, std::uint8_t local, std::uint16_t message,
                           std::span<const FitField> fields,
                           std::span<const FitDeveloperField> developer_fields) {
    constexpr unsigned kDefinition = 0x40;
    constexpr unsigned kHasDeveloperFields = 0x20;
    append_bytes(bytes,
                 std::uint8_t(kDefinition | (developer_fields.empty() ? 0u : kHasDeveloperFields) | local));
    append_bytes(bytes, std::uint8_t(0));  // reserved
    append_bytes(bytes, std::uint8_t(0));  // little-endian
    append_bytes(bytes, message);
    append_bytes(bytes, std::uint8_t(fields.size()));
    for (const FitField& field : fields) {
        append_bytes(bytes, field.number);
        append_bytes(bytes, field.bytes);
        append_bytes(bytes, std::uint8_t(field.type));
    }
    if (developer_fields.empty()) return;
    append_bytes(bytes, std::uint8_t(developer_fields.size()));
    for (const FitDeveloperField& field : developer_fields) {
        append_bytes(bytes, field.number);
        append_bytes(bytes, field.bytes);
        append_bytes(bytes, std::uint8_t(0));  // of developer 0
    }
}

void append_fit_data_head(std::string& bytes, std::uint8_t local) { append_bytes(bytes, local); }

void append_fit_text(std::string& bytes, std::string_view text, std::size_t field_bytes) {
    text = text.substr(0, field_bytes - 1);
    bytes += text;
    bytes.append(field_bytes - text.size(), '\0');
}

std::uint16_t fit_crc(std::string_view bytes, std::uint16_t crc) {
    constexpr unsigned kPolynomial = 0xA001;  // CRC-16 with its bits reversed
    unsigned sum = crc;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = (sum & 1u) != 0 ? (sum >> 1) ^ kPolynomial : sum >> 1;
    }
    return std::uint16_t(sum);
}

std::string fit_header(std::uint32_t message_bytes) {
    constexpr std::uint8_t kProtocol20 = 0x20;  // the first with developer fields
    constexpr std::uint16_t kProfile = 2132;
    std::string header;
    append_bytes(header, std::uint8_t(14));
    append_bytes(header, kProtocol20);
    append_bytes(header, kProfile);
    append_bytes(header, message_bytes);
    header += ".FIT";
    append_bytes(header, fit_crc(header));
    return header;
}

}  // namespace sacrum::sinks
