#include "analysis/mounting_finder.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/step_period.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kLeastMovement = 0.5;     // m/s², RMS of the vertical acceleration over a second
constexpr double kRelativeMovement = 0.4;  // of its 90th percentile
constexpr double kShortestPiece = 2.5;     // s
constexpr double kLargestTurnRate = 25.0;  // deg/s
constexpr double kShortestStep = 0.23;     // s, sprinting
constexpr double kLongestStep = 0.95;      // s, very slow walking
constexpr int kHarmonics = 6;
constexpr double kStridesPerWindow = 4.0;

std::size_t rows_in(std::span<const RowRange> ranges) {
    std::size_t sum = 0;
    for (const RowRange& range : ranges) sum += range.length();
    return sum;
}

double forward_of(double xx, double xy, double yy) {
    // Eigenvector of the smallest eigenvalue of [[xx, xy], [xy, yy]]: at right angles to the main axis.
    return 0.5 * std::atan2(2.0 * xy, xx - yy) + 0.5 * std::numbers::pi;
}

}  // namespace

void MountingFinder::Evidence::clear() {
    total = {};
    phase = {};
    angles.clear();
}

// Pieces of steady movement straight ahead: the running where there is more of it than of walking, else the
// walking. Says whether it is running.
bool MountingFinder::find_movement(const GaitSignals& signals, std::span<const RowRange> running) {
    const auto rate = Frequency::of_si(signals.rate_hz);
    const std::size_t rows = signals.size();
    movement_.update({signals.vertical, signals.vertical, signals.turn_rate}, rate, 0, 0);
    vertical_.assign(movement_[1].begin(), movement_[1].end());
    for (std::size_t i = 0; i < rows; ++i) vertical_[i] -= movement_[0][i];
    const std::vector<double>& turn_rate = movement_[2];

    const auto half = std::size_t(0.5 * signals.rate_hz);
    double square = 0.0;
    std::size_t from = 0, to = 0;
    rms_.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        for (; to < std::min(rows, i + half); ++to) square += vertical_[to] * vertical_[to];
        for (; from + half < i; ++from) square -= vertical_[from] * vertical_[from];
        rms_[i] = std::sqrt(std::max(0.0, square) / double(to - from));
    }
    sorted_.assign(rms_.begin(), rms_.end());
    const auto rank = sorted_.begin() + std::ptrdiff_t(double(rows - 1) * 0.9);
    std::nth_element(sorted_.begin(), rank, sorted_.end());
    const double least = std::max(kLeastMovement, kRelativeMovement * *rank);
    const double turning = radians_from_degrees(kLargestTurnRate);

    const auto shortest = std::size_t(kShortestPiece * signals.rate_hz);
    const bool uses_running = 2 * rows_in(running) > rows / 2;
    moving_.clear();
    std::size_t first = 0;
    bool is_moving = false;
    for (std::size_t i = 0; i <= rows; ++i) {
        const bool runs =
            i < rows && std::ranges::any_of(running, [&](const RowRange& r) { return r.contains(i); });
        const bool moves = i < rows && runs == uses_running && rms_[i] > least &&
                           std::abs(turn_rate[i]) < turning && !signals.is_bridged[i];
        if (moves && !is_moving) first = i;
        if (!moves && is_moving && i - first >= shortest) moving_.push_back({first, i});
        is_moving = moves;
    }
    return uses_running;
}

// Of blocks of rows: what they smooth lies above the harmonics, and alike in both directions.
MountingFinder::Sums MountingFinder::harmonics(const GaitSignals& signals, double first_row,
                                               double stride_rows) const {
    using Each = Eigen::Array<double, kHarmonics, 1>;
    const double stride = stride_rows / double(signals.block_rows);
    const double length = kStridesPerWindow * stride;
    const auto first = std::size_t(first_row) / signals.block_rows;
    Each cosine = Each::Ones(), sine = Each::Zero(), cosine_of_turn, sine_of_turn;
    for (int h = 0; h < kHarmonics; ++h) {
        const double turn = 2.0 * std::numbers::pi * double(h + 1) / stride;
        cosine_of_turn[h] = std::cos(turn);
        sine_of_turn[h] = std::sin(turn);
    }
    Each x_cosine = Each::Zero(), x_sine = Each::Zero(), y_cosine = Each::Zero(), y_sine = Each::Zero();
    for (double k = 0.0; k < length; k += 1.0) {
        const std::size_t block = first + std::size_t(k);
        if (block >= signals.blocks.forward.size()) break;
        const double weight = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * k / length);
        const double x = weight * signals.blocks.forward[block], y = weight * signals.blocks.left[block];
        x_cosine += x * cosine;
        x_sine += x * sine;
        y_cosine += y * cosine;
        y_sine += y * sine;
        const Each next = cosine * cosine_of_turn - sine * sine_of_turn;
        sine = cosine * sine_of_turn + sine * cosine_of_turn;
        cosine = next;
    }
    const Each xx = x_cosine.square() + x_sine.square(), yy = y_cosine.square() + y_sine.square();
    const Each xy = x_cosine * y_cosine + x_sine * y_sine;
    Sums sums;
    for (int h = 0; h < kHarmonics; ++h) {
        const double sign = h % 2 == 0 ? 1.0 : -1.0;  // the first is odd
        sums.xx += sign * xx[h];
        sums.yy += sign * yy[h];
        sums.xy += sign * xy[h];
        sums.power += xx[h] + yy[h];
    }
    return sums;
}

