// The made-up runner with its truth.
#include <pybind11/stl.h>

#include "python/bindings.hpp"
#include "python/tables.hpp"
#include "samples/simulate.hpp"
#include "sinks/export/session_columns.hpp"

namespace sacrum::python {
namespace {

samples::SensorParams sensor_of(const std::string& grade) {
    if (grade == "ideal") return samples::ideal();
    if (grade == "lab") return samples::lab_grade();
    if (grade == "phone") return samples::phone_grade();
    return samples::default_faults();
}

py::tuple simulate(const std::string& gait, double speed, double duration_s, double standing_s,
                   std::uint64_t seed, const std::optional<double>& rate_hz, const std::string& grade,
                   const std::optional<std::pair<double, double>>& drop_deg) {
    samples::RunnerParams runner;
    runner.mode = gait == "walking" ? GaitMode::walking : GaitMode::running;
    runner.speed_mps = speed;
    runner.duration = duration_from_seconds(duration_s);
    runner.standing_before = duration_from_seconds(standing_s);
    runner.seed = seed;
    if (drop_deg) runner.drop_deg = Sided<double>{drop_deg->first, drop_deg->second};
    samples::SensorParams sensor = sensor_of(grade);
    sensor.seed = seed;
    if (rate_hz) sensor.rate = Frequency::of_si(*rate_hz);
    Result<samples::Simulation> made = [&] {
        const py::gil_scoped_release free;
        return samples::simulate(runner, sensor);
    }();
    samples::Simulation simulation = value_or_raise(std::move(made));

    std::vector<Stride> strides;
    for (const samples::TrueStride& truth : simulation.strides) {
        Stride stride;
        stride.side = truth.side;
        stride.side_confidence = 1.0;
        stride.mode = runner.mode;
        stride.start = truth.start;
        stride.end = truth.end;
        stride.final_contact = truth.final_contact;
        stride.metrics = truth.metrics;
        strides.push_back(stride);
    }
    const auto columns = sinks::stride_columns({});
    py::dict truth;
    truth["events"] = table_of<GaitEvent>(sinks::event_columns(), simulation.events);
    truth["strides"] = table_of<Stride>(columns, strides);
    return py::make_tuple(std::make_shared<Recording>(std::move(simulation.recording)), truth);
}

}  // namespace

void bind_simulation(py::module_& module) { module.def("simulate", &simulate); }

}  // namespace sacrum::python
