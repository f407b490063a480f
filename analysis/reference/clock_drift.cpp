#include "analysis/reference/clock_drift.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sacrum::analysis {

void find_clock_drift(ReferenceComparison& comparison) {
    const auto& quantities = comparison.quantities;
    if (quantities.empty() || quantities.front().quantity != ComparedQuantity::initial_contact) return;
    const auto& pairs = quantities.front().pairs;
    constexpr std::size_t kFewest = 20;
    if (pairs.size() < kFewest) return;
    const auto n = double(pairs.size());
    double mean_t = 0.0, mean_d = 0.0;
    for (const ComparedPair& pair : pairs) {
        mean_t += pair.reference / n;
        mean_d += pair.difference() / n;
    }
    double tt = 0.0, td = 0.0, dd = 0.0;
    for (const ComparedPair& pair : pairs) {
        const double t = pair.reference - mean_t, d = pair.difference() - mean_d;
        tt += t * t;
        td += t * d;
        dd += d * d;
    }
    if (!(tt > 0.0)) return;
    // A recording whose second is longer shows earlier and earlier times.
    comparison.clock_drift_ppm = -1e6 * td / tt;
    comparison.clock_drift_error_ppm = 1e6 * std::sqrt(std::max(0.0, dd - td * td / tt) / (n - 2.0) / tt);
}

}  // namespace sacrum::analysis