void MountingFinder::add_headings(const GaitSignals& signals, Evidence& evidence) const {
    const auto longest = std::size_t(8.0 * signals.rate_hz);  // over which one step time holds
    const auto shortest = std::size_t(kShortestPiece * signals.rate_hz);
    for (const RowRange& piece : moving_) {
        for (std::size_t from = piece.first; from + shortest <= piece.last;) {
            const std::size_t to = std::min(piece.last, from + longest);
            const auto step =
                step_period(std::span(vertical_).subspan(from, to - from), kShortestStep * signals.rate_hz,
                            std::min(kLongestStep * signals.rate_hz, 0.5 * double(to - from) - 1.0));
            const double stride = 2.0 * step.value_or(0.0);
            for (double row = double(from); step && row + kStridesPerWindow * stride <= double(to);
                 row += 0.5 * kStridesPerWindow * stride) {
                const Sums sums = harmonics(signals, row, stride);
                evidence.total.xx += sums.xx;
                evidence.total.xy += sums.xy;
                evidence.total.yy += sums.yy;
                evidence.total.power += sums.power;
                evidence.angles.push_back(forward_of(sums.xx, sums.xy, sums.yy));
            }
            from = to;
        }
    }
}

void MountingFinder::add_phase(const GaitSignals& signals, Phase& phase) {
    const auto rate = Frequency::of_si(signals.rate_hz);
    bands_.update(
        {signals.forward, signals.forward, signals.left, signals.left, signals.vertical, signals.vertical},
        rate, 0, 0);
    const auto band = [&](std::size_t lane, std::size_t i) { return bands_[lane + 1][i] - bands_[lane][i]; };
    for (const RowRange& piece : moving_) {
        for (std::size_t i = std::max<std::size_t>(1, piece.first); i + 1 < piece.last; ++i) {
            const double forward = band(0, i), left = band(2, i);
            const double slope = band(4, i + 1) - band(4, i - 1);
            phase.forward += forward * slope;
            phase.left += left * slope;
            phase.forward_square += forward * forward;
            phase.both += forward * left;
            phase.left_square += left * left;
            phase.slope_square += slope * slope;
        }
    }
}

void MountingFinder::see(const GaitSignals& signals, std::span<const RowRange> running) {
    if (signals.size() < std::size_t(kShortestPiece * signals.rate_hz)) return;
    Evidence& evidence = find_movement(signals, running) ? running_ : walking_;
    const std::size_t before = evidence.angles.size();
    add_headings(signals, evidence);
    if (evidence.angles.size() > before) add_phase(signals, evidence.phase);
}

std::optional<FoundHeading> MountingFinder::find(const GaitSignals& signals,
                                                 std::span<const RowRange> running) {
    walking_.clear();
    running_.clear();
    see(signals, running);
    return found();
}

std::optional<FoundHeading> MountingFinder::found() const {
    const bool runs = running_.angles.size() > walking_.angles.size();
    const Evidence& evidence = runs ? running_ : walking_;
    const Sums& total = evidence.total;
    if (evidence.angles.empty() || !(total.power > 0.0)) return std::nullopt;

    FoundHeading found;
    found.windows = int(evidence.angles.size());
    found.angle = forward_of(total.xx, total.xy, total.yy);
    found.separation = std::hypot(total.xx - total.yy, 2.0 * total.xy) / total.power;
    double square = 0.0;
    for (const double angle : evidence.angles) {
        const double off = std::remainder(angle - found.angle, std::numbers::pi);
        square += off * off;
    }
    const double n = double(evidence.angles.size());
    found.standard_error = n > 1.5 ? std::sqrt(square / (n - 1.0) / n) : radians_from_degrees(5.6);

    // Forward or backward. Walking: braked when loaded and driven when unloaded, so fore-aft leads vertical
    // by a quarter step. Running: braked while loading and driven while unloading, so it lags by a quarter.
    const double cosine = std::cos(found.angle), sine = std::sin(found.angle);
    const Phase& sums = evidence.phase;
    const double product = cosine * sums.forward + sine * sums.left;
    const double square_ahead = cosine * cosine * sums.forward_square + 2.0 * cosine * sine * sums.both +
                                sine * sine * sums.left_square;
    double phase = product / std::sqrt(std::max(1e-12, square_ahead * sums.slope_square));
    if (runs) phase = -phase;
    if (phase < 0.0) found.angle += std::numbers::pi;
    found.angle = std::remainder(found.angle, 2.0 * std::numbers::pi);
    found.phase = std::abs(phase);
    return found;
}

}  // namespace sacrum::analysis
