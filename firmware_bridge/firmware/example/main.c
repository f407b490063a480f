/* A whole device: reads its sensor at 200 Hz and speaks the sacrum protocol over a serial line. On a BLE
 * device board_write is a notification, notification_bytes the ATT MTU - 3, and connected() and
 * disconnected() follow the subscription. */
#include "firmware_bridge/firmware/example/board.h"
#include "firmware_bridge/firmware/sacrum_device.h"

int main(void) {
    static struct sacrum_device device; /* static: it is most of the RAM the library needs */
    const struct sacrum_config config = {.model = "example",
                                         .serial_number = "0001",
                                         .firmware = "1.0.0",
                                         .mounting = "up=+x,left=+y",
                                         .nominal_period_us = 5000,
                                         .accelerometer_range_g = 16,
                                         .gyroscope_range_deg_per_s = 2000,
                                         .notification_bytes = 244,
                                         .send = board_write};
    if (!sacrum_device_init(&device, &config)) return 1;
    sacrum_device_connected(&device); /* a serial line has no other sign of a listener */

    uint32_t since_battery = 0;
    while (board_runs()) {
        uint32_t tick_us = 0;
        int16_t reading[6];
        if (board_read_imu(&tick_us, reading)) {
            const uint32_t lost = board_lost_readings();
            if (lost > 0) sacrum_device_missed(&device, lost);
            sacrum_device_push(&device, tick_us, reading);
            if (++since_battery == 12000) { /* a minute */
                since_battery = 0;
                sacrum_device_battery(&device, board_battery_percent(), false);
            }
        }
        uint8_t bytes[16];
        const size_t count = board_read(bytes, sizeof bytes);
        sacrum_device_receive(&device, bytes, count);
    }
    sacrum_device_flush(&device);
    return 0;
}
