// Puts a reference on the clock of a recording. By the obliquity of the pelvis where both have it, since that
// leaves the contacts free to be compared; else by the contacts, and then the mean difference of initial
// contacts is zero by making; by marks where a person asks for it. How much better the offset fits than the
// next one is said as a probability.
#pragma once

#include <optional>

#include "domain/comparison.hpp"
#include "domain/reference.hpp"
#include "domain/result.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

struct AlignmentParams {
    std::optional<Duration> offset{};                  // a person knows it
    std::optional<AlignmentMethod> method{};           // empty: obliquity, else contacts
    Duration least_overlap = std::chrono::seconds(5);  // of the two; more is safer, less finds short trials
};

// Fails where the two have nothing to align by.
Result<Alignment> align(const Session& session, const Reference& reference, const AlignmentParams& params);

}  // namespace sacrum::analysis
