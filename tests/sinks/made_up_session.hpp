// A session with one of everything, so that every cell and every sentence of an output can be looked at.
#pragma once

#include "domain/session.hpp"

namespace sacrum::sinks {

// Three valid strides a side and a rejected one; the right side drops further than the left.
Session made_up_session();
// Contacts, but neither side known: every stride is rejected for it.
Session session_of_unknown_sides();
// Samples, and nothing in them that is gait.
Session session_without_gait();
// One stride of the left side and nothing else.
Session session_of_one_stride();

}  // namespace sacrum::sinks
