// One made-up person in one test with one sensor, all drawn from a number: body, tempo and skill are the
// performer's, how the sensor sits, what goes wrong and whether somebody guides are drawn here.
#pragma once

#include <cstdint>
#include <string>

#include "domain/screening.hpp"
#include "samples/performed_test.hpp"

namespace sacrum::accuracy {

enum class SensorGrade { lab, worn, phone };
const char* word(SensorGrade grade);

struct DrawnCase {
    std::uint64_t seed = 0;
    SensorGrade grade{};
    bool is_guided = true;
    samples::PerformerParams performer;
    samples::SensorParams sensor;
};

DrawnCase draw_case(ScreeningTest test, SensorGrade grade, std::uint64_t seed);
// For a list of what went wrong.
std::string words_of(const DrawnCase& drawn);

struct ScreenedCase {
    samples::PerformedTest performed;
    ScreeningResult result;
};
ScreenedCase screen_case(const DrawnCase& drawn);

}  // namespace sacrum::accuracy
