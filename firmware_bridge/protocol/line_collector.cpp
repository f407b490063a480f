#include "firmware_bridge/protocol/line_collector.hpp"

#include <algorithm>

namespace sacrum::firmware_bridge {

bool LineCollector::push(std::byte byte) {
    ++seen_;
    if (byte == std::byte{'\n'}) return true;
    if (size_ == kLongest) {
        std::copy(buffer_.begin() + kLongest / 2, buffer_.end(), buffer_.begin());
        size_ = kLongest / 2;
    }
    buffer_[size_++] = byte;
    return false;
}

void LineCollector::clear() {
    size_ = 0;
    seen_ = 0;
}

}  // namespace sacrum::firmware_bridge
