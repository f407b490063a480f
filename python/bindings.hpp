// The Python module, a subject a function. Arrays are checked in Python (sacrum/_checks.py), where the
// sentences are; what arrives here is contiguous and of the right shape.
#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <memory>
#include <string>

#include "domain/result.hpp"
#include "domain/session.hpp"
#include "proto/config.pb.h"
#include "proto/report.pb.h"

namespace sacrum::python {

namespace py = pybind11;

// Raises the exception of sacrum.errors that stands for the kind of error.
[[noreturn]] void raise(const Error& error);
template <class T>
T value_or_raise(Result<T> result) {
    if (!result) raise(result.error());
    return *std::move(result);
}

// A recording with what was analysed from it. Recordings are shared: arrays in Python look into them.
struct AnalyzedSession {
    std::shared_ptr<const Recording> recording;
    Session session;
    proto::Configuration configuration;
    proto::SessionReport report;
};

// Of the words that Python gives, None where nothing was said.
proto::Configuration configuration_of(const std::string& pass, const py::object& mount, bool swap_sides,
                                      const py::object& first_side, bool magnetometer);

void bind_recording(py::module_& module);
void bind_session(py::module_& module);
void bind_pipeline(py::module_& module);
void bind_simulation(py::module_& module);
void bind_history(py::module_& module);

}  // namespace sacrum::python
