// The history of people and sessions in one file.
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "app/history_file.hpp"
#include "python/bindings.hpp"
#include "sinks/history/history_store.hpp"
#include "sinks/history/past_session_message.hpp"
#include "sinks/history/session_digest.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::python {
namespace {

class History {
  public:
    explicit History(const std::filesystem::path& file)
        : store_(value_or_raise(sinks::HistoryStore::open(file, sinks::WhenMissing::make))) {}

    py::list people() const {
        py::list all;
        for (const sinks::Person& person : value_or_raise(store_.people())) {
            py::dict found;
            found["code"] = person.code;
            found["label"] = person.label;
            found["sessions"] = person.sessions;
            all.append(found);
        }
        return all;
    }
    std::string add_person(const std::optional<std::string>& label) {
        return value_or_raise(store_.add_person(label)).code;
    }
    py::dict add(const std::string& person, const AnalyzedSession& analyzed, std::int64_t began_unix_s,
                 const std::string& device, bool replace) {
        PastSession session = sinks::past_session(analyzed.report);
        session.began = std::chrono::sys_seconds(std::chrono::seconds(began_unix_s));
        session.device = device;
        const std::string digest = sinks::digest_of_strides(analyzed.report);
        const auto whose = value_or_raise(store_.person(person));
        const auto added = value_or_raise(store_.add_session(whose, session, {digest, digest}, replace));
        py::dict found;
        found["id"] = added.id;
        found["outcome"] = added.outcome == sinks::AddOutcome::added      ? "added"
                           : added.outcome == sinks::AddOutcome::replaced ? "replaced"
                                                                          : "already there";
        found["algorithm_version"] = added.algorithm_version;
        return found;
    }
    // Of each its message as JSON, and its number.
    py::list sessions(const std::string& person) const {
        py::list all;
        for (const PastSession& session :
             value_or_raise(store_.sessions(value_or_raise(store_.person(person)))))
            all.append(py::make_tuple(session.id, session.began.time_since_epoch().count(),
                                      sinks::json_line(sinks::to_message(session))));
        return all;
    }
    void delete_person(const std::string& person) {
        if (auto gone = store_.delete_person(value_or_raise(store_.person(person))); !gone)
            raise(gone.error());
    }
    void delete_session(const std::string& person, std::int64_t id) {
        if (auto gone = store_.delete_session(value_or_raise(store_.person(person)), id); !gone)
            raise(gone.error());
    }

  private:
    sinks::HistoryStore store_;
};

}  // namespace

void bind_history(py::module_& module) {
    py::class_<History>(module, "History")
        .def(py::init<const std::filesystem::path&>())
        .def("people", &History::people)
        .def("add_person", &History::add_person)
        .def("add", &History::add)
        .def("sessions", &History::sessions)
        .def("delete_person", &History::delete_person)
        .def("delete_session", &History::delete_session);
    module.def("usual_history_file", [] { return app::usual_history_file(); });
}

}  // namespace sacrum::python
