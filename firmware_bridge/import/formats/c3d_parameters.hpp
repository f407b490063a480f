// The parameters of a C3D file: groups of named numbers and texts.
//
//   1 0x50 blocks processor │ len -id NAME offset len description │ len id NAME offset type dims… values │ 0
//
// Bounded: every length and offset is checked against the bytes.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/formats/byte_cursor.hpp"

namespace sacrum::firmware_bridge {

struct C3dParameter {
    std::vector<double> numbers;     // empty where it holds text
    std::vector<std::string> texts;  // without blanks at the end
    std::vector<std::size_t> extent;
};

struct C3dParameters {
    ByteOrder order = ByteOrder::little;                                  // of the whole file
    std::map<std::string, std::map<std::string, C3dParameter>> groups{};  // names in upper case

    [[nodiscard]] const C3dParameter* find(const std::string& group, const std::string& name) const;
    [[nodiscard]] std::optional<double> number(const std::string& group, const std::string& name) const;
    // The first text; empty where there is none.
    [[nodiscard]] std::string text(const std::string& group, const std::string& name) const;
    // NAME with NAME2, NAME3, … behind it: a dimension is a byte, so long lists are cut in pieces.
    [[nodiscard]] std::vector<std::string> texts(const std::string& group, const std::string& name) const;
    [[nodiscard]] std::vector<double> numbers(const std::string& group, const std::string& name) const;
};

constexpr std::size_t kC3dBlock = 512;

bool is_c3d(std::string_view start);
// Of a file that begins as C3D does. Errors are sentences without the file's name.
Result<C3dParameters> read_c3d_parameters(std::string_view bytes);

tl::unexpected<Error> damaged_c3d(const std::string& finding);

}  // namespace sacrum::firmware_bridge
