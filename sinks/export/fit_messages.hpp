// The messages that a FIT file consists of: a definition that says which fields follow, then data of that
// shape.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sacrum::sinks {

// Numbers of the profile, and those that messages go under within a file.
enum FitMessage : std::uint16_t {
    kFitFileIdMessage = 0,
    kFitSessionMessage = 18,
    kFitLapMessage = 19,
    kFitRecordMessage = 20,
    kFitEventMessage = 21,
    kFitActivityMessage = 34,
    kFitDescriptionMessage = 206,
    kFitDeveloperMessage = 207,
};
enum FitLocal : std::uint8_t {
    kFitFileId,
    kFitDeveloper,
    kFitDescription,
    kFitEvent,
    kFitRecord,
    kFitLap,
    kFitSession,
    kFitActivity
};

enum class FitType : std::uint8_t {
    enumeration = 0x00,
    uint8 = 0x02,
    uint16 = 0x84,
    uint32 = 0x86,
    text = 0x07,
    float32 = 0x88,
    byte = 0x0D,
};

struct FitField {
    std::uint8_t number = 0;
    std::uint8_t bytes = 0;  // a text: with its closing zero
    FitType type = FitType::uint8;
};
struct FitDeveloperField {
    std::uint8_t number = 0;
    std::uint8_t bytes = 0;
};

// Of data that follow under the local number; little-endian.
void append_fit_definition(std::string& bytes, std::uint8_t local, std::uint16_t message,
                           std::span<const FitField> fields,
                           std::span<const FitDeveloperField> developer_fields = {});
void append_fit_data_head(std::string& bytes, std::uint8_t local);
// Cut or padded with zeros to its field, whose last byte is zero.
void append_fit_text(std::string& bytes, std::string_view text, std::size_t field_bytes);

// CRC-16 as FIT counts it, carried on from piece to piece.
std::uint16_t fit_crc(std::string_view bytes, std::uint16_t crc = 0);

// The 14 bytes before the messages, which fill `message_bytes`.
std::string fit_header(std::uint32_t message_bytes);

}  // namespace sacrum::sinks
