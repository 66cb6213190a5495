#ifndef JONG_MONITOR_H
#define JONG_MONITOR_H

#include "launch.h"

/* Carries out the plan as the container's parent and stays until the end; `front` is the socket to the front.
 */
_Noreturn void monitor_main(struct launch *launch, int front);
/* Gives back what only the front needed, most of all the pages it read and wrote messages with. */
void monitor_slim_down(struct launch *launch);

#endif
