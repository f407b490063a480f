#include "firmware_bridge/firmware/sacrum_device.h"

#include <pb_decode.h>
#include <pb_encode.h>
#include <string.h>

enum {
    kReadingBytes = 12,
    kPacketTimeUs = 40000, /* a compromise: 16 bytes a sample at 200 Hz, and a sample waits at most 40 ms */
    /* Most that a packet of samples has beside its readings: head and tail of the frame; sequence 6, content
     * 3, tick 5, sample 5, period 4, ranges 4 and 4, clipped 4, length of the readings 3. */
    kPacketOverhead = SACRUM_FRAME_HEAD + SACRUM_FRAME_TAIL + 38,
    kSamplesWhereNoneFits = 5
};

static bool is_possible(uint32_t period_us, uint16_t accelerometer_range_g,
                        uint16_t gyroscope_range_deg_per_s) {
    return period_us > 0 && period_us <= SACRUM_LONGEST_PERIOD_US && accelerometer_range_g > 0 &&
           gyroscope_range_deg_per_s > 0;
}

static uint8_t chosen_packet_samples(const struct sacrum_config* config) {
    if (config->samples_per_packet > 0) return config->samples_per_packet;
    uint32_t most = SACRUM_MOST_SAMPLES_PER_PACKET;
    if (config->notification_bytes < kPacketOverhead + kReadingBytes)
        most = kSamplesWhereNoneFits;
    else if ((config->notification_bytes - kPacketOverhead) / kReadingBytes < SACRUM_MOST_SAMPLES_PER_PACKET)
        most = (uint32_t)(config->notification_bytes - kPacketOverhead) / kReadingBytes;
    const uint32_t in_time = kPacketTimeUs / config->nominal_period_us;
    if (in_time < most) most = in_time;
    return (uint8_t)(most > 0 ? most : 1);
}

bool sacrum_device_init(struct sacrum_device* device, const struct sacrum_config* config) {
    if (!is_possible(config->nominal_period_us, config->accelerometer_range_g,
                     config->gyroscope_range_deg_per_s))
        return false;
    if (config->notification_bytes < 20 || config->samples_per_packet > SACRUM_MOST_SAMPLES_PER_PACKET)
        return false;
    if (!config->model || !config->serial_number || !config->firmware || !config->mounting || !config->send)
        return false;
    memset(device, 0, sizeof *device);
    device->config = *config;
    device->packet_samples = chosen_packet_samples(config);
    return true;
}

/* Sends device->message, whatever it holds, in pieces the link can carry. */
static void send_message(struct sacrum_device* device) {
    device->message.sequence = device->next_sequence++;
    pb_ostream_t stream = pb_ostream_from_buffer(device->frame + SACRUM_FRAME_HEAD, SACRUM_LONGEST_MESSAGE);
    if (!pb_encode(&stream, sacrum_wire_DeviceMessage_fields, &device->message))
        return; /* cannot be: sizes are bounded */
    const size_t length = sacrum_frame_close(device->frame, stream.bytes_written);
    for (size_t sent = 0; sent < length;) {
        const size_t rest = length - sent;
        const size_t piece =
            rest < device->config.notification_bytes ? rest : device->config.notification_bytes;
        device->config.send(device->config.link, device->frame + sent, piece);
        sent += piece;
    }
}

void sacrum_device_flush(struct sacrum_device* device) {
    if (device->pending == 0) return;
    sacrum_wire_Samples* samples = &device->message.content.samples;
    const uint32_t steps = device->pending - 1u;
    samples->period_us = device->config.nominal_period_us;
    if (steps > 0) samples->period_us = (device->last_tick_us - samples->first_tick_us + steps / 2) / steps;
    samples->accelerometer_range_g = device->config.accelerometer_range_g;
    samples->gyroscope_range_deg_per_s = device->config.gyroscope_range_deg_per_s;
    samples->readings.size = (pb_size_t)(device->pending * kReadingBytes);
    device->pending = 0;
    send_message(device);
}

static void copy_text(char* to, const char* from) {
    size_t length = 0;
    while (length < SACRUM_LONGEST_TEXT && from[length] != '\0') ++length;
    memcpy(to, from, length);
    to[length] = '\0';
}

static void send_description(struct sacrum_device* device) {
    sacrum_device_flush(device);
    memset(&device->message, 0, sizeof device->message);
    device->message.which_content = sacrum_wire_DeviceMessage_description_tag;
    sacrum_wire_Description* description = &device->message.content.description;
    copy_text(description->model, device->config.model);
    copy_text(description->serial_number, device->config.serial_number);
    copy_text(description->firmware, device->config.firmware);
    copy_text(description->mounting, device->config.mounting);
    description->nominal_period_us = device->config.nominal_period_us;
    description->accelerometer_range_g = device->config.accelerometer_range_g;
    description->gyroscope_range_deg_per_s = device->config.gyroscope_range_deg_per_s;
    send_message(device);
}

