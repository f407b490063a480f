#include "sinks/export/xdf_chunks.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "sinks/export/little_endian.hpp"

namespace sacrum::sinks {

void append_xdf_length(std::string& bytes, std::uint64_t length) {
    if (length <= std::numeric_limits<std::uint8_t>::max()) {
        bytes += char(1);
        append_bytes(bytes, std::uint8_t(length));
    } else if (length <= std::numeric_limits<std::uint32_t>::max()) {
        bytes += char(4);
        append_bytes(bytes, std::uint32_t(length));
    } else {
        bytes += char(8);
        append_bytes(bytes, length);
    }
}

void append_xdf_chunk(std::string& bytes, XdfTag tag, std::string_view content) {
    append_xdf_length(bytes, 2 + content.size());
    append_bytes(bytes, std::uint16_t(tag));
    bytes += content;
}

void append_xdf_chunk(std::string& bytes, XdfTag tag, std::uint32_t stream, std::string_view content) {
    append_xdf_length(bytes, 6 + content.size());
    append_bytes(bytes, std::uint16_t(tag));
    append_bytes(bytes, stream);
    bytes += content;
}

void append_xdf_boundary(std::string& bytes) {
    constexpr std::array<unsigned char, 16> kUuid{0x43, 0xA5, 0x46, 0xDC, 0xCB, 0xF5, 0x41, 0x0F,
                                                  0xB3, 0x0E, 0xD5, 0x46, 0x73, 0x83, 0xCB, 0xE4};
    std::string uuid;
    for (const unsigned char byte : kUuid) uuid += char(byte);
    append_xdf_chunk(bytes, XdfTag::boundary, uuid);
}

std::string xml_text(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            default: escaped += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;  // no controls in XML
        }
    }
    return escaped;
}

std::string& XdfSamples::add(SessionTime time) {
    const double seconds = in_seconds(time);
    if (count_ == 0) first_s_ = seconds;
    last_s_ = seconds;
    ++count_;
    ++waiting_;
    content_ += char(8);  // bytes of the time stamp
    append_bytes(content_, seconds);
    return content_;
}

void XdfSamples::flush_to(std::string& bytes) {
    if (waiting_ == 0) return;
    std::string counted;
    append_xdf_length(counted, waiting_);
    append_xdf_length(bytes, 6 + counted.size() + content_.size());
    append_bytes(bytes, std::uint16_t(XdfTag::samples));
    append_bytes(bytes, stream_);
    bytes += counted;
    bytes += content_;
    content_.clear();
    waiting_ = 0;
}

std::string XdfSamples::footer() const {
    return fmt::format(
        "<?xml version=\"1.0\"?><info><first_timestamp>{:.9f}</first_timestamp><last_timestamp>{:.9f}</last_"
        "timestamp><sample_count>{}</sample_count><clock_offsets></clock_offsets></info>",
        first_s_, last_s_, count_);
}

}  // namespace sacrum::sinks
