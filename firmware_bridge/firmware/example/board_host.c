/* A board that is not there: two seconds of a sensor lying still, written to the standard output. */
#include <stdio.h>

#include "firmware_bridge/firmware/example/board.h"

enum { kReadings = 400, kPeriodUs = 5000, kOneG = 2048 /* at a range of 16 g */ };

static uint32_t readings_taken = 0;

bool board_runs(void) { return readings_taken < kReadings; }

bool board_read_imu(uint32_t* tick_us, int16_t reading[6]) {
    *tick_us = readings_taken++ * kPeriodUs;
    for (int i = 0; i < 6; ++i) reading[i] = (int16_t)(i == 0 ? kOneG : 0);
    return true;
}

uint32_t board_lost_readings(void) { return 0; }

void board_write(void* link, const uint8_t* bytes, size_t count) {
    (void)link;
    fwrite(bytes, 1, count, stdout);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): a real board writes to it */
size_t board_read(uint8_t* bytes, size_t most) {
    (void)bytes;
    (void)most;
    return 0;
}

uint8_t board_battery_percent(void) { return 100; }
