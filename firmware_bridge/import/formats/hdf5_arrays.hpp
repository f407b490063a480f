// What the HDF5 library says of a file in memory. A damaged file may crash the library, and with it the
// process: hdf5_content.hpp calls this where that does no harm.
#pragma once

#include "firmware_bridge/import/formats/hdf5_content.hpp"

namespace sacrum::firmware_bridge {

Result<Hdf5Sensor> read_hdf5_arrays(std::string_view bytes, const std::optional<std::string>& sensor);

}  // namespace sacrum::firmware_bridge
