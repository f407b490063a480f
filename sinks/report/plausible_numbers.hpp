// Whether the numbers of a message that was kept on a disk can be those of a session.
#pragma once

#include <google/protobuf/message.h>

namespace sacrum::sinks {

// Every number in the message and the messages in it: neither NaN nor beyond 1e9. Its depth is that of
// proto/, which is bounded.
bool has_plausible_numbers(const google::protobuf::Message& message);

}  // namespace sacrum::sinks
