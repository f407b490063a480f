/* Frames: a message and its check, with no zero inside and a zero before and behind.
 *
 *     00 | code, message, CRC-32 low byte first: after COBS no byte is zero | 00
 *
 * A message is at most SACRUM_LONGEST_MESSAGE bytes, so that COBS always costs exactly one. */
#ifndef SACRUM_FRAME_H
#define SACRUM_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SACRUM_LONGEST_FRAME = 244, /* one notification at an ATT MTU of 247 */
    SACRUM_FRAME_HEAD = 2,      /* zero, code */
    SACRUM_FRAME_TAIL = 5,      /* CRC-32, zero */
    SACRUM_LONGEST_MESSAGE = SACRUM_LONGEST_FRAME - SACRUM_FRAME_HEAD - SACRUM_FRAME_TAIL,
    SACRUM_LONGEST_REQUEST = 32 /* of a frame to the device, without its zeros */
};

/* CRC-32 of ISO-HDLC (Ethernet, zip). */
uint32_t sacrum_crc32(const uint8_t* bytes, size_t count);

/* Makes a frame around the message that stands at frame[SACRUM_FRAME_HEAD]; the whole frame's length. The
 * buffer holds at least message_bytes + SACRUM_FRAME_HEAD + SACRUM_FRAME_TAIL. */
size_t sacrum_frame_close(uint8_t* frame, size_t message_bytes);

/* Finds frames in a stream of bytes. What is longer than the buffer is passed over. */
struct sacrum_frame_reader {
    uint8_t bytes[SACRUM_LONGEST_REQUEST];
    uint8_t count;
    bool is_too_long;
};

/* Takes one byte. True when it ends a frame whose check is right: *message and *message_bytes say where it
 * stands, until the next byte is given. */
bool sacrum_frame_read(struct sacrum_frame_reader* reader, uint8_t byte, const uint8_t** message,
                       size_t* message_bytes);

#ifdef __cplusplus
}
#endif
#endif
