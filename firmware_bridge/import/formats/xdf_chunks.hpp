// The chunks of an XDF file, strictly: a length that does not fit, a kind that does not exist or a stream
// without a header is an error; a file that was cut gives all chunks before the cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

struct XdfChannel {
    std::string label;
    std::string type;
    std::string unit;
};

struct XdfStream {
    std::uint32_t id = 0;
    std::string name;
    std::string type;
    std::size_t channel_count = 0;
    double nominal_rate_hz = 0.0;  // 0: irregular
    std::string channel_format;    // float32, double64, string, int8, int16, int32, int64
    std::string mounting;
    std::vector<XdfChannel> channels;        // as many as are described, which may be none
    std::vector<std::string_view> contents;  // of its chunks of samples
};

struct XdfFile {
    std::vector<XdfStream> streams;
    bool is_cut = false;
};

bool is_xdf(std::string_view start);
// Errors are sentences without the file's name. Contents are views into `bytes`.
Result<XdfFile> read_xdf_chunks(std::string_view bytes);

}  // namespace sacrum::firmware_bridge
