#include "firmware_bridge/import/formats/xdf_chunks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <cmath>
#include <optional>
#include <sstream>

#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/byte_cursor.hpp"

namespace sacrum::firmware_bridge {
namespace {

// "XDF:", then chunks: length of the length (1, 4 or 8), length, kind, for kinds 2, 3, 4, 6 the stream,
// content.
enum class Kind : std::uint16_t {
    file_header = 1,
    stream_header = 2,
    samples = 3,
    clock_offset = 4,
    boundary = 5,
    stream_footer = 6
};

constexpr std::size_t kMostStreams = 1000;
constexpr std::size_t kMostChannels = 10000;
constexpr std::size_t kLongestHeader = std::size_t{4} << 20U;

// The parser of the library calls itself for every level.
bool is_too_deep(std::string_view xml) {
    constexpr int kDeepest = 64;
    int depth = 0;
    for (std::size_t i = 0; i + 1 < xml.size(); ++i) {
        if (xml[i] == '<') depth += xml[i + 1] == '/' ? -1 : 1;
        if (xml[i] == '/' && xml[i + 1] == '>') --depth;
        if (xml[i] == '?' && xml[i + 1] == '>') --depth;
        if (depth > kDeepest) return true;
    }
    return false;
}

using Tree = boost::property_tree::ptree;

std::optional<Tree> parse_xml(std::string_view xml) {
    if (xml.size() > kLongestHeader || is_too_deep(xml)) return std::nullopt;
    std::istringstream stream{std::string(xml)};
    Tree tree;
    try {
        boost::property_tree::read_xml(stream, tree);
    } catch (const boost::property_tree::xml_parser_error&) {
        return std::nullopt;
    }
    return tree;
}

std::string text_at(const Tree& tree, const char* path) {
    return std::string(trimmed(tree.get<std::string>(path, "")));
}

std::optional<XdfStream> read_stream_header(std::uint32_t id, std::string_view xml) {
    const auto tree = parse_xml(xml);
    if (!tree) return std::nullopt;
    XdfStream stream;
    stream.id = id;
    stream.name = text_at(*tree, "info.name");
    stream.type = text_at(*tree, "info.type");
    stream.channel_format = text_at(*tree, "info.channel_format");
    stream.mounting = text_at(*tree, "info.desc.setup.mount");  // as our own export has it
    if (stream.mounting.empty()) stream.mounting = text_at(*tree, "info.desc.mount");
    const auto count = number(text_at(*tree, "info.channel_count"), false);
    const auto rate = number(text_at(*tree, "info.nominal_srate"), false);
    if (!count || !(*count >= 0.0 && *count <= double(kMostChannels))) return std::nullopt;
    if (rate && !(*rate >= 0.0 && std::isfinite(*rate))) return std::nullopt;
    stream.channel_count = std::size_t(*count);
    stream.nominal_rate_hz = rate.value_or(0.0);
    if (const auto channels = tree->get_child_optional("info.desc.channels")) {
        for (const auto& [word, channel] : *channels) {
            if (word != "channel" || stream.channels.size() == stream.channel_count) continue;
            stream.channels.push_back(
                {text_at(channel, "label"), text_at(channel, "type"), text_at(channel, "unit")});
        }
    }
    return stream;
}

std::optional<std::uint64_t> take_length(ByteCursor& cursor) {
    const auto width = cursor.take<std::uint8_t>();
    if (!width) return std::nullopt;
    if (*width == 1) return cursor.take<std::uint8_t>();
    if (*width == 4) return cursor.take<std::uint32_t>();
    if (*width == 8) return cursor.take<std::uint64_t>();
    return std::nullopt;
}

tl::unexpected<Error> damaged(std::size_t at, const std::string& finding) {
    return fail(ErrorKind::input, fmt::format("is damaged at byte {}: {}; export it again", at, finding));
}

XdfStream* find_stream(XdfFile& file, std::uint32_t id) {
    const auto found =
        std::find_if(file.streams.begin(), file.streams.end(), [&](const auto& s) { return s.id == id; });
    return found == file.streams.end() ? nullptr : &*found;
}

Result<void> take_chunk(XdfFile& file, std::string_view chunk, std::size_t at) {
    ByteCursor cursor(chunk);
    const auto tag = cursor.take<std::uint16_t>();
    if (!tag || *tag < 1 || *tag > 6)
        return damaged(at, tag ? fmt::format("a chunk of kind {}, of which there are 1 to 6", *tag)
                               : std::string("a chunk without a kind"));
    const Kind kind{*tag};
    if (kind == Kind::file_header || kind == Kind::boundary) return {};
    const auto id = cursor.take<std::uint32_t>();
    if (!id) return damaged(at, "a chunk that names no stream");
    const std::string_view content = chunk.substr(cursor.at());
    XdfStream* const stream = find_stream(file, *id);
    if (kind != Kind::stream_header) {
        if (stream == nullptr) return damaged(at, fmt::format("stream {} has no header before it", *id));
        if (kind == Kind::samples) stream->contents.push_back(content);
        return {};
    }
    if (stream != nullptr) return damaged(at, fmt::format("stream {} has two headers", *id));
    auto header = read_stream_header(*id, content);
    if (!header) return damaged(at, fmt::format("the header of stream {} cannot be read", *id));
    if (file.streams.size() == kMostStreams) return damaged(at, "more than 1000 streams");
    file.streams.push_back(std::move(*header));
    return {};
}

}  // namespace

bool is_xdf(std::string_view start) { return start.starts_with("XDF:"); }

Result<XdfFile> read_xdf_chunks(std::string_view bytes) {
    if (!is_xdf(bytes)) return fail(ErrorKind::input, "does not begin as an XDF file does; export it again");
    XdfFile file;
    ByteCursor cursor(bytes);
    cursor.take_bytes(4);
    while (cursor.left() > 0) {
        const std::size_t at = cursor.at();
        const auto width = *cursor.peek<std::uint8_t>(at);
        if (width != 1 && width != 4 && width != 8)
            return damaged(at, fmt::format("a length of {} bytes, which is 1, 4 or 8", width));
        const auto length = take_length(cursor);
        if (!length || *length > cursor.left()) {
            file.is_cut = true;
            break;
        }
        if (auto taken = take_chunk(file, *cursor.take_bytes(std::size_t(*length)), at); !taken)
            return tl::unexpected(taken.error());
    }
    return file;
}

}  // namespace sacrum::firmware_bridge
