// The zone of a measure: the band that a person has set for it, or what it was last time.
#pragma once

#include <optional>
#include <string>

#include "sinks/report/page/page_content.hpp"

namespace sacrum::sinks {

// How the session lies to it, in words: "82 % of strides in the band that was set (up to 8.0°)",
// "no change shown since last time". Empty where there is none.
std::string zone_words(const PageContent& content, Metric metric, std::optional<Side> side);

// Whether a band for the measure was set.
bool has_band(const proto::Configuration& configuration, Metric metric);

}  // namespace sacrum::sinks
