/* Moves bytes from one descriptor to another, or into a log, inside a poll loop. */
#ifndef JONG_PUMP_H
#define JONG_PUMP_H

#include "kernel.h"

#define LOG_LINE 16384 /* longest record, bytes; a longer line is written in parts */

struct log {
    int fd; /* -1: nothing is written, output is thrown away */
    const char *path;
    uint64_t limit;   /* bytes of one file, 0 for no limit */
    uint64_t files;   /* how many are kept, the present one included */
    uint64_t size;    /* of the present file, bytes */
    uint32_t used[2]; /* bytes of an unfinished line, of standard output and standard error */
    bool touched;     /* the buffers hold more memory than they need */
};

/* Opens the log; a log that cannot be opened swallows what it is given. 0 or a negative errno. */
int log_open(struct log *log, const char *path, uint64_t limit, uint64_t files);
/* Takes what stream 0 (output) or 1 (error) has to say from a descriptor that does not block: the number of
 * bytes, 0 at the end, or a negative errno. */
long log_take(struct log *log, int stream, int fd);
/* Writes an unfinished line as part. */
void log_flush(struct log *log, int stream);
/* Gives memory back that a burst of output needed. */
void log_rest(struct log *log);

#define PUMP_HEADER 8     /* bytes in front of a message */
#define PUMP_BUFFER 32768 /* of which only those pages are touched that are needed */

struct pump {
    int from, to;    /* -1 when that side has ended */
    bool closes;     /* close `to` at the end: whoever reads it shall see it */
    struct log *log; /* where the bytes go instead of `to`, or NULL */
    int stream;      /* of the log */
    uint32_t tag;    /* of the message that each piece becomes, an empty one at the end; 0 for plain bytes */
    uint32_t start, end; /* bytes on their way */
    _Alignas(4096) char bytes[PUMP_HEADER + PUMP_BUFFER];
};

/* Begins anew; -1 for a side that is not there. */
void pump_start(struct pump *pump, int from, int to);
/* Fills in what to wait for: [0] is the source, [1] the destination. */
void pump_expect(const struct pump *pump, struct pollfd events[2]);
/* Moves what can be moved. A destination that is gone swallows everything. */
void pump_turn(struct pump *pump, const struct pollfd events[2]);
/* Sends what is on its way, waiting for the destination. */
void pump_flush(struct pump *pump);
/* Moves what is still in the source, or comes within so many milliseconds, waiting for the destination. */
void pump_drain(struct pump *pump, int patience);

#endif
