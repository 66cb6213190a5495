/* What a monitor and its front tell each other, over a socket pair. */
#ifndef JONG_NOTE_H
#define JONG_NOTE_H

#include <stdint.h>

#include "report.h"

struct note {
    uint32_t tag;    /* MSG_STARTED, MSG_FAILED or MSG_EXITED; their payload follows */
    uint32_t first;  /* pid; list; exit code */
    uint32_t second; /* -; index; signal */
    uint32_t third;  /* -; errno; - */
    uint64_t start;  /* start time of the pid */
};

/* With MSG_STARTED come, where there is a terminal, its master and a descriptor of the container's process.
 */
enum { NOTE_MASTER, NOTE_PROCESS };

#endif
