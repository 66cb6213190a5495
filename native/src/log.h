/* The log of a container: lines with time and stream, in files that are rotated or in the system's journal.
 */
#pragma once

#include "kernel.h"
#include "plan.h"

#define LOG_LINE 16384 /* longest record, bytes; a longer line is written in parts */

struct log {
    const struct plan *plan; /* says where it is, how large, and what entries of a journal have */
    const char *path;        /* of the file, or of the journal's socket */
    int fd;           /* a file, a socket, or a pipe to the process that writes; -1: output is thrown away */
    pid_t writer;     /* that process, or 0 where this one writes itself */
    uint64_t size;    /* of the present file, bytes */
    uint32_t longest; /* bytes of text in a record */
    uint32_t used[2]; /* bytes of an unfinished line, of standard output and standard error */
    uint64_t dropped[2]; /* lines that could not be written, which is still to be said */
    bool cut[2];         /* part of a line could not be: the rest of it goes too */
    bool touched;        /* the buffers hold more memory than they need */
};

/* Opens the log that a plan names; without one all is thrown away. A negative errno when that fails. */
int log_open(struct log *log, const struct plan *plan);
/* Reads what stream 0 (output) or 1 (error) has to say from a descriptor that does not block: the number of
 * bytes, which stay in place until they are written, 0 at the end, or a negative errno. */
long log_read(struct log *log, int stream, int fd, const char **bytes);
/* Writes what was read: whole lines, and an unfinished one as part at the end or when it is too long. */
void log_write(struct log *log, int stream, bool end);
/* Gives memory back that a burst of output needed. */
void log_rest(struct log *log);
/* Waits until all is written, but not for ever, and says what was dropped last. */
void log_close(struct log *log);
