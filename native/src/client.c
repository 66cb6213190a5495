/* A front as client of the monitor that it has forked. */
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kernel.h"
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
            say("the container's monitor ended early", PARTS);
        front->ended = true;
        front->code = note.first;
        launch_send_exited(launch, note.first, note.second);
        return 0;
    case TERMINAL_DETACHED:
        wire_send(&front->wire, MSG_DETACHED, NULL, 0);
        return 0;
    case TERMINAL_LEFT:
        return (int)note.first;
    case TERMINAL_LOST:
    default:
        say("the container's monitor was killed", PARTS);
        return FRONT_FAILED;
    }
}

/* The first note, and what follows from it. */
static int hear_monitor(struct launch *launch, int monitor) {
    struct note note;
    int descriptors[2];
    long result = report_take(monitor, &note, sizeof note, descriptors);
    if (result <= 0) {
        launch_send_failed(launch, LIST_BEFORE, PLAN_NO_INDEX, result < 0 ? (uint32_t)-result : ECHILD);
        return 0;
    }
    if (note.tag == MSG_FAILED) {
        launch_send_failed(launch, note.first, note.second, note.third);
        return 0;
    }
    launch_send_started(launch, note.first, note.start);
    if ((launch->actor.plan->flags & PLAN_DETACH) != 0)
        return 0;
    if (descriptors[NOTE_MASTER] < 0) {
        say("the container's terminal did not arrive", PARTS);
        return FRONT_FAILED;
    }
    return serve_terminal(launch, monitor, descriptors);
}

int monitor_run(struct launch *launch) {
    int sockets[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0) {
        launch_send_failed(launch, LIST_BEFORE, PLAN_NO_INDEX, (uint32_t)errno);
        return 0;
    }
    pid_t monitor = fork();
    if (monitor == 0)
        monitor_main(launch, sockets[1]);
    close(sockets[1]);
    int code = 0;
    if (monitor < 0)
        launch_send_failed(launch, LIST_BEFORE, PLAN_NO_INDEX, (uint32_t)errno);
    else
        code = hear_monitor(launch, sockets[0]);
    close(sockets[0]);
    return code;
}
