/* The parent of a container: a front in whose foreground it runs, or a monitor. */
#pragma once

#include "hub.h"
#include "launch.h"

struct parent {
    struct launch *launch;
    bool monitors;     /* this process is a monitor */
    int signals;       /* from signals_open */
    int interrupts;    /* that were typed at a front */
    struct pump input; /* a front's own, where it is passed on */
    struct hub hub;
};

/* Launches the container and serves it to its end, clean-up included; false when the launch failed. Says how
 * it ended. */
bool parent_run(struct parent *parent);

/* Carries out the plan as the container's parent and stays until the end; `front` is the socket to the front.
 */
_Noreturn void monitor_main(struct launch *launch, int front);
/* Gives back what only the front needed, most of all the pages it read and wrote messages with. */
void monitor_slim_down(struct launch *launch);
