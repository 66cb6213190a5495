/* Who hears what a container says: its log, and fronts, or this front's own terminal. */
#pragma once

#include "log.h"
#include "plan.h"

#define HUB_FRONTS 17 /* the one that launched the container, and those that attached to it */
#define HUB_EVENTS (HUB_FRONTS + 3)

struct hub {
    struct log log;
    int sources[2]; /* the container's output, or its terminal, and its errors; -1 where they have ended */
    int input;      /* the container's, or its terminal, or -1 */
    int process;    /* of the container, -1 until its program runs */
    int listener;   /* where fronts attach, or -1 */
    bool once;      /* one front has the input, and its end is the container's */
    bool direct;    /* no monitor: `fronts` are standard output and error of this process */
    int fronts[HUB_FRONTS]; /* sockets, -1 where there is none; the first launched the container */
};

/* Begins with nothing but a log, and the socket to the launching front. */
void hub_begin(struct hub *hub, int front);
/* Tells a front that it takes part, and gives it the container's process and input; `asked`: it has some. 0
 * or a negative errno. */
int hub_greet(struct hub *hub, int i, bool asked);
/* Leaves a front. */
void hub_leave(struct hub *hub, int i);
/* Fills in HUB_EVENTS events; how long to wait for them, milliseconds. */
int hub_expect(struct hub *hub, struct pollfd *events);
/* Does what there is to do, or what waits for a quiet moment. */
void hub_turn(struct hub *hub, const struct pollfd *events, bool quiet);
/* Passes on what is left when the container has ended. */
void hub_drain(struct hub *hub);
/* Says something to every front. */
void hub_tell(struct hub *hub, const struct note *note);
