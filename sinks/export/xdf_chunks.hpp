// The chunks that an XDF file consists of: their length, a tag, for most a stream, and content.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/time.hpp"

namespace sacrum::sinks {

enum class XdfTag : std::uint16_t {
    file_header = 1,
    stream_header = 2,
    samples = 3,
    boundary = 5,
    stream_footer = 6
};

// A length in the fewest of 1, 4 or 8 bytes, after their number.
void append_xdf_length(std::string& bytes, std::uint64_t length);
void append_xdf_chunk(std::string& bytes, XdfTag tag, std::string_view content);
void append_xdf_chunk(std::string& bytes, XdfTag tag, std::uint32_t stream, std::string_view content);
// From where a reader may go on after a damaged stretch.
void append_xdf_boundary(std::string& bytes);

// With &, < and > as XML wants them, and without control characters.
std::string xml_text(std::string_view text);

// Samples of one stream on their way into a chunk.
class XdfSamples {
  public:
    explicit XdfSamples(std::uint32_t stream) : stream_(stream) {}

    // A sample's time; its values are appended to what is returned.
    std::string& add(SessionTime time);
    // Moves what was collected into a chunk; nothing where there is nothing.
    void flush_to(std::string& bytes);
    [[nodiscard]] std::string footer() const;

  private:
    std::uint32_t stream_;
    std::uint64_t waiting_ = 0;
    std::uint64_t count_ = 0;
    double first_s_ = 0.0;
    double last_s_ = 0.0;
    std::string content_;
};

}  // namespace sacrum::sinks
