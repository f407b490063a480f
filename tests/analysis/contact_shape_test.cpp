#include "analysis/contact_shape.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace sacrum::analysis {
namespace {

constexpr std::size_t kPoints = 20;
const auto wave = [](double size, double shift) {
    return [=](std::size_t k) { return size * std::sin(0.4 * (double(k) + shift)); };
};
const auto flat = [](std::size_t) { return 3.0; };

ContactShape learned(double size = 5.0) {
    ContactShape shape;
    shape.prepare(kPoints);
    for (int i = 0; i < ContactShape::kLearned; ++i) shape.learn(wave(size, 0.0), flat);
    return shape;
}

TEST_CASE("a shape is learned after a few contacts and forgotten on demand") {
    ContactShape shape;
    shape.prepare(kPoints);
    for (int i = 0; i + 1 < ContactShape::kLearned; ++i) shape.learn(wave(5.0, 0.0), flat);
    CHECK_FALSE(shape.is_learned());
    shape.learn(wave(5.0, 0.0), flat);
    CHECK(shape.is_learned());
    shape.forget();
    CHECK_FALSE(shape.is_learned());
}

TEST_CASE("the same course is alike whatever its size and level, a shifted one less") {
    const ContactShape shape = learned();
    CHECK(shape.likeness(wave(5.0, 0.0), flat) == Approx(1.0));
    CHECK(shape.likeness(wave(7.0, 0.0), [](std::size_t) { return -8.0; }) == Approx(1.0));
    CHECK(shape.likeness(wave(5.0, 2.0), flat) < 0.9);
    CHECK(shape.likeness(wave(5.0, 2.0), flat) > shape.likeness(wave(5.0, 4.0), flat));
}

TEST_CASE("standing still and a blow are not alike") {
    const ContactShape shape = learned();
    CHECK(shape.likeness(flat, flat) == 0.0);
    CHECK(shape.likeness(wave(0.5, 0.0), flat) == 0.0);
    CHECK(shape.likeness(wave(50.0, 0.0), flat) == 0.0);
    CHECK(shape.likeness(wave(-5.0, 0.0), flat) <= 0.0);
}

TEST_CASE("the shape follows a person who changes") {
    ContactShape shape = learned();
    for (int i = 0; i < 40; ++i) shape.learn(wave(5.0, 3.0), flat);
    CHECK(shape.likeness(wave(5.0, 3.0), flat) > 0.99);
    CHECK(shape.likeness(wave(5.0, 0.0), flat) < 0.7);
}

TEST_CASE("before anything is learned nothing is alike") {
    ContactShape shape;
    shape.prepare(kPoints);
    CHECK(shape.likeness(wave(5.0, 0.0), flat) == 0.0);
}

}  // namespace
}  // namespace sacrum::analysis
