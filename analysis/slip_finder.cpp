#include "analysis/slip_finder.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics.hpp"

namespace sacrum::analysis {

void SlipFinder::restart(const Contact& contact) {
    current_ = {.start_s = contact.time_s};
    steps_ = 0;
}

void SlipFinder::see(const GaitSignals& signals, const Contact& contact) {
    const bool continues = last_ && !contact.opens_bout && last_->mode == contact.mode;
    if (last_ && last_->mode != contact.mode) known_ = 0;  // walking and running have postures of their own
    if (!continues) {
        restart(contact);
        last_ = contact;
        return;
    }
    const std::size_t a = signals.nearest_row(last_->time_s);
    const std::size_t b = signals.nearest_row(contact.time_s);
    for (std::size_t i = a; i < b; ++i) {
        current_.obliquity += signals.obliquity[i];
        current_.tilt += signals.tilt[i];
        current_.rows += 1.0;
    }
    last_ = contact;
    ++steps_;
    if (steps_ % 2 != 0 || contact.time_s - current_.start_s < params_.chunk_s || !(current_.rows > 0.0))
        return;
    current_.obliquity /= current_.rows;
    current_.tilt /= current_.rows;
    if (known_ == kChunks) {
        std::shift_left(chunks_.begin(), chunks_.end(), 1);
        --known_;
    }
    chunks_[known_++] = current_;
    restart(contact);
    if (known_ == kChunks && !slipped_at_s_) compare();
}

double SlipFinder::median_of(std::span<const Chunk> chunks, double Chunk::*field) {
    std::array<double, kSide> values{};
    for (std::size_t i = 0; i < kSide; ++i) values[i] = chunks[i].*field;
    return median_in_place(values);
}

double SlipFinder::scatter_of(std::span<const Chunk> chunks) {
    double largest = 0.0;
    for (const Chunk& a : chunks) {
        for (const Chunk& b : chunks) {
            largest = std::max(largest, std::hypot(a.obliquity - b.obliquity, a.tilt - b.tilt));
        }
    }
    return 0.5 * largest;
}

void SlipFinder::compare() {
    const auto before = std::span(chunks_).first<kSide>();
    const auto after = std::span(chunks_).last<kSide>();
    const double step = std::hypot(median_of(after, &Chunk::obliquity) - median_of(before, &Chunk::obliquity),
                                   median_of(after, &Chunk::tilt) - median_of(before, &Chunk::tilt));
    const double scatter = std::max(scatter_of(before), scatter_of(after));
    if (step > radians_from_degrees(params_.least_deg) && step > params_.noise_factor * scatter) {
        slipped_at_s_ = chunks_[kSide].start_s;
    }
}

}  // namespace sacrum::analysis
