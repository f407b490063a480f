#include "firmware_bridge/import/formats/sensor_choice.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

bool sits_on_pelvis(const std::string& name) {
    constexpr std::array<std::string_view, 9> kPlaces = {"sacrum",    "sacral",  "pelvis", "pelvic", "lumbar",
                                                         "lowerback", "lowback", "waist",  "l5"};
    const std::string plain = letters_and_digits(name);
    return std::any_of(kPlaces.begin(), kPlaces.end(),
                       [&](std::string_view place) { return plain.find(place) != std::string::npos; });
}

}  // namespace

Result<std::size_t> choose_sensor(const std::vector<std::string>& names,
                                  const std::optional<std::string>& wanted) {
    if (wanted) {
        const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
            return name == *wanted || letters_and_digits(name) == letters_and_digits(*wanted);
        });
        if (found != names.end()) return std::size_t(found - names.begin());
        return fail(ErrorKind::usage,
                    "no sensor \"" + quotable(*wanted) + "\" among " + listed(names) + "; name one of these");
    }
    if (names.size() == 1) return std::size_t{0};
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!sits_on_pelvis(names[i])) continue;
        if (only) {
            only.reset();
            break;
        }
        only = i;
    }
    if (only) return *only;
    return fail(ErrorKind::input, "holds several sensors (" + listed(names) +
                                      "); name the one on the sacrum, as in --sensor \"" +
                                      quotable(names.front()) + "\"");
}

}  // namespace sacrum::firmware_bridge
