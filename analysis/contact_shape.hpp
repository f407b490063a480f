// The mean course of two signals around a contact, learned from contact after contact, and how alike another
// course is. The mean moves on with the person: the last dozen contacts count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sacrum::analysis {

class ContactShape {
  public:
    static constexpr int kLearned = 4;  // contacts until it is worth comparing with

    // Points before, at and after the contact.
    void prepare(std::size_t points);
    void forget() { count_ = 0; }
    [[nodiscard]] bool is_learned() const { return count_ >= kLearned; }
    [[nodiscard]] std::size_t points() const { return vertical_.size(); }

    // `vertical(k)` and `forward(k)` give point k.
    template <class Vertical, class Forward>
    void learn(Vertical vertical, Forward forward) {
        const double weight = next_weight();
        for (std::size_t k = 0; k < points(); ++k) {
            vertical_[k] += weight * (vertical(k) - vertical_[k]);
            forward_[k] += weight * (forward(k) - forward_[k]);
        }
        centre();
    }

    // Correlation with the learned course, -1 to 1; 0 when much smaller or larger than it.
    template <class Vertical, class Forward>
    [[nodiscard]] double likeness(Vertical vertical, Forward forward) const {
        double products = 0.0, v = 0.0, f = 0.0, squares = 0.0;
        for (std::size_t k = 0; k < points(); ++k) {
            const double x = vertical(k), y = forward(k);
            products += x * centred_vertical_[k] + y * centred_forward_[k];
            v += x;
            f += y;
            squares += x * x + y * y;
        }
        return compare(products, v, f, squares);
    }

  private:
    [[nodiscard]] double next_weight();
    void centre();
    [[nodiscard]] double compare(double products, double vertical_sum, double forward_sum,
                                 double squares) const;

    std::vector<double> vertical_, forward_;                  // m/s²
    std::vector<double> centred_vertical_, centred_forward_;  // less their means
    double energy_ = 0.0;
    int count_ = 0;
};

}  // namespace sacrum::analysis
