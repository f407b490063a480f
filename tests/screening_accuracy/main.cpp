// How wrong the screening is: many made-up people through every test, each measure compared with what is true
// of their bodies, as a table for docs/screening.md. The people of the set `tuning` may be looked at while a
// method is made; those of `held-out` only when it is done.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "tests/screening_accuracy/drawn_case.hpp"
#include "tests/screening_accuracy/true_measures.hpp"

using namespace sacrum;
using namespace sacrum::accuracy;
using Kind = ScreeningMeasureKind;

namespace {

constexpr std::uint64_t kTuningSeed = 1000, kHeldOutSeed = 700000;

struct Tally {
    int count = 0, absent = 0, within = 0, with_interval = 0, covered = 0;
    double worst = 0.0;
};

// What is asked for: counts exact, holds within 0.2 s, angles within 0.5°. Of the others a tenth, about.
double asked_for(Kind kind) {
    const std::string_view id = id_of(kind);
    if (unit_of(kind).empty()) return 0.0;
    if (kind == Kind::hold || id.ends_with("deg_per_s")) return 0.2;
    if (kind == Kind::sway_acceleration) return 0.02;
    return kind == Kind::cadence ? 1.0 : 0.5;
}

constexpr const char* kAlone = "any, alone";
constexpr const char* kColumns[] = {"lab", "worn", "telephone", kAlone};

std::string words_of(const Tally& tally) {
    const double all = tally.count + tally.absent;
    std::string words =
        fmt::format("{:.0f} % of {:.0f}, {:.2f}", 100.0 * tally.within / all, all, tally.worst);
    if (tally.with_interval > 0)
        words += fmt::format(" ({:.0f} %)", 100.0 * tally.covered / tally.with_interval);
    return words;
}

class Sweep {
  public:
    explicit Sweep(double list_beyond) : list_beyond_(list_beyond) {}

    void add(const DrawnCase& drawn) {
        const ScreenedCase screened = screen_case(drawn);
        if (screened.result.is_valid && !screened.result.remark.empty())
            fmt::print(stderr, "{}: {}\n", words_of(drawn), screened.result.remark);
        compare(drawn, screened, {});
        for (const Side side : kBothSides) compare(drawn, screened, side);
    }

    // A row per measure; in each cell the share within the limit, the worst error, and the share in its own
    // ±.
    void print() const {
        fmt::print("| test | measure | limit |");
        for (const char* sensor : kColumns) fmt::print(" {} |", sensor);
        fmt::print("\n|---|---|---|---|---|---|---|\n");
        for (const auto& [row, cells] : tallies_) {
            const auto& [test, kind] = row;
            fmt::print("| `{}` | `{}` | {:g} |", name_of(test), id_of(kind), asked_for(kind));
            for (const char* sensor : kColumns) {
                const auto cell = cells.find(sensor);
                fmt::print(" {} |", cell == cells.end() ? "–" : words_of(cell->second));
            }
            fmt::print("\n");
        }
    }

  private:
    void compare(const DrawnCase& drawn, const ScreenedCase& screened, std::optional<Side> side) {
        const std::string sensor = drawn.is_guided ? word(drawn.grade) : kAlone;
        const auto& outcome = side ? screened.result.sides[*side] : screened.result.both;
        for (const auto& [kind, truth] : true_measures(screened.performed, side)) {
            // Nobody says when the phase is over: a hold is longer and a foot that comes down is a
            // touch-down.
            if (!drawn.is_guided && (kind == Kind::hold || kind == Kind::touch_downs)) continue;
            Tally& tally = tallies_[{drawn.performer.test, kind}][sensor];
            const ScreeningMeasure* measure = outcome ? outcome->find(kind) : nullptr;
            if (measure == nullptr) {
                ++tally.absent;
                fmt::print(stderr, "{}, {} {}: absent; {}{}\n", words_of(drawn), side ? word(*side) : "both",
                           id_of(kind), screened.result.remark, outcome ? outcome->remark : "");
                continue;
            }
            const double error = measure->value - truth;
            ++tally.count;
            tally.within += std::abs(error) <= asked_for(kind) + 1e-9;
            tally.worst = std::max(tally.worst, std::abs(error));
            const double half = measure->error ? 1.96 * measure->error->total() : 0.0;
            tally.with_interval += measure->error.has_value();
            tally.covered += measure->error && std::abs(error) <= half;
            if (std::abs(error) > list_beyond_ * asked_for(kind) + 1e-9)
                fmt::print(stderr, "{}, {} {}: {:.3f}, true {:.3f}, off {:+.3f} ± {:.2f}\n", words_of(drawn),
                           side ? word(*side) : "both", id_of(kind), measure->value, truth, error, half);
        }
    }

    double list_beyond_;
    std::map<std::pair<ScreeningTest, Kind>, std::map<std::string, Tally>> tallies_;
};

}  // namespace

int main(int argc, char** argv) {
    const std::string_view set = argc > 1 ? argv[1] : "";
    if ((set != "tuning" && set != "held-out") || argc > 4) {
        fmt::print(stderr,
                   "usage: sacrum_screening_accuracy tuning|held-out [PEOPLE [TEST]]\n"
                   "The table goes to stdout, what lies beyond its limit to stderr.\n");
        return 2;
    }
    const std::uint64_t first = set == "tuning" ? kTuningSeed : kHeldOutSeed;
    const int people = argc > 2 ? std::atoi(argv[2]) : 40;
    Sweep sweep(1.0);
    for (const ScreeningTest test : kScreeningTests) {
        if (argc > 3 && screening_test_of(argv[3]) != test) continue;
        for (const SensorGrade grade : {SensorGrade::lab, SensorGrade::worn, SensorGrade::phone})
            for (int k = 0; k < people; ++k)
                sweep.add(draw_case(test, grade, first + std::uint64_t(k) + 1000U * std::uint64_t(grade)));
    }
    sweep.print();
    return 0;
}
