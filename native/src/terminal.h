/* The user's side of a container's terminal. */
#ifndef JONG_TERMINAL_H
#define JONG_TERMINAL_H

#include "kernel.h"

#include "launch.h"
#include "note.h"

enum terminal_end {
    TERMINAL_EXITED,   /* the container ended: the note says how */
    TERMINAL_DETACHED, /* the user typed the detach keys */
    TERMINAL_LOST,     /* the monitor ended without a word */
    TERMINAL_LEFT /* this front is to end; the container goes on. The note's payload begins with the exit code
                   */
};

/* Connects the user's terminal with `master` until one of these happens; the terminal is as before then. */
enum terminal_end terminal_serve(struct launch *launch, int monitor, int master, int process,
                                 struct note *note);

#endif
