#include "sinks/report/message_json.hpp"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "domain/foreign_text.hpp"
#include "sinks/export/decimal_text.hpp"

namespace sacrum::sinks {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

class Writer {
  public:
    explicit Writer(const JsonStyle& style) : style_(style) {}
    std::string take() { return std::move(text_); }

    void message(const Message& message) {
        const auto* reflection = message.GetReflection();
        open('{');
        for (const ShownField& shown : fields_of(*message.GetDescriptor())) {
            const FieldDescriptor& field = *shown.field;
            if (field.is_repeated()) {
                const int size = reflection->FieldSize(message, &field);
                if (size == 0 && !shown.is_always_there) continue;
                begin_element();
                text_ += shown.key;
                open('[');
                for (int at = 0; at < size; ++at) {
                    begin_element();
                    repeated(message, *reflection, field, at);
                }
                close(']');
            } else if (shown.is_always_there || reflection->HasField(message, &field)) {
                begin_element();
                text_ += shown.key;
                singular(message, *reflection, field);
            }
        }
        close('}');
    }

  private:
    // A number or word of which 0 or nothing is another thing than none.
    static bool can_be_absent(const FieldDescriptor& field) {
        return field.containing_oneof() != nullptr && field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
    }

    struct ShownField {
        const FieldDescriptor* field = nullptr;
        bool is_always_there = false;
        std::string key;  // "name":
    };
    // In protobuf's order: without defaults all by their number, otherwise what is always there as it is
    // declared, then what can be absent by its number.
    const std::vector<ShownField>& fields_of(const google::protobuf::Descriptor& descriptor) {
        std::vector<ShownField>& fields = fields_[&descriptor];
        if (!fields.empty()) return fields;
        for (int i = 0; i < descriptor.field_count(); ++i) {
            const FieldDescriptor& field = *descriptor.field(i);
            fields.push_back({&field, style_.has_defaults && !field.has_presence(),
                              '"' + field.name() + (style_.is_indented ? "\": " : "\":")});
        }
        std::ranges::stable_sort(fields, {}, [&](const ShownField& shown) {
            return style_.has_defaults && !can_be_absent(*shown.field) ? 0 : shown.field->number();
        });
        return fields;
    }

    void singular(const Message& message, const google::protobuf::Reflection& reflection,
                  const FieldDescriptor& field) {
        switch (field.cpp_type()) {
            case FieldDescriptor::CPPTYPE_INT32: return whole(reflection.GetInt32(message, &field));
            case FieldDescriptor::CPPTYPE_UINT32: return whole(reflection.GetUInt32(message, &field));
            case FieldDescriptor::CPPTYPE_INT64: return long_whole(reflection.GetInt64(message, &field));
            case FieldDescriptor::CPPTYPE_UINT64: return long_whole(reflection.GetUInt64(message, &field));
            case FieldDescriptor::CPPTYPE_DOUBLE: return number(reflection.GetDouble(message, &field));
            case FieldDescriptor::CPPTYPE_FLOAT: return number(reflection.GetFloat(message, &field));
            case FieldDescriptor::CPPTYPE_BOOL: return flag(reflection.GetBool(message, &field));
            case FieldDescriptor::CPPTYPE_ENUM:
                return enumerator(field, reflection.GetEnumValue(message, &field));
            case FieldDescriptor::CPPTYPE_STRING:
                assert(field.type() == FieldDescriptor::TYPE_STRING);
                return quoted(reflection.GetStringReference(message, &field, &scratch_));
            case FieldDescriptor::CPPTYPE_MESSAGE:
                return this->message(reflection.GetMessage(message, &field));
        }
    }

