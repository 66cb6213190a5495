/* The log of a detached container: lines with time and stream, in files of a bounded size. */
#ifndef JONG_LOG_H
#define JONG_LOG_H

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

#endif
