/* What the first process of a container tells its parent while it sets itself up. */
#ifndef JONG_REPORT_H
#define JONG_REPORT_H

#include <stdint.h>

#define REPORT_TERMINAL 0xfffffffeu /* as index: no failure, the other end of the terminal comes along */

struct report {
    uint32_t index; /* of the operation that failed, PLAN_NO_INDEX, or REPORT_TERMINAL */
    uint32_t error; /* errno */
};

/* Sends a report, with a descriptor unless it is -1; 0 or a negative errno. */
long report_send(int socket, uint32_t index, uint32_t error, int descriptor);
/* Receives one: 1, or 0 at the end, or a negative errno; `descriptor` is -1 unless one came along. */
long report_receive(int socket, struct report *report, int *descriptor);

/* The same for any message of a fixed size with up to two descriptors. */
long report_pass(int socket, const void *message, uint32_t size, const int *descriptors, uint32_t count);
long report_take(int socket, void *message, uint32_t size, int descriptors[2]);

#endif
