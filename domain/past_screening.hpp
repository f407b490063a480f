// What is kept of a person beside sessions of gait: guided tests that were done, and exercises that were
// prescribed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/screening.hpp"
#include "domain/side.hpp"

namespace sacrum {

// By its id, "drop_mean_deg".
inline std::optional<ScreeningMeasureKind> screening_measure_of(std::string_view id) {
    for (int kind = 0; kind <= int(ScreeningMeasureKind::sag_peak); ++kind)
        if (id_of(ScreeningMeasureKind(kind)) == id) return ScreeningMeasureKind(kind);
    return std::nullopt;
}

struct PastScreening {
    struct Value {
        std::optional<Side> side{};  // that carried the body; empty: both together
        ScreeningMeasureKind kind{};
        double value = 0.0;
        std::optional<double> standard_error{};  // of this measurement; empty: a count, or not known
    };

    std::int64_t id = 0;  // in its history; 0 before it is kept
    std::chrono::sys_seconds done{};
    ScreeningTest test{};
    std::string program_version;
    std::string algorithm_version;
    bool is_guided = false;
    std::vector<Value> values;

    [[nodiscard]] const Value* find(ScreeningMeasureKind kind, std::optional<Side> side) const {
        for (const Value& one : values)
            if (one.kind == kind && one.side == side) return &one;
        return nullptr;
    }
};

struct PrescribedExercise {
    std::int64_t id = 0;
    std::string name;
    std::optional<Side> side{};  // that carries the body; empty: both in turn
    std::string dose;
    std::string progression;
    std::string why;
    std::chrono::sys_days from{};
    std::optional<std::chrono::sys_days> until{};  // the first day on which it no longer holds
    std::optional<double> days_per_week{};         // that the dose asks for; empty: it does not say
    std::vector<std::chrono::sys_days> done;       // in order, each day once

    [[nodiscard]] bool holds_on(std::chrono::sys_days day) const {
        return day >= from && (!until || day < *until);
    }
};

}  // namespace sacrum
