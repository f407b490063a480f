// What a session says, on stdout: a line of JSON for programs, or a line a stride for people.
#pragma once

#include "app/followed_device.hpp"

namespace sacrum::app {

// Every message as a line of JSON, flushed at once.
void print_json_line(const proto::LiveMessage& message);

// Strides, and what a person should know of the link, the device and the end.
void print_for_people(const proto::LiveMessage& message);

// The same without the strides: what a person at the terminal should know while the page shows them.
void print_session_for_people(const proto::LiveMessage& message);

}  // namespace sacrum::app
