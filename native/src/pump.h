/* Moves bytes from one descriptor to another inside a poll loop. */
#ifndef JONG_PUMP_H
#define JONG_PUMP_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

struct pump {
    int from, to;        /* -1 when that side has ended */
    bool closes;         /* close `to` at the end: whoever reads it shall see it */
    uint32_t start, end; /* bytes on their way */
    char bytes[4096];
};

/* Fills in what to wait for: [0] is the source, [1] the destination. */
void pump_expect(const struct pump *pump, struct pollfd events[2]);
/* Moves what can be moved. A destination that is gone swallows everything. */
void pump_turn(struct pump *pump, const struct pollfd events[2]);
/* Moves what is still in the source, which must not block, waiting for the destination only. */
void pump_drain(struct pump *pump);

#endif
