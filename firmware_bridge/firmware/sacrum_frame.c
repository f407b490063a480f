#include "firmware_bridge/firmware/sacrum_frame.h"

/* By half bytes: 64 bytes of table in place of 1024. Polynomial 0x04C11DB7, reflected. */
static const uint32_t half_byte_table[16] = {
    0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
    0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};

uint32_t sacrum_crc32(const uint8_t* bytes, size_t count) {
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < count; ++i) {
        crc ^= bytes[i];
        crc = half_byte_table[crc & 15u] ^ (crc >> 4);
        crc = half_byte_table[crc & 15u] ^ (crc >> 4);
    }
    return ~crc;
}

size_t sacrum_frame_close(uint8_t* frame, size_t message_bytes) {
    size_t end = SACRUM_FRAME_HEAD + message_bytes;
    const uint32_t crc = sacrum_crc32(frame + SACRUM_FRAME_HEAD, message_bytes);
    for (unsigned shift = 0; shift < 32; shift += 8) frame[end++] = (uint8_t)(crc >> shift);

    /* COBS in place: each zero becomes the distance to the next one, and so does the code in front. */
    size_t code_at = SACRUM_FRAME_HEAD - 1;
    for (size_t i = SACRUM_FRAME_HEAD; i < end; ++i) {
        if (frame[i] != 0) continue;
        frame[code_at] = (uint8_t)(i - code_at);
        code_at = i;
    }
    frame[code_at] = (uint8_t)(end - code_at);
    frame[0] = 0;
    frame[end++] = 0;
    return end;
}

/* Undoes COBS in place; false when the codes do not meet the end. */
static bool take_off_cobs(uint8_t* bytes, size_t count) {
    size_t at = 0;
    while (at < count) {
        const size_t code = bytes[at];
        if (code > count - at) return false;
        bytes[at] = 0;
        at += code; /* never zero: a zero ends the frame */
    }
    return true;
}

bool sacrum_frame_read(struct sacrum_frame_reader* reader, uint8_t byte, const uint8_t** message,
                       size_t* message_bytes) {
    if (byte != 0) {
        if (reader->count < SACRUM_LONGEST_REQUEST)
            reader->bytes[reader->count++] = byte;
        else
            reader->is_too_long = true;
        return false;
    }
    const size_t count = reader->count;
    const bool may_be_good = !reader->is_too_long && count > 5; /* code and CRC alone carry nothing */
    reader->count = 0;
    reader->is_too_long = false;
    if (!may_be_good || !take_off_cobs(reader->bytes, count)) return false;

    const size_t length = count - 5;
    uint32_t crc = 0;
    for (unsigned i = 0; i < 4; ++i) crc |= (uint32_t)reader->bytes[1 + length + i] << (8 * i);
    if (crc != sacrum_crc32(reader->bytes + 1, length)) return false;
    *message = reader->bytes + 1;
    *message_bytes = length;
    return true;
}
