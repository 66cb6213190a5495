/* The parent of a container: a front in whose foreground it runs, or a monitor. */
#ifndef JONG_PARENT_H
#define JONG_PARENT_H

#include "launch.h"

struct parent {
    struct launch *launch;
    bool monitors;  /* this process is a monitor */
    int client;     /* its socket to the front; -1 when that has left */
    int signals;    /* from signals_open */
    int interrupts; /* that were typed at a front */
    struct log log;
    struct pump pumps[3]; /* for the container's standard streams; a monitor has its terminal as the first */
};

/* Launches the container and serves it to its end, clean-up included; false when the launch failed. Says how
 * it ended. */
bool parent_run(struct parent *parent);

/* Carries out the plan as the container's parent and stays until the end; `front` is the socket to the front.
 */
_Noreturn void monitor_main(struct launch *launch, int front);
/* Gives back what only the front needed, most of all the pages it read and wrote messages with. */
void monitor_slim_down(struct launch *launch);

#endif
