/* Launching what a plan describes: the steps shared by the attached front and the monitor. */
#pragma once

#include "front.h"
#include "plan.h"

struct launch {
    struct front *front;
    struct actor actor;
    int plan_fd;
    int program; /* sealed copy of this program, for the child */
    int self;    /* this program, O_PATH: /proc may be another one later */
    int pidfd;
    int streams[3];      /* what the child gets as 0 to 2 */
    int ours[3];         /* our ends of those that are pipes, or -1 */
    struct note failure; /* MSG_FAILED, or without a tag while nothing failed */
};

/* Takes the plan out of the present message and carries it out; 0 to go on, else the exit code. */
int launch_plan(struct front *front);
/* Opens what has to be opened before a plan changes the world: the sealed copy, /proc, this program. */
void launch_prepare(struct launch *launch);
/* LIST_BEFORE and clone; false when that failed. The child's ends of streams are closed. */
bool launch_begin(struct launch *launch);
/* Remembers a failure; keeps the first one. Returns false, for callers to return. */
bool launch_fail(struct launch *launch, uint32_t list, uint32_t index, long error);

/* stream.c: chooses the streams of an attached container, and pumps those that are terminals. */
bool streams_prepare(struct launch *launch);
/* parent.c: a container in the foreground; 0 to go on, else the exit code. */
int attached_run(struct launch *launch);
/* terminal.c: connects the user's streams, or terminal, with the container's until that ends, or the user or
 * this front leaves; the terminal is as before then. 0 to go on, else the exit code. */
int terminal_serve(struct launch *launch, int monitor, int process, int input);
/* client.c: a container with a monitor as parent; 0 to go on, else the exit code. */
int monitor_run(struct launch *launch);
/* Takes part in what a monitor does, behind a socket; as monitor_run. */
int client_serve(struct launch *launch, int monitor);

/* Passes a note on to the engine. */
void launch_send(struct launch *launch, const struct note *note);
