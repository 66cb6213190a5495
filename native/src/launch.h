/* Launching what a plan describes: the steps shared by the attached front and the monitor. */
#ifndef JONG_LAUNCH_H
#define JONG_LAUNCH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "front.h"
#include "plan.h"

struct launch {
    struct front *front;
    struct actor actor;
    int plan_fd;
    int program; /* sealed copy of this program, for the child */
    int self;    /* this program, O_PATH: /proc may be another one later */
    int report;  /* our end of the socket to the child */
    int pidfd;
    int master;     /* of the container's terminal, or -1 */
    int streams[3]; /* what the child gets as 0 to 2 */
    int ours[3];    /* our ends of those that are pipes, or -1 */
    uint64_t start; /* start time of the container's first process */
    uint32_t failed_list, failed_index;
    int error; /* errno of the failure, or 0 */
};

/* What the child has to say. */
enum launch_news { LAUNCH_MORE, LAUNCH_STARTED, LAUNCH_FAILED };

/* Takes the plan out of the present message and carries it out; 0 to go on, else the exit code. */
int launch_plan(struct front *front);
/* Opens what has to be opened before a plan changes the world: the sealed copy, /proc, this program. */
void launch_prepare(struct launch *launch);
/* LIST_BEFORE and clone; false when that failed. The child's ends of streams are closed. */
bool launch_begin(struct launch *launch);
/* Reads one report of the child. */
enum launch_news launch_hear(struct launch *launch);
/* LIST_AFTER, once the program runs; false when that failed, and the container ended for it. */
bool launch_after(struct launch *launch);
/* Sends a signal to the container's first process. */
void launch_signal(const struct launch *launch, int number);
/* Waits for the end of the container's first process and keeps how it ended. */
void launch_reap(struct launch *launch);
/* Ends a container whose launch failed, and runs LIST_EXIT. */
void launch_undo(struct launch *launch);
/* Remembers a failure; keeps the first one. Returns false, for callers to return. */
bool launch_fail(struct launch *launch, uint32_t list, uint32_t index, long error);

/* stream.c: chooses the streams of an attached container, and pumps those that are terminals. */
bool streams_prepare(struct launch *launch);
/* attached.c: a container in the foreground; 0 to go on, else the exit code. */
int attached_run(struct launch *launch);
/* client.c: a container with a monitor as parent; 0 to go on, else the exit code. */
int monitor_run(struct launch *launch);

/* Messages to the engine; a broken connection is no failure here, as the container matters more. */
void launch_send_started(struct launch *launch, uint32_t pid, uint64_t start);
void launch_send_failed(struct launch *launch, uint32_t list, uint32_t index, uint32_t error);
void launch_send_exited(struct launch *launch, uint32_t code, uint32_t signal);

#endif
