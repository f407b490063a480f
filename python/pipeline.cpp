// The causal pipeline as an object that samples are pushed into.
#include <pybind11/stl.h>

#include "analysis/gait_pipeline.hpp"
#include "app/analyze_settings.hpp"
#include "python/bindings.hpp"
#include "python/tables.hpp"
#include "sinks/export/session_columns.hpp"

namespace sacrum::python {
namespace {

using Doubles = py::array_t<double, py::array::c_style>;

class Collector : public analysis::SessionListener {
  public:
    void on_pose(const PelvisPose&) override {}
    void on_event(const GaitEvent& event) override { events.push_back(event); }
    void on_stride(const Stride& stride) override { strides.push_back(stride); }
    void on_turn(const Turn&) override {}
    void on_live_contact(const LiveContact& contact) override { live_contacts.push_back(contact); }

    std::vector<GaitEvent> events;
    std::vector<Stride> strides;
    std::vector<LiveContact> live_contacts;
};

class Pipeline {
  public:
    Pipeline(double rate_hz, const py::object& mount, bool swap_sides, const py::object& first_side)
        : interval_(duration_from_seconds(1.0 / rate_hz)),
          pipeline_(make(rate_hz, mount, swap_sides, first_side)) {}

    py::dict push(const Doubles& times, const Doubles& force, const Doubles& rate) {
        Collector said;
        {
            const py::gil_scoped_release free;
            for (py::ssize_t i = 0; i < times.size(); ++i) {
                ImuSample sample;
                sample.time = session_time_from_seconds(times.data()[i]);
                const double *f = force.data() + 3 * i, *w = rate.data() + 3 * i;
                sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(f[0], f[1], f[2]);
                sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(w[0], w[1], w[2]);
                if (last_ && 2 * (sample.time - *last_) > 3 * interval_)
                    sample.gap_before = sample.time - *last_ - interval_;
                last_ = sample.time;
                pipeline_.push(sample, said);
            }
        }
        return rows_of(said);
    }
    [[nodiscard]] std::optional<double> last_s() const {
        if (!last_) return std::nullopt;
        return in_seconds(*last_);
    }
    py::dict finish() {
        Collector said;
        pipeline_.finish(said);
        return rows_of(said);
    }
    [[nodiscard]] py::object angles() const {
        const auto pose = pipeline_.newest_pose();
        if (!pose || !pose->obliquity || !pose->tilt) return py::none();
        py::dict found;
        found["t_s"] = in_seconds(pose->time);
        found["obliquity_deg"] = in_degrees(*pose->obliquity);
        found["tilt_deg"] = in_degrees(*pose->tilt);
        return found;
    }

  private:
    static analysis::GaitPipeline make(double rate_hz, const py::object& mount, bool swap_sides,
                                       const py::object& first_side) {
        const auto settings = value_or_raise(
            app::settings_from(configuration_of("causal", mount, swap_sides, first_side, false)));
        return value_or_raise(analysis::GaitPipeline::create({.rate = Frequency::of_si(rate_hz),
                                                              .mounting = settings.analysis.mounting,
                                                              .swaps_sides = settings.analysis.swaps_sides,
                                                              .first_side = settings.analysis.first_side}));
    }
    static py::dict rows_of(const Collector& said) {
        static const auto kStrides = sinks::stride_columns({});
        py::list events, strides, live;
        for (const GaitEvent& event : said.events)
            events.append(row_of<GaitEvent>(sinks::event_columns(), event));
        for (const Stride& stride : said.strides) strides.append(row_of<Stride>(kStrides, stride));
        for (const LiveContact& contact : said.live_contacts)
            live.append(row_of<LiveContact>(sinks::live_contact_columns(), contact));
        py::dict rows;
        rows["events"] = events;
        rows["strides"] = strides;
        rows["live_contacts"] = live;
        return rows;
    }

    Duration interval_;
    std::optional<SessionTime> last_{};
    analysis::GaitPipeline pipeline_;
};

}  // namespace

void bind_pipeline(py::module_& module) {
    py::class_<Pipeline>(module, "Pipeline")
        .def(py::init<double, const py::object&, bool, const py::object&>())
        .def("push", &Pipeline::push)
        .def("finish", &Pipeline::finish)
        .def_property_readonly("last_s", &Pipeline::last_s)
        .def_property_readonly("angles", &Pipeline::angles);
}

}  // namespace sacrum::python
