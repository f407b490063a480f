// The result of a guided test as the message that is printed, stored and compared, and as words for people.
#pragma once

#include <string>

#include "domain/screening.hpp"
#include "proto/screening.pb.h"

namespace sacrum::sinks {

proto::ScreeningResult to_message(const ScreeningResult& result);

// The measures side by side, the differences that can be told from chance, what to know; ends in a new line.
std::string screening_words(const ScreeningResult& result);

// What is offered to train with, one exercise after the other.
std::string plan_words(const ScreeningResult& result);

}  // namespace sacrum::sinks
