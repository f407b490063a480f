// Any lines of numbers: cutting does not matter, and a reading written out is read as the same.
#include <cstdint>

#include "firmware_bridge/protocol/csv_lines.hpp"
#include "tests/fuzz/decoder_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

// The first byte chooses whether units are declared.
std::string try_bytes(std::span<const std::byte> bytes) {
    CsvLineUnits units;
    if (!bytes.empty() && (bytes.front() & std::byte{1}) != std::byte{0}) {
        units = {.time = TimeUnit::ms,
                 .specific_force = SpecificForceUnit::m_per_s2,
                 .angular_rate = AngularRateUnitName::rad_per_s};
    }
    if (!bytes.empty()) bytes = bytes.subspan(1);
    const auto make = [&] { return make_csv_line_decoder(units); };
    if (std::string fault = try_stream(make, bytes); !fault.empty()) return fault;
    const auto decoder = make();
    std::vector<DeviceSample> samples = hear(*decoder, bytes).samples;
    std::erase_if(samples, [](const DeviceSample& sample) { return !sample.ticks || sample.magnetic_field; });
    // Its own decoder for each: a count that falls back from near 2^32 is taken for a wrap.
    for (const DeviceSample& sample : samples) {
        const std::string fault = try_round_trip([] { return make_csv_line_decoder(); }, bytes_of(kCsvHeader),
                                                 {sample}, csv_line, is_same_reading);
        if (!fault.empty()) return fault;
    }
    return {};
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::tests::try_bytes({reinterpret_cast<const std::byte*>(bytes), size}));
}
