// The catalogue of measures as text: for the console, and as the page docs/metrics.md.
#pragma once

#include <string>

#include "domain/metric.hpp"

namespace sacrum::sinks {

std::string explanation(const MetricDefinition& definition);
std::string explanation_markdown(const MetricDefinition& definition);
std::string all_explanations();
// docs/metrics.md, whole.
std::string metrics_page();

}  // namespace sacrum::sinks
