// SQLite's exceptions as errors that name the file, the finding and the remedy.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

#include "domain/result.hpp"

namespace sacrum::sinks {

Error error_of(const std::filesystem::path& file, const SQLite::Exception& fault);

// What `action` returns, with SQLite's exceptions as errors.
template <class Action>
auto guarded(const std::filesystem::path& file, const Action& action) -> decltype(action()) {
    try {
        return action();
    } catch (const SQLite::Exception& fault) {
        return tl::unexpected(error_of(file, fault));
    }
}

}  // namespace sacrum::sinks
