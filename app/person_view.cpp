#include "app/person_view.hpp"

#include <utility>

#include "analysis/measure_course.hpp"
#include "analysis/training_load.hpp"
#include "analysis/week_jumps.hpp"

namespace sacrum::app {

sinks::PersonView person_view(const sinks::Person& person, std::vector<PastSession> sessions) {
    sinks::PersonView view{.code = person.code, .label = person.label};
    view.courses = analysis::gait_courses(sessions);
    view.load = analysis::training_load(sessions);
    view.week_jumps = analysis::week_jumps(sessions);
    view.sessions = std::move(sessions);
    return view;
}

}  // namespace sacrum::app
