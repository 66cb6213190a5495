/* A front as client of the monitor that it has forked. */
#include "parent.h"

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
    return terminal_serve(launch, monitor, descriptors[NOTE_MASTER], descriptors[NOTE_PROCESS]);
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
