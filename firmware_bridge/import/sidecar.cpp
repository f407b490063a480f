#include "firmware_bridge/import/sidecar.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "firmware_bridge/import/file_bytes.hpp"

namespace sacrum::firmware_bridge {
namespace {

// Python writes NaN, Infinity and -Infinity, which JSON does not know. Outside of texts they are read as
// null.
std::string with_null_for_nan(std::string_view json) {
    std::string plain;
    plain.reserve(json.size());
    bool is_in_text = false;
    while (!json.empty()) {
        if (json.front() == '"') is_in_text = !is_in_text;
        std::size_t taken = json.front() == '\\' && is_in_text ? std::min<std::size_t>(2, json.size()) : 1;
        bool is_unknown = false;
        for (const std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
            if (is_in_text || !json.starts_with(word)) continue;
            is_unknown = true;
            taken = word.size();
        }
        plain += is_unknown ? std::string_view("null") : json.substr(0, taken);
        json.remove_prefix(taken);
    }
    return plain;
}

}  // namespace

Result<std::optional<DeclaredMounting>> parse_sidecar(std::string_view json, const std::string& file) {
    const auto parsed = nlohmann::json::parse(with_null_for_nan(json), nullptr, false);
    if (parsed.is_discarded()) {
        return fail(ErrorKind::input, file + ": not valid JSON; correct it or take it away");
    }
    if (!parsed.is_object())
        return fail(ErrorKind::input, file + ": holds no JSON object; correct it or take it away");
    const auto mount = parsed.find("mount");
    if (mount == parsed.end() || mount->is_null()) return std::optional<DeclaredMounting>{};
    if (!mount->is_string()) {
        return fail(ErrorKind::input,
                    file + ": field \"mount\" is not a text; write it as in \"up=+x,left=+y\"");
    }
    auto mounting = parse_mounting(mount->get_ref<const std::string&>());
    if (!mounting) return fail(ErrorKind::input, file + ": " + mounting.error().sentence);
    return std::optional(std::move(*mounting));
}

Result<std::optional<DeclaredMounting>> read_sidecar(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return std::optional<DeclaredMounting>{};
    const auto bytes = read_bytes(path);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_sidecar(*bytes, path.filename().string());
}

}  // namespace sacrum::firmware_bridge
