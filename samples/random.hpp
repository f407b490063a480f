// Random numbers that are the same on every platform: std::mt19937_64, whose output the standard fixes, and
// our own transforms instead of the library's distributions. One generator per purpose, so that a longer
// recording or another sensor does not change the person.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace sacrum::samples {

class Random {
  public:
    Random(std::uint64_t seed, std::uint64_t purpose) : engine_(mixed(seed, purpose)) {}

    double uniform() { return double(engine_() >> 11) * 0x1.0p-53; }  // [0, 1)
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    double normal() {  // Box and Muller 1958; the second value of each pair is not used
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return radius * std::cos(2.0 * std::numbers::pi * uniform());
    }
    double normal(double mean, double sd) { return mean + sd * normal(); }
    bool chance(double probability) { return uniform() < probability; }
    double sign() { return chance(0.5) ? 1.0 : -1.0; }

  private:
    static std::uint64_t mixed(std::uint64_t seed,
                               std::uint64_t purpose) {  // splitmix64 (Vigna), public domain
        std::uint64_t z = seed + 0x9e3779b97f4a7c15ULL * (purpose + 1);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    std::mt19937_64 engine_;
};

// Noise with a 1/f spectrum over about 2 to 100 steps: a sum of first-order processes with spaced memories.
// Unit SD.
class PinkNoise {
  public:
    double next(Random& random) {
        double sum = 0.0;
        for (int i = 0; i < kProcesses; ++i) {
            const double keep = std::exp(-1.0 / kMemory[i]);
            state_[i] = keep * state_[i] + std::sqrt(1.0 - keep * keep) * random.normal();
            sum += state_[i];
        }
        return sum / std::sqrt(double(kProcesses));
    }

  private:
    static constexpr int kProcesses = 4;
    static constexpr double kMemory[kProcesses] = {0.5, 3.0, 18.0, 108.0};  // steps
    double state_[kProcesses] = {};
};

}  // namespace sacrum::samples
