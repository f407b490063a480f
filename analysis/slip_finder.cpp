#include "analysis/slip_finder.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics.hpp"

namespace sacrum::analysis {
namespace {

struct Chunk {
    double start_s = 0.0;
    double obliquity = 0.0;
    double tilt = 0.0;
    GaitMode mode = GaitMode::walking;
};

double median_of(std::span<const Chunk> chunks, double Chunk::*field) {
    std::vector<double> values;
    for (const Chunk& chunk : chunks) values.push_back(chunk.*field);
    return median_in_place(values);
}

double scatter_of(std::span<const Chunk> chunks) {
    double largest = 0.0;
    for (const Chunk& a : chunks) {
        for (const Chunk& b : chunks)
            largest = std::max(largest, std::hypot(a.obliquity - b.obliquity, a.tilt - b.tilt));
    }
    return 0.5 * largest;
}

// Whole strides in a row, each chunk from contact to contact.
std::vector<Chunk> chunks_of(const GaitSignals& signals, std::span<const Contact> contacts, double chunk_s) {
    std::vector<Chunk> chunks;
    std::size_t first = 0;
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        if (contacts[k].opens_bout) first = k;
        const bool is_whole = (k - first) % 2 == 0 && k > first;
        if (!is_whole || contacts[k].time_s - contacts[first].time_s < chunk_s) continue;
        const std::size_t a = signals.nearest_row(contacts[first].time_s);
        const std::size_t b = std::max(a + 1, signals.nearest_row(contacts[k].time_s));
        Chunk chunk{.start_s = contacts[first].time_s, .mode = contacts[k].mode};
        for (std::size_t i = a; i < b; ++i) {
            chunk.obliquity += signals.obliquity[i] / double(b - a);
            chunk.tilt += signals.tilt[i] / double(b - a);
        }
        chunks.push_back(chunk);
        first = k;
    }
    return chunks;
}

}  // namespace

std::optional<double> SlipFinder::find(const GaitSignals& signals, std::span<const Contact> contacts) const {
    const std::vector<Chunk> chunks = chunks_of(signals, contacts, params_.chunk_s);
    const auto n = std::size_t(params_.chunks);
    const double least = radians_from_degrees(params_.least_deg);
    // The chunk in the middle may hold the slip itself and is left out of both sides.
    for (std::size_t i = n; i + n < chunks.size(); ++i) {
        const std::span<const Chunk> all(chunks);
        const auto before = all.subspan(i - n, n);
        const auto after = all.subspan(i + 1, n);
        if (std::ranges::any_of(all.subspan(i - n, 2 * n + 1),
                                [&](const Chunk& c) { return c.mode != chunks[i].mode; })) {
            continue;
        }
        const double step =
            std::hypot(median_of(after, &Chunk::obliquity) - median_of(before, &Chunk::obliquity),
                       median_of(after, &Chunk::tilt) - median_of(before, &Chunk::tilt));
        const double scatter = std::max(scatter_of(before), scatter_of(after));
        if (step > least && step > params_.noise_factor * scatter) return chunks[i].start_s;
    }
    return std::nullopt;
}

}  // namespace sacrum::analysis
