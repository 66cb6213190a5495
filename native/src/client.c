/* A front as client of the monitor that it has forked. */
#include "parent.h"

int client_serve(struct launch *launch, int monitor) {
    uint32_t flags = launch->actor.plan->flags;
    const char word = (flags & PLAN_STDIN) != 0 ? NOTE_WITH_INPUT : NOTE_WITHOUT;
    struct note note = {.tag = MSG_OUT};
    int descriptors[NOTE_DESCRIPTORS];
    long result = (flags & PLAN_ATTACH) == 0 || send(monitor, &word, 1, MSG_NOSIGNAL) > 0;
    /* What is said between letting this front in and its taking part is not for it. */
    while (result > 0 && (note.tag == MSG_OUT || note.tag == MSG_ERR))
        result = note_receive(monitor, &note, sizeof note, descriptors);
    if (result <= 0) {
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, result < 0 ? result : ECHILD);
        note = launch->failure;
    }
    launch_send(launch, &note);
    if (note.tag != MSG_STARTED || (flags & PLAN_DETACH) != 0)
        return 0;
    return terminal_serve(launch, monitor, descriptors[NOTE_PROCESS], descriptors[NOTE_INPUT]);
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
    int code = client_serve(launch, sockets[0]);
    close(sockets[0]);
    return code;
}