    void repeated(const Message& message, const google::protobuf::Reflection& reflection,
                  const FieldDescriptor& field, int at) {
        assert(!field.is_map());
        switch (field.cpp_type()) {
            case FieldDescriptor::CPPTYPE_INT32:
                return whole(reflection.GetRepeatedInt32(message, &field, at));
            case FieldDescriptor::CPPTYPE_UINT32:
                return whole(reflection.GetRepeatedUInt32(message, &field, at));
            case FieldDescriptor::CPPTYPE_INT64:
                return long_whole(reflection.GetRepeatedInt64(message, &field, at));
            case FieldDescriptor::CPPTYPE_UINT64:
                return long_whole(reflection.GetRepeatedUInt64(message, &field, at));
            case FieldDescriptor::CPPTYPE_DOUBLE:
                return number(reflection.GetRepeatedDouble(message, &field, at));
            case FieldDescriptor::CPPTYPE_FLOAT:
                return number(reflection.GetRepeatedFloat(message, &field, at));
            case FieldDescriptor::CPPTYPE_BOOL: return flag(reflection.GetRepeatedBool(message, &field, at));
            case FieldDescriptor::CPPTYPE_ENUM:
                return enumerator(field, reflection.GetRepeatedEnumValue(message, &field, at));
            case FieldDescriptor::CPPTYPE_STRING:
                assert(field.type() == FieldDescriptor::TYPE_STRING);
                return quoted(reflection.GetRepeatedStringReference(message, &field, at, &scratch_));
            case FieldDescriptor::CPPTYPE_MESSAGE:
                return this->message(reflection.GetRepeatedMessage(message, &field, at));
        }
    }

    template <class Number>
    void whole(Number number) {
        std::array<char, 32> digits{};
        text_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
    }
    // A number of JSON is a double, which cannot hold all of them.
    template <class Number>
    void long_whole(Number number) {
        text_ += '"';
        whole(number);
        text_ += '"';
    }
    template <class Number>
    void number(Number number) {
        if (std::isfinite(number)) {
            if constexpr (std::is_same_v<Number, double>) return append_shortest(text_, number);
            return whole(number);
        }
        text_ += std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    }
    void flag(bool value) { text_ += value ? "true" : "false"; }
    void enumerator(const FieldDescriptor& field, int value) {
        const auto* known = field.enum_type()->FindValueByNumber(value);
        if (known == nullptr) return whole(value);
        quoted(known->name());
    }

    // Besides what JSON asks for, what could end a script that the text stands in.
    void quoted(std::string_view words) {
        constexpr std::string_view kControls = "\b\f\n\r\t", kControlLetters = "bfnrt";
        constexpr std::string_view kHex = "0123456789abcdef";
        text_ += '"';
        for (std::size_t i = 0; i < words.size(); ++i) {
            const char c = words[i];
            if (static_cast<unsigned char>(c) >= 0x80) {
                const std::size_t length = character_length(words.substr(i));
                if (length == 0) {
                    text_ += "\\ufffd";
                } else {
                    text_ += words.substr(i, length);
                    i += length - 1;
                }
            } else if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (const auto control = kControls.find(c); control != std::string_view::npos) {
                text_ += '\\';
                text_ += kControlLetters[control];
            } else if (c < ' ' || c == '<' || c == '>' || c == '\x7f') {
                text_ += "\\u00";
                text_ += kHex[std::size_t(c) >> 4U];
                text_ += kHex[std::size_t(c) & 15U];
            } else {
                text_ += c;
            }
        }
        text_ += '"';
    }

    void open(char bracket) {
        text_ += bracket;
        ++depth_;
        is_first_ = true;
    }
    void begin_element() {
        if (!is_first_) text_ += ',';
        is_first_ = false;
        new_line();
    }
    void close(char bracket) {
        --depth_;
        if (!is_first_) new_line();
        is_first_ = false;
        text_ += bracket;
    }
    void new_line() {
        if (!style_.is_indented) return;
        text_ += '\n';
        text_.append(depth_, ' ');
    }

    JsonStyle style_;
    std::string text_, scratch_;
    std::unordered_map<const google::protobuf::Descriptor*, std::vector<ShownField>> fields_;
    std::size_t depth_ = 0;
    bool is_first_ = true;
};

}  // namespace

std::string json_of(const Message& message, const JsonStyle& style) {
    Writer writer(style);
    writer.message(message);
    std::string text = writer.take();
    if (style.is_indented) text += '\n';
    return text;
}

}  // namespace sacrum::sinks
