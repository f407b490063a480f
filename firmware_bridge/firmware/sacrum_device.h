/* The device's half of the sacrum wire protocol: raw readings in, frames out. No heap, no floating point, no
 * clock of its own; about 0.6 kB of RAM, all of it in struct sacrum_device. Not for use from two contexts at
 * once: call everything from the main loop.
 *
 *     init ─► connected ─► push, push, push …          frames leave through config.send
 *                  ▲        receive (what the host says)
 *                  └─ disconnected: readings are counted, not sent, so that the host knows what it lacks */
#ifndef SACRUM_DEVICE_H
#define SACRUM_DEVICE_H

#include "firmware_bridge/firmware/sacrum_frame.h"
#include "proto/wire.npb.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SACRUM_MOST_SAMPLES_PER_PACKET = 16,
    SACRUM_LONGEST_TEXT = 24,          /* bytes of a text in the description; more is cut */
    SACRUM_LONGEST_PERIOD_US = 2000000 /* 0.5 Hz */
};

/* Sends bytes in order; never more than config.notification_bytes of them. What it cannot send it drops
 * whole. */
typedef void (*sacrum_send)(void* link, const uint8_t* bytes, size_t count);

struct sacrum_config {
    const char* model; /* texts end in zero and outlive the device */
    const char* serial_number;
    const char* firmware;
    const char* mounting; /* "up=+x,left=+y"; "" when the device does not know */
    uint32_t nominal_period_us;
    uint16_t accelerometer_range_g;     /* ±, of int16 -32768 to 32767 */
    uint16_t gyroscope_range_deg_per_s; /* ± */
    uint16_t notification_bytes;        /* most bytes a call of send may get: ATT MTU - 3; serial: 244 */
    uint8_t samples_per_packet; /* 0: what falls in 40 ms and fits a notification (5 where none fits) */
    sacrum_send send;
    void* link; /* given back to send */
};

struct sacrum_device {
    struct sacrum_config config;
    sacrum_wire_DeviceMessage message; /* holds the samples of the packet being filled */
    uint8_t frame[SACRUM_LONGEST_FRAME];
    struct sacrum_frame_reader reader;
    uint32_t next_sequence;
    uint32_t next_sample;
    uint32_t last_tick_us;
    uint8_t pending; /* samples in message */
    uint8_t packet_samples;
    bool is_connected;
    bool is_streaming;
};

/* False when the configuration makes no sense: a period of 0 or above SACRUM_LONGEST_PERIOD_US, a range of 0,
 * fewer than 20 bytes a notification, more than 16 samples a packet, a missing text or send. */
bool sacrum_device_init(struct sacrum_device* device, const struct sacrum_config* config);

/* A host listens from now on: it gets the description, then samples. */
void sacrum_device_connected(struct sacrum_device* device);
/* Nobody listens. A half filled packet is forgotten; its samples stay counted. */
void sacrum_device_disconnected(struct sacrum_device* device);

/* One reading: accelerometer x y z, gyroscope x y z, and when it was taken on a clock that runs freely over
 * 32 bits. A reading more than a quarter period off the one before it begins a new packet. */
void sacrum_device_push(struct sacrum_device* device, uint32_t tick_us, const int16_t reading[6]);
/* The sensor took readings that never got here, as when its FIFO ran over. */
void sacrum_device_missed(struct sacrum_device* device, uint32_t samples);
/* Sends a half filled packet now. */
void sacrum_device_flush(struct sacrum_device* device);

/* The sensor measures otherwise from the next reading on. False, and nothing changes, when out of bounds. */
bool sacrum_device_set_sensor(struct sacrum_device* device, uint32_t nominal_period_us,
                              uint16_t accelerometer_range_g, uint16_t gyroscope_range_deg_per_s);
/* Sends the state of the battery; more than 100 per cent is taken as 100. */
void sacrum_device_battery(struct sacrum_device* device, uint8_t percent, bool is_charging);

/* What came from the host, cut in any way. */
void sacrum_device_receive(struct sacrum_device* device, const uint8_t* bytes, size_t count);

#ifdef __cplusplus
}
#endif
#endif
