/* Moves bytes from one descriptor to another, or into a log, inside a poll loop. */
#ifndef JONG_PUMP_H
#define JONG_PUMP_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "log.h"

struct pump {
    int from, to;        /* -1 when that side has ended */
    bool closes;         /* close `to` at the end: whoever reads it shall see it */
    struct log *log;     /* where the bytes go instead of `to`, or NULL */
    int stream;          /* of the log */
    uint32_t start, end; /* bytes on their way */
    char bytes[4096];
};

/* Fills in what to wait for: [0] is the source, [1] the destination. */
void pump_expect(const struct pump *pump, struct pollfd events[2]);
/* Moves what can be moved. A destination that is gone swallows everything. */
void pump_turn(struct pump *pump, const struct pollfd events[2]);
/* Moves what is still in the source, or comes within so many milliseconds, waiting for the destination. */
void pump_drain(struct pump *pump, int patience);

#endif
