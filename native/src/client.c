/* A front as client of the monitor that it has forked. */

#include "launch.h"
#include "monitor.h"
#include "note.h"
#include "terminal.h"
#include "text.h"

/* The front's part while the container has a terminal. */
static int serve_terminal(struct launch *launch, int monitor, const int *descriptors) {
    struct front *front = launch->front;
    struct note note;
    switch (terminal_serve(launch, monitor, descriptors[NOTE_MASTER], descriptors[NOTE_PROCESS], &note)) {
    case TERMINAL_EXITED:
        if (write(monitor, "e", 1) < 0)
            say("the container's monitor ended early");
        front->ended = true;
        front->code = note.payload[0];
        launch_send(launch, &note);
        return 0;
    case TERMINAL_DETACHED:
        wire_send(&front->wire, MSG_DETACHED, NULL, 0);
        return 0;
    case TERMINAL_LEFT:
        return (int)note.payload[0];
    case TERMINAL_LOST:
    default:
        say("the container's monitor was killed");
        return FRONT_FAILED;
    }
}

/* The first note, and what follows from it. */
static int hear_monitor(struct launch *launch, int monitor) {
    struct note note;
    int descriptors[NOTE_DESCRIPTORS];
    long result = note_receive(monitor, &note, descriptors);
    if (result <= 0) {
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, result < 0 ? result : ECHILD);
        note = launch->failure;
    }
    launch_send(launch, &note);
    if (note.tag == MSG_FAILED || (launch->actor.plan->flags & PLAN_DETACH) != 0)
        return 0;
    if (descriptors[NOTE_MASTER] < 0) {
        say("the container's terminal did not arrive");
        return FRONT_FAILED;
    }
    return serve_terminal(launch, monitor, descriptors);
}

int monitor_run(struct launch *launch) {
    int sockets[2];
    pid_t monitor = -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0)
        monitor = fork();
    if (monitor < 0) { /* descriptors are closed with those of the plan */
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, errno);
        launch_send(launch, &launch->failure);
        return 0;
    }
    if (monitor == 0)
        monitor_main(launch, sockets[1]);
    close(sockets[1]);
    int code = hear_monitor(launch, sockets[0]);
    close(sockets[0]);
    return code;
}
