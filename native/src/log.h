/* The log of a container: lines with time and stream, in files that are rotated. */
#pragma once

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
/* Reads what stream 0 (output) or 1 (error) has to say from a descriptor that does not block: the number of
 * bytes, which stay in place until they are written, 0 at the end, or a negative errno. */
long log_read(struct log *log, int stream, int fd, const char **bytes);
/* Writes what was read: whole lines, and an unfinished one as part at the end or when it is too long. */
void log_write(struct log *log, int stream, bool end);
/* Gives memory back that a burst of output needed. */
void log_rest(struct log *log);
