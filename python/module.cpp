// sacrum._core: what sacrum/__init__.py gives its words to.
#include "domain/metric.hpp"
#include "domain/version.hpp"
#include "python/bindings.hpp"

namespace sacrum::python {

void raise(const Error& error) {
    const auto errors = py::module_::import("sacrum.errors");
    const char* kind = error.kind == ErrorKind::usage   ? "UsageError"
                       : error.kind == ErrorKind::input ? "InputError"
                                                        : "OutputError";
    PyErr_SetString(errors.attr(kind).ptr(), error.sentence.c_str());
    throw py::error_already_set();
}

}  // namespace sacrum::python

PYBIND11_MODULE(_core, module) {
    using namespace sacrum;
    module.attr("version") = kProgramVersion;
    module.attr("algorithm_version") = kAlgorithmVersion;
    module.def("measures", [] {
        pybind11::list all;
        for (const MetricDefinition& m : metric_catalogue()) {
            pybind11::dict measure;
            measure["id"] = m.id;
            measure["name"] = m.name;
            measure["unit"] = m.unit;
            measure["definition"] = m.definition;
            measure["formula"] = m.formula;
            measure["source"] = m.source;
            measure["known_error"] = m.known_error;
            all.append(measure);
        }
        return all;
    });
    python::bind_recording(module);
    python::bind_session(module);
    python::bind_pipeline(module);
    python::bind_simulation(module);
    python::bind_history(module);
}
