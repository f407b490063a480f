#include "analysis/reference/time_matching.hpp"

#include <cmath>

namespace sacrum::analysis {
namespace {

struct Score {
    std::size_t pairs = 0;
    double distance = 0.0;
    [[nodiscard]] bool is_better_than(const Score& other) const {
        return pairs != other.pairs ? pairs > other.pairs : distance < other.distance;
    }
};

// The best that can be made of a[i…] and b[j…], for every i and those j that are in reach of a[i]. A pair of
// neighbours never gains by crossing over, so the lists can be walked in order.
class Table {
  public:
    Table(std::span<const double> a, std::span<const double> b, double tolerance) : rows_(a.size()) {
        std::size_t from = 0, to = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            while (from < b.size() && b[from] < a[i] - tolerance) ++from;
            while (to < b.size() && b[to] <= a[i] + tolerance) ++to;
            rows_[i].from = from;
            rows_[i].best.resize(to - from);
        }
        for (std::size_t i = a.size(); i-- > 0;) {
            Row& row = rows_[i];
            for (std::size_t j = row.from + row.best.size(); j-- > row.from;) {
                Score best = at(i + 1, j);
                if (const Score without = at(i, j + 1); without.is_better_than(best)) best = without;
                if (const Score with = paired(i, j, std::abs(a[i] - b[j])); with.is_better_than(best))
                    best = with;
                row.best[j - row.from] = best;
            }
        }
    }

    [[nodiscard]] Score at(std::size_t i, std::size_t j) const {
        for (; i < rows_.size(); ++i) {
            const Row& row = rows_[i];
            if (j < row.from) j = row.from;
            if (j < row.from + row.best.size()) return row.best[j - row.from];
        }
        return {};
    }
    [[nodiscard]] Score paired(std::size_t i, std::size_t j, double distance) const {
        const Score rest = at(i + 1, j + 1);
        return {rest.pairs + 1, rest.distance + distance};
    }
    [[nodiscard]] std::size_t first_of(std::size_t i) const { return rows_[i].from; }
    [[nodiscard]] std::size_t end_of(std::size_t i) const { return rows_[i].from + rows_[i].best.size(); }

  private:
    struct Row {
        std::size_t from = 0;
        std::vector<Score> best;
    };
    std::vector<Row> rows_;
};

}  // namespace

std::vector<TimePair> match_times(std::span<const double> a, std::span<const double> b, double tolerance) {
    const Table table(a, b, tolerance);
    std::vector<TimePair> pairs;
    std::size_t j = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        j = std::max(j, table.first_of(i));
        while (j < table.end_of(i)) {
            const Score here = table.at(i, j);
            if (!here.is_better_than(table.at(i + 1, j))) break;  // a[i] is left out
            if (here.is_better_than(table.at(i, j + 1))) {
                pairs.push_back({i, j++});
                break;
            }
            ++j;  // b[j] is left out
        }
    }
    return pairs;
}

}  // namespace sacrum::analysis
