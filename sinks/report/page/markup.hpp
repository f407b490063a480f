// Small pieces of the page's markup. What is given as words is escaped here; what is given as markup is not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/metric.hpp"
#include "domain/side.hpp"

namespace sacrum::sinks {

// With a capital at the start. The words begin with a plain letter.
std::string as_sentence(std::string words);

// Escaped, and "95 %" stays in one line.
std::string prose(std::string_view words);

// An unordered list; empty where there is nothing in it.
std::string list_of(const std::vector<std::string>& sentences);

// "● left" in the colour of the side.
std::string side_key(Side side);

// Words that open the definition of that id.
std::string term(std::string_view definition, std::string_view words);
// The measure by its name.
std::string term(Metric metric);

}  // namespace sacrum::sinks
