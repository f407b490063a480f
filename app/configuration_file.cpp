#include "app/configuration_file.hpp"

#include <fmt/format.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"

namespace sacrum::app {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::int64_t kMostWhole = 0xFFFFFFFF;

std::string known_keys(const google::protobuf::Descriptor& message) {
    std::string keys;
    for (int i = 0; i < message.field_count(); ++i) keys += (i == 0 ? "" : ", ") + message.field(i)->name();
    return keys;
}

std::string enum_words(const google::protobuf::EnumDescriptor& type) {
    std::string words;
    for (int i = 1; i < type.value_count(); ++i) {  // 0 is "not chosen"
        std::string name = type.value(i)->name();
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
        words += (i == 1 ? "" : " or ") + name;
    }
    return words;
}

std::string expected_kind(const FieldDescriptor& field) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return "true or false";
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) return "a number";
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) return enum_words(*field.enum_type());
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32) return "a whole number from 0 on";
    if (field.is_repeated())
        return fmt::format("tables: each begins with [[{}]] and its path before it", field.name());
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return "a table";
    return "text in quotes";
}

// Reads the values of one file; remembers its name for the sentences.
class Reader {
  public:
    explicit Reader(std::string file) : file_(std::move(file)) {}

    [[nodiscard]] Result<void> read_table(const toml::table& table, Message& message) const {
        for (const auto& [key, node] : table) {
            const auto* field = message.GetDescriptor()->FindFieldByName(std::string(key.str()));
            if (field == nullptr) {
                return fail(ErrorKind::usage,
                            fmt::format("{}: line {}: {} is not a setting; the settings here are {}", file_,
                                        key.source().begin.line, quotable(key.str()),
                                        known_keys(*message.GetDescriptor())));
            }
            if (auto read = read_field(node, *field, message); !read) return read;
        }
        return {};
    }

  private:
    [[nodiscard]] Result<void> read_field(const toml::node& node, const FieldDescriptor& field,
                                          Message& message) const {
        const auto* reflection = message.GetReflection();
        if (field.is_repeated()) {
            if (node.is_array()) return read_tables(*node.as_array(), field, message);
        } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && node.is_table()) {
            return read_table(*node.as_table(), *reflection->MutableMessage(&message, &field));
        }
        if (const auto whole = node.value_exact<std::int64_t>();
            field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 && whole && *whole >= 0 &&
            *whole <= kMostWhole) {
            reflection->SetUInt32(&message, &field, std::uint32_t(*whole));
            return {};
        }
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL && node.is_boolean()) {
            reflection->SetBool(&message, &field, **node.as_boolean());
            return {};
        }
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE && node.is_number()) {
            reflection->SetDouble(&message, &field, *node.value<double>());
            return {};
        }
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING && node.is_string()) {
            reflection->SetString(&message, &field, **node.as_string());
            return {};
        }
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM && node.is_string()) {
            std::string name = **node.as_string();
            std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::toupper(c)); });
            const auto* chosen = field.enum_type()->FindValueByName(name);
            if (chosen != nullptr && chosen->number() != 0) {
                reflection->SetEnum(&message, &field, chosen);
                return {};
            }
        }
        return refuse(node, field);
    }

    // An array of tables.
    [[nodiscard]] Result<void> read_tables(const toml::array& array, const FieldDescriptor& field,
                                           Message& message) const {
        for (const auto& node : array) {
            if (!node.is_table()) return refuse(node, field);
            if (auto read =
                    read_table(*node.as_table(), *message.GetReflection()->AddMessage(&message, &field));
                !read)
                return read;
        }
        return {};
    }

    [[nodiscard]] Result<void> refuse(const toml::node& node, const FieldDescriptor& field) const {
        return fail(ErrorKind::usage, fmt::format("{}: line {}: {} takes {}", file_, node.source().begin.line,
                                                  field.name(), expected_kind(field)));
    }

    std::string file_;
};

}  // namespace

Result<proto::Configuration> parse_configuration(std::string_view text, const std::string& file) {
    try {
        const toml::table table = toml::parse(text, file);
        proto::Configuration configuration;
        if (auto read = Reader(file).read_table(table, configuration); !read) {
            return tl::unexpected(read.error());
        }
        return configuration;
    } catch (const toml::parse_error& error) {
        return fail(ErrorKind::usage, fmt::format("{}: line {}: {}", file, error.source().begin.line,
                                                  printable(error.description())));
    }
}

Result<proto::Configuration> read_configuration_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return fail(ErrorKind::usage, path.string() + ": no such file; --config takes a TOML file");
    }
    const auto text = firmware_bridge::read_bytes(path);
    if (!text) return tl::unexpected(text.error());
    return parse_configuration(*text, path.string());
}

}  // namespace sacrum::app