void sacrum_device_connected(struct sacrum_device* device) {
    device->is_connected = true;
    device->is_streaming = true;
    device->pending = 0;
    memset(&device->reader, 0, sizeof device->reader);
    send_description(device);
}

void sacrum_device_disconnected(struct sacrum_device* device) {
    device->is_connected = false;
    device->pending = 0;
}

static void begin_packet(struct sacrum_device* device, uint32_t tick_us) {
    memset(&device->message, 0, sizeof device->message);
    device->message.which_content = sacrum_wire_DeviceMessage_samples_tag;
    device->message.content.samples.first_tick_us = tick_us;
    device->message.content.samples.first_sample = device->next_sample;
}

/* Whether the reading lies where the packet's even spacing would have it, within a quarter of a period. */
static bool follows(const struct sacrum_device* device, uint32_t tick_us) {
    const uint32_t quarter = device->config.nominal_period_us / 4;
    const uint32_t early = device->last_tick_us + device->config.nominal_period_us - quarter;
    return tick_us - early <= 2 * quarter; /* modulo 2^32, so that the clock may wrap */
}

void sacrum_device_push(struct sacrum_device* device, uint32_t tick_us, const int16_t reading[6]) {
    if (!device->is_connected || !device->is_streaming) {
        ++device->next_sample;
        return;
    }
    if (device->pending > 0 && !follows(device, tick_us)) sacrum_device_flush(device);
    if (device->pending == 0) begin_packet(device, tick_us);

    sacrum_wire_Samples* samples = &device->message.content.samples;
    uint8_t* to = samples->readings.bytes + (size_t)device->pending * kReadingBytes;
    for (unsigned i = 0; i < 6; ++i) {
        const uint16_t bits = (uint16_t)reading[i];
        *to++ = (uint8_t)(bits & 0xFFu);
        *to++ = (uint8_t)(bits >> 8);
        if (reading[i] == INT16_MAX || reading[i] == INT16_MIN)
            samples->clipped |= (uint32_t)1 << device->pending;
    }
    device->last_tick_us = tick_us;
    ++device->next_sample;
    if (++device->pending == device->packet_samples) sacrum_device_flush(device);
}

void sacrum_device_missed(struct sacrum_device* device, uint32_t samples) {
    sacrum_device_flush(device);
    device->next_sample += samples;
}

bool sacrum_device_set_sensor(struct sacrum_device* device, uint32_t nominal_period_us,
                              uint16_t accelerometer_range_g, uint16_t gyroscope_range_deg_per_s) {
    if (!is_possible(nominal_period_us, accelerometer_range_g, gyroscope_range_deg_per_s)) return false;
    sacrum_device_flush(device);
    device->config.nominal_period_us = nominal_period_us;
    device->config.accelerometer_range_g = accelerometer_range_g;
    device->config.gyroscope_range_deg_per_s = gyroscope_range_deg_per_s;
    device->packet_samples = chosen_packet_samples(&device->config);
    if (device->is_connected) send_description(device);
    return true;
}

void sacrum_device_battery(struct sacrum_device* device, uint8_t percent, bool is_charging) {
    if (!device->is_connected) return;
    sacrum_device_flush(device);
    memset(&device->message, 0, sizeof device->message);
    device->message.which_content = sacrum_wire_DeviceMessage_status_tag;
    device->message.content.status.battery_percent = percent < 100 ? percent : 100;
    device->message.content.status.is_charging = is_charging;
    send_message(device);
}

static void obey(struct sacrum_device* device, const uint8_t* bytes, size_t count) {
    sacrum_wire_HostMessage message = sacrum_wire_HostMessage_init_zero;
    pb_istream_t stream = pb_istream_from_buffer(bytes, count);
    if (!device->is_connected || !pb_decode(&stream, sacrum_wire_HostMessage_fields, &message)) return;
    switch (message.request) {
        case sacrum_wire_HostMessage_Request_DESCRIBE: send_description(device); break;
        case sacrum_wire_HostMessage_Request_START:
            device->is_streaming = true;
            send_description(device);
            break;
        case sacrum_wire_HostMessage_Request_STOP:
            sacrum_device_flush(device);
            device->is_streaming = false;
            break;
        default: break; /* of a later version of the protocol */
    }
}

void sacrum_device_receive(struct sacrum_device* device, const uint8_t* bytes, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        const uint8_t* message = NULL;
        size_t length = 0;
        if (sacrum_frame_read(&device->reader, bytes[i], &message, &length)) obey(device, message, length);
    }
}
