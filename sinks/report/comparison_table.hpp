// A comparison for people on a console, and its pairs as a table for programs.
#pragma once

#include <string>
#include <string_view>

#include "domain/comparison.hpp"

namespace sacrum::sinks {

// How the two were aligned, the figures of every quantity, what a reader must know.
std::string comparison_table(const ReferenceComparison& comparison);

// "offset +0.012 ± 0.001 s by the obliquity of the pelvis; …"
std::string alignment_sentence(const Alignment& alignment);

// quantity,side,t_s,reference,measured: a row per pair, each in the unit that the quantity's name ends in.
std::string comparison_csv(const ReferenceComparison& comparison);

}  // namespace sacrum::sinks
