// What a fallible call returns. An Error is one sentence for the person who must act: the thing, the finding,
// the remedy.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace sacrum {

enum class ErrorKind {
    usage,   // the call's words are wrong
    input,   // a file or device is missing, unreadable or not what it should be
    output,  // results cannot be written
};

struct Error {
    ErrorKind kind = ErrorKind::input;
    std::string sentence;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string sentence) {
    return tl::unexpected<Error>(Error{kind, std::move(sentence)});
}

}  // namespace sacrum
