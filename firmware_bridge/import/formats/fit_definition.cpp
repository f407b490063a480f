#include "firmware_bridge/import/formats/fit_definition.hpp"

#include <fmt/format.h>

#include <utility>

namespace sacrum::firmware_bridge {

Result<bool> take_fit_definition(ByteCursor& cursor, std::optional<FitDefinition>& definition,
                                 bool has_developer_fields) {
    FitDefinition found;
    cursor.take<std::uint8_t>();
    const auto order = cursor.take<std::uint8_t>();
    if (!order) return false;
    if (*order > 1) {
        return fail(ErrorKind::input,
                    fmt::format("is damaged at byte {}: a byte order of {}, which is 0 or 1; "
                                "copy it again from the device",
                                cursor.at() - 1, *order));
    }
    found.order = *order == 1 ? ByteOrder::big : ByteOrder::little;
    cursor.set_order(found.order);
    const auto message = cursor.take<std::uint16_t>();
    cursor.set_order(ByteOrder::little);
    const auto fields = cursor.take<std::uint8_t>();
    if (!message || !fields) return false;
    found.message = *message;
    for (unsigned i = 0; i < *fields; ++i) {
        const auto field = cursor.take_bytes(3);
        if (!field) return false;
        found.fields.push_back({std::uint8_t((*field)[0]), std::uint8_t((*field)[1])});
        found.size += found.fields.back().size;
    }
    if (has_developer_fields) {
        const auto more = cursor.take<std::uint8_t>();
        if (!more) return false;
        for (unsigned i = 0; i < *more; ++i) {
            const auto field = cursor.take_bytes(3);
            if (!field) return false;
            found.size += std::uint8_t((*field)[1]);
        }
    }
    definition = std::move(found);
    return true;
}

}  // namespace sacrum::firmware_bridge
