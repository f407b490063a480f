#include "firmware_bridge/import/formats/c3d_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr unsigned kMark = 0x50;
constexpr unsigned kIntel = 84, kDec = 85, kSgi = 86;

std::string upper(std::string_view text) {
    std::string word(trimmed(text));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return word;
}

std::optional<C3dParameter> take_values(ByteCursor& cursor) {
    const auto type = cursor.take<std::int8_t>();
    const auto dimensions = cursor.take<std::uint8_t>();
    if (!type || !dimensions || *dimensions > 7) return std::nullopt;
    C3dParameter parameter;
    std::size_t count = 1;
    for (unsigned i = 0; i < *dimensions; ++i) {
        const auto extent = cursor.take<std::uint8_t>();
        if (!extent) return std::nullopt;
        parameter.extent.push_back(*extent);
        count *= *extent;
        if (count > cursor.left()) return std::nullopt;
    }
    const auto width = std::size_t(std::abs(int(*type)));
    if ((width != 1 && width != 2 && width != 4) || count > cursor.left() / width) return std::nullopt;
    if (*type == -1) {
        const std::size_t length = parameter.extent.empty() ? 1 : parameter.extent[0];
        for (std::size_t i = 0; length > 0 && i < count / length; ++i)
            parameter.texts.emplace_back(trimmed(*cursor.take_bytes(length)));
        return parameter;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (width == 1) parameter.numbers.push_back(double(*cursor.take<std::uint8_t>()));
        if (width == 2) parameter.numbers.push_back(double(*cursor.take<std::int16_t>()));
        if (width == 4) parameter.numbers.push_back(double(*cursor.take<float>()));
    }
    return parameter;
}

Result<ByteOrder> order_of(unsigned processor) {
    if (processor == kIntel) return ByteOrder::little;
    if (processor == kSgi) return ByteOrder::big;
    if (processor == kDec)
        return fail(ErrorKind::input, "holds DEC numbers, which are not read here; export it for Intel");
    return damaged_c3d(fmt::format("its byte order is {}, which is 84, 85 or 86", processor));
}

template <class Visit>
void for_each_piece(const C3dParameters& parameters, const std::string& group, const std::string& name,
                    Visit visit) {
    for (int i = 1;; ++i) {
        const C3dParameter* const more = parameters.find(group, i == 1 ? name : name + std::to_string(i));
        if (more == nullptr) return;
        visit(*more);
    }
}

}  // namespace

tl::unexpected<Error> damaged_c3d(const std::string& finding) {
    return fail(ErrorKind::input, "is damaged: " + finding + "; export it again");
}

bool is_c3d(std::string_view start) {
    if (start.size() < kC3dBlock || std::uint8_t(start[1]) != kMark) return false;
    const std::size_t first = std::uint8_t(start[0]);
    // Text may begin with a P in the second place, but it holds no zero.
    return first >= 2 && first < 128 && start.substr(0, kC3dBlock).find('\0') != std::string_view::npos;
}

Result<C3dParameters> read_c3d_parameters(std::string_view bytes) {
    const std::size_t start = std::size_t{std::uint8_t(bytes.front()) - 1U} * kC3dBlock;
    if (start + 4 > bytes.size()) return damaged_c3d("its parameters lie beyond its end");
    const auto order = order_of(std::uint8_t(bytes[start + 3]));
    if (!order) return tl::unexpected(order.error());
    C3dParameters parameters{.order = *order};
    const std::size_t length = std::size_t(std::uint8_t(bytes[start + 2])) * kC3dBlock;
    const std::size_t end = length == 0 ? bytes.size() : std::min(bytes.size(), start + length);
    std::map<int, std::string> names;
    std::vector<std::pair<int, std::pair<std::string, C3dParameter>>> found;
    for (std::size_t at = start + 4; at < end;) {
        ByteCursor cursor(bytes.substr(at, end - at), *order);
        const auto name_length = cursor.take<std::int8_t>();
        const auto group = cursor.take<std::int8_t>();
        if (!name_length || !group || *name_length == 0 || *group == 0) break;
        const auto name = cursor.take_bytes(std::size_t(std::abs(int(*name_length))));
        const std::size_t offset_at = cursor.at();
        const auto offset = cursor.take<std::uint16_t>();
        if (!name || !offset) return damaged_c3d("a parameter is cut off");
        if (*group < 0) {
            names[-*group] = upper(*name);
        } else {
            auto parameter = take_values(cursor);
            if (!parameter) return damaged_c3d("parameter " + quotable(*name) + " does not fit");
            found.push_back({*group, {upper(*name), std::move(*parameter)}});
        }
        if (*offset < 2) break;  // the last one
        at += offset_at + *offset;
    }
    // A parameter may stand before its group.
    for (auto& [group, named] : found) parameters.groups[names[group]][named.first] = std::move(named.second);
    return parameters;
}

const C3dParameter* C3dParameters::find(const std::string& group, const std::string& name) const {
    const auto in = groups.find(group);
    if (in == groups.end()) return nullptr;
    const auto found = in->second.find(name);
    return found == in->second.end() ? nullptr : &found->second;
}

std::optional<double> C3dParameters::number(const std::string& group, const std::string& name) const {
    const C3dParameter* const parameter = find(group, name);
    if (parameter == nullptr || parameter->numbers.size() != 1 || !std::isfinite(parameter->numbers[0]))
        return std::nullopt;
    return parameter->numbers[0];
}

std::string C3dParameters::text(const std::string& group, const std::string& name) const {
    const C3dParameter* const parameter = find(group, name);
    return parameter == nullptr || parameter->texts.empty() ? std::string() : parameter->texts.front();
}

std::vector<std::string> C3dParameters::texts(const std::string& group, const std::string& name) const {
    std::vector<std::string> all;
    for_each_piece(*this, group, name, [&](const C3dParameter& more) {
        all.insert(all.end(), more.texts.begin(), more.texts.end());
    });
    return all;
}

std::vector<double> C3dParameters::numbers(const std::string& group, const std::string& name) const {
    std::vector<double> all;
    for_each_piece(*this, group, name, [&](const C3dParameter& more) {
        all.insert(all.end(), more.numbers.begin(), more.numbers.end());
    });
    return all;
}

}  // namespace sacrum::firmware_bridge
