// A result of a guided test as something to keep, and what is kept as messages.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/past_screening.hpp"
#include "proto/history.pb.h"
#include "proto/screening.pb.h"

namespace sacrum::sinks {

// Without the day, which a result does not know. Empty: of a test that this program does not know, or not
// valid.
std::optional<PastScreening> past_screening(const proto::ScreeningResult& result);

// By which a result is recognised when it comes again: of its test and its figures.
std::string digest_of_screening(const PastScreening& screening);

// The result that `sacrum screen --out` wrote; empty: the file is something else, or holds a number that no
// test has.
std::optional<proto::ScreeningResult> parse_screening(std::string_view text);
std::optional<proto::ScreeningResult> read_screening(const std::filesystem::path& file);

proto::PastScreening to_message(const PastScreening& screening);
// `words`: what was done of it.
proto::PrescribedExercise to_message(const PrescribedExercise& exercise, const std::string& words);

}  // namespace sacrum::sinks
