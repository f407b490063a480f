#include "firmware_bridge/timing/counter_unwrap.hpp"

#include <catch2/catch.hpp>

namespace sacrum::firmware_bridge {

TEST_CASE("a counter is unwrapped to the number nearest to what is expected") {
    CHECK(unwrap_counter(3, 8, 255) == 259);
    CHECK(unwrap_counter(250, 8, 259) == 250);
    CHECK(unwrap_counter(0, 32, 0xFFFF'FFF0LL) == 0x1'0000'0000LL);
    CHECK(unwrap_counter(0xFFFF'FFFF, 32, 0x1'0000'0005LL) == 0xFFFF'FFFFLL);
    CHECK(unwrap_counter(0xFFFF, 16, 0) == -1);
    CHECK(unwrap_counter(77, 64, 5) == 77);
    CHECK(unwrap_counter(1, 1, 4) == 5);
}

}  // namespace sacrum::firmware_bridge
