#include "app/person_view.hpp"

#include <utility>

#include "analysis/measure_course.hpp"
#include "analysis/training_load.hpp"
#include "analysis/week_jumps.hpp"

namespace sacrum::app {

sinks::PersonView person_view(const sinks::Person& person, std::vector<PastSession> sessions,
                              std::span<const std::vector<PastSession>> others) {
    sinks::PersonView view{.code = person.code, .label = person.label};
    view.courses = analysis::gait_courses(sessions, others);
    view.load = analysis::training_load(sessions);
    view.week_jumps = analysis::week_jumps(sessions);
    view.sessions = std::move(sessions);
    return view;
}

}  // namespace sacrum::app
