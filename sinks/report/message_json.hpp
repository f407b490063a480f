// A message as protobuf's JSON form with the field names of proto/. The library's own writer goes through
// text streams and a tree of nodes and takes five times as long, which for the strides of an hour is a fifth
// of a second.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace sacrum::sinks {

struct JsonStyle {
    bool is_indented = false;
    bool has_defaults = true;  // 0, false and empty lists are findings too
};

// Of messages whose fields are numbers, words, enumerations, messages and lists of them: neither bytes nor
// maps.
std::string json_of(const google::protobuf::Message& message, const JsonStyle& style);

}  // namespace sacrum::sinks
