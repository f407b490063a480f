#include "sinks/report/page/page_bundle.hpp"

#include <algorithm>
#include <cassert>

namespace sacrum::sinks {

const PageBundle& page_bundle(std::string_view name) {
    const auto bundles = page_bundles();
    const auto found = std::ranges::find(bundles, name, &PageBundle::name);
    assert(found != bundles.end());
    return *found;
}

}  // namespace sacrum::sinks
