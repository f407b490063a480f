/* What the example asks of the board: six functions that every board support package has in some form. */
#ifndef SACRUM_EXAMPLE_BOARD_H
#define SACRUM_EXAMPLE_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool board_runs(void);                                      /* false: switch off */
bool board_read_imu(uint32_t* tick_us, int16_t reading[6]); /* true: a reading was ready */
uint32_t board_lost_readings(void);                         /* by the sensor's FIFO since the last call */
void board_write(void* link, const uint8_t* bytes, size_t count);
size_t board_read(uint8_t* bytes, size_t most); /* what the host sent; 0: nothing */
uint8_t board_battery_percent(void);

#endif
