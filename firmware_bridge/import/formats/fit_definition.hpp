// The grammar of a FIT file: a definition says which fields the messages that follow it have.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/formats/byte_cursor.hpp"

namespace sacrum::firmware_bridge {

struct FitField {
    std::uint8_t number = 0;
    std::uint8_t size = 0;
};

struct FitDefinition {
    std::uint16_t message = 0xFFFF;
    ByteOrder order = ByteOrder::little;
    std::vector<FitField> fields;
    std::size_t size = 0;  // of a message, fields of developers included
};

// False where the file was cut within it. Errors are sentences without the file's name.
Result<bool> take_fit_definition(ByteCursor& cursor, std::optional<FitDefinition>& definition,
                                 bool has_developer_fields);

// The content of one message by field.
class FitMessage {
  public:
    FitMessage(const FitDefinition& definition, std::string_view content)
        : definition_(definition), content_(content) {}

    template <class T>
    [[nodiscard]] std::vector<T> all(std::uint8_t number) const {
        std::size_t at = 0;
        for (const FitField& field : definition_.fields) {
            if (field.number == number && field.size % sizeof(T) == 0) {
                ByteCursor cursor(content_.substr(at, field.size), definition_.order);
                std::vector<T> values;
                while (const auto value = cursor.take<T>()) values.push_back(*value);
                return values;
            }
            at += field.size;
        }
        return {};
    }
    template <class T>
    [[nodiscard]] std::optional<T> one(std::uint8_t number) const {
        const auto values = all<T>(number);
        return values.size() == 1 ? std::optional(values.front()) : std::nullopt;
    }

  private:
    const FitDefinition& definition_;
    std::string_view content_;
};

}  // namespace sacrum::firmware_bridge
