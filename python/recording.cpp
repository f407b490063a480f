// Recordings: from a file, from arrays, and their samples as arrays that look into them.
#include <pybind11/stl.h>

#include <cstring>

#include "app/analyze_settings.hpp"
#include "app/recording_name.hpp"
#include "firmware_bridge/import/read_file.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"
#include "python/bindings.hpp"

namespace sacrum::python {
namespace {

using Shared = std::shared_ptr<Recording>;
using Doubles = py::array_t<double, py::array::c_style>;

// Three columns of each sample, or one, as a view of shape (n, 3) or (n,) that keeps the recording alive.
template <class Value>
py::array view_of(const py::object& owner, const Recording& recording, const Value* first,
                  py::ssize_t columns) {
    std::vector<py::ssize_t> shape{py::ssize_t(recording.samples.size())};
    std::vector<py::ssize_t> strides{py::ssize_t(sizeof(ImuSample))};
    if (columns > 1) {
        shape.push_back(columns);
        strides.push_back(py::ssize_t(sizeof(Value)));
    }
    if (recording.samples.empty()) return py::array(py::dtype::of<Value>(), shape);
    py::array view(py::dtype::of<Value>(), shape, strides, first, owner);
    view.attr("setflags")(py::arg("write") = false);
    return view;
}

const Recording& recording_in(const py::object& self) { return *self.cast<const Recording*>(); }

firmware_bridge::CsvRows rows_of(const Doubles& time, const Doubles& force, const Doubles& rate,
                                 const std::optional<Doubles>& field) {
    firmware_bridge::CsvRows rows;
    const auto count = std::size_t(time.size());
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        firmware_bridge::CsvRow row;
        row.time = time.data()[i];
        std::memcpy(&row.values[0], force.data() + 3 * i, 3 * sizeof(double));
        std::memcpy(&row.values[3], rate.data() + 3 * i, 3 * sizeof(double));
        if (field) std::memcpy(&row.values[6], field->data() + 3 * i, 3 * sizeof(double));
        row.has_time = row.is_valid = std::isfinite(row.time);
        for (std::size_t k = 0; k < 6; ++k) row.is_valid = row.is_valid && std::isfinite(row.values[k]);
        row.has_magnetic_field = field && std::isfinite(row.values[6] + row.values[7] + row.values[8]);
        rows.add(row);
    }
    return rows;
}

Shared from_arrays(const Doubles& time, const Doubles& force, const Doubles& rate,
                   const std::optional<Doubles>& field, const std::optional<double>& rate_hz,
                   const std::optional<std::string>& mount, const std::string& name) {
    firmware_bridge::CsvColumns columns;
    columns.time = 0;
    for (std::size_t k = 0; k < (field ? 9U : 6U); ++k) columns.values[k] = k + 1;
    columns.time_name = "time_s";
    columns.force_names = "specific_force";
    columns.rate_names = "angular_rate";
    firmware_bridge::CsvParams params;
    params.time_unit = firmware_bridge::TimeUnit::s;
    params.specific_force_unit = firmware_bridge::SpecificForceUnit::m_per_s2;
    params.angular_rate_unit = firmware_bridge::AngularRateUnitName::rad_per_s;
    if (rate_hz) params.rate = Frequency::of_si(*rate_hz);
    auto rows = rows_of(time, force, rate, field);
    const py::gil_scoped_release free;
    auto recording =
        firmware_bridge::named(firmware_bridge::recording_from_rows(std::move(rows), columns, params), name);
    if (recording && mount) {
        auto parsed = parse_mounting(*mount);
        if (!parsed) {
            const py::gil_scoped_acquire held;
            raise(parsed.error());
        }
        recording->mounting = std::move(*parsed);
    }
    if (!recording) {
        const py::gil_scoped_acquire held;
        raise(recording.error());
    }
    return std::make_shared<Recording>(*std::move(recording));
}

Shared read(const std::string& path, const std::optional<std::string>& columns,
            const std::optional<std::string>& units, const std::optional<double>& rate_hz,
            const std::optional<std::string>& sensor) {
    proto::Configuration chosen;
    if (columns) chosen.mutable_csv()->set_columns(*columns);
    if (units) chosen.mutable_csv()->set_units(*units);
    if (rate_hz) chosen.mutable_csv()->set_rate_hz(*rate_hz);
    if (sensor) chosen.mutable_csv()->set_sensor(*sensor);
    const auto settings = value_or_raise(app::settings_from(chosen));
    Result<Recording> recording = [&] {
        const py::gil_scoped_release free;
        return firmware_bridge::read_file(path, settings.csv);
    }();
    auto found = std::make_shared<Recording>(value_or_raise(std::move(recording)));
    found->name = app::recording_name(path);
    return found;
}

py::dict quality_of(const Recording& recording) {
    const RecordingQuality& quality = recording.quality;
    py::dict found;
    found["samples"] = quality.samples;
    found["missing_samples"] = quality.missing_samples;
    found["duplicate_samples"] = quality.duplicate_samples;
    found["reversed_samples"] = quality.reversed_samples;
    found["invalid_samples"] = quality.invalid_samples;
    found["clipped_samples"] = quality.clipped_samples;
    found["gaps"] = quality.gaps.size();
    return found;
}

}  // namespace

void bind_recording(py::module_& module) {
    py::class_<Recording, Shared>(module, "Recording")
        .def("__len__", [](const Recording& r) { return r.samples.size(); })
        .def_property_readonly("name", [](const Recording& r) { return r.name; })
        .def_property_readonly("rate_hz", [](const Recording& r) { return r.rate.si(); })
        .def_property_readonly("mount",
                               [](const Recording& r) -> std::optional<std::string> {
                                   if (!r.mounting) return std::nullopt;
                                   return r.mounting->text;
                               })
        .def_property_readonly("assumptions", [](const Recording& r) { return r.assumptions; })
        .def_property_readonly("quality", &quality_of)
        .def_property_readonly("time_ns",
                               [](const py::object& self) {
                                   const Recording& r = recording_in(self);
                                   static_assert(sizeof(SessionTime) == sizeof(std::int64_t));
                                   return view_of(self, r,
                                                  reinterpret_cast<const std::int64_t*>(
                                                      r.samples.empty() ? nullptr : &r.samples.front().time),
                                                  1);
                               })
        .def_property_readonly(
            "specific_force",
            [](const py::object& self) {
                const Recording& r = recording_in(self);
                return view_of(self, r,
                               r.samples.empty() ? nullptr : r.samples.front().specific_force.si().data(), 3);
            })
        .def_property_readonly("angular_rate", [](const py::object& self) {
            const Recording& r = recording_in(self);
            return view_of(self, r, r.samples.empty() ? nullptr : r.samples.front().angular_rate.si().data(),
                           3);
        });
    module.def("read", &read);
    module.def("from_arrays", &from_arrays);
}

}  // namespace sacrum::python
