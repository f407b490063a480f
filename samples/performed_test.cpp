#include "samples/performed_test.hpp"

#include <utility>

#include "samples/worn_recording.hpp"
#include "samples/worn_sensor.hpp"

namespace sacrum::samples {

Result<PerformedTest> perform_test(const PerformerParams& performer, const SensorParams& sensor) {
    auto performance = perform(performer);
    if (!performance) return tl::unexpected(performance.error());
    auto worn = WornSensor::create(performance->body, duration_from_seconds(performance->duration), sensor);
    if (!worn) return tl::unexpected(worn.error());
    Recording recording = recording_of(*worn, sensor);
    recording.name = std::string(name_of(performer.test));
    return PerformedTest{.performer = performer,
                         .sensor = sensor,
                         .truth = std::move(*performance),
                         .stretch = worn->stretch(),
                         .recording = std::move(recording)};
}

}  // namespace sacrum::samples
