/* Moves bytes from one descriptor to another inside a poll loop. */
#pragma once

#include "kernel.h"

#define PUMP_HEADER 8     /* bytes in front of a message */
#define PUMP_BUFFER 32768 /* of which only those pages are touched that are needed */

struct pump {
    int from, to; /* -1 when that side has ended */
    bool closes;  /* close `to` at the end: whoever reads it shall see it */
    uint32_t tag; /* of the message that each piece becomes, an empty one at the end; 0 for plain bytes */
    uint32_t start, end; /* bytes on their way */
    _Alignas(4096) char bytes[PUMP_HEADER + PUMP_BUFFER];
};

/* Begins anew; -1 for a side that is not there. */
void pump_start(struct pump *pump, int from, int to);
/* Fills in what to wait for: [0] is the source, [1] the destination. */
void pump_expect(const struct pump *pump, struct pollfd events[2]);
/* Moves what can be moved. A destination that is gone swallows everything. */
void pump_turn(struct pump *pump, const struct pollfd events[2]);
