// Any bytes of an x-IMU3: cutting does not matter, and a reading written out is read as the same.
#include <cstdint>

#include "firmware_bridge/protocol/x_imu3.hpp"
#include "tests/fuzz/decoder_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

std::string try_bytes(std::span<const std::byte> bytes) {
    if (std::string fault = try_stream(make_x_imu3_decoder, bytes); !fault.empty()) return fault;
    const auto decoder = make_x_imu3_decoder();
    // Binary floats hold 24 bits, ASCII six decimals; a value at the very limit may be rounded beyond it.
    const auto is_near = [](const DeviceSample& a, const DeviceSample& b) {
        return a.ticks == b.ticks && force_in_g(a).isApprox(force_in_g(b), 1e-6) &&
               rate_in_deg(a).isApprox(rate_in_deg(b), 1e-6);
    };
    std::vector<DeviceSample> samples = hear(*decoder, bytes).samples;
    std::erase_if(samples, [](const DeviceSample& sample) {
        return force_in_g(sample).cwiseAbs().maxCoeff() > 16.7 ||
               rate_in_deg(sample).cwiseAbs().maxCoeff() > 2099.0 || force_in_g(sample).norm() < 1e-30 ||
               rate_in_deg(sample).norm() < 1e-30;
    });
    return try_round_trip(make_x_imu3_decoder, {}, samples, x_imu3_binary, is_near);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::tests::try_bytes({reinterpret_cast<const std::byte*>(bytes), size}));
}
