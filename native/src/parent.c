#include "parent.h"

#include "signals.h"

#define PATIENCE 3 /* interrupts from the keyboard after which a program that ignores them is ended */

enum { SIGNALS, PROCESS, REPORT, INPUT, STREAMS = INPUT + 2, EVENTS = STREAMS + HUB_EVENTS };

static void start_streams(struct parent *parent) {
    const int *ours = parent->launch->ours;
    bool pumps = !parent->monitors && ours[0] >= 0;
    parent->input.closes = pumps;
    pump_start(&parent->input, pumps ? STDIN_FILENO : -1, pumps ? ours[0] : -1);
    parent->hub.input = ours[0];
    for (int i = 0; i < 2; i++) {
        parent->hub.sources[i] = ours[i + 1];
        if (!parent->monitors)
            parent->hub.fronts[i] = ours[i + 1] >= 0 ? i + 1 : -1;
    }
}

/* Sends a signal to the container's first process, if there is one. */
static void send_signal(const struct launch *launch, int number) {
    syscall(SYS_pidfd_send_signal, launch->pidfd, number, NULL, 0);
}

static void handle_signals(struct parent *parent) {
    struct launch *launch = parent->launch;
    bool proxy = (launch->actor.plan->flags & PLAN_SIG_PROXY) != 0 && launch->actor.report < 0;
    for (int number; (number = signals_next(parent->signals)) != 0;) {
        if (!signals_forwarded(number))
            continue;
        bool enough = number == SIGINT && ++parent->interrupts >= PATIENCE;
        /* Without a program yet, or without forwarding, the container ends as the front would have. */
        bool forward = parent->monitors || (proxy && !enough);
        send_signal(launch, forward ? number : SIGKILL);
    }
}

/* LIST_AFTER and the message, once the program runs; false when that failed. */
static bool handle_started(struct parent *parent) {
    struct launch *launch = parent->launch;
    uint32_t index;
    int error = plan_run(&launch->actor, LIST_AFTER, &index);
    if (error != 0)
        return launch_fail(launch, LIST_AFTER, index, error);
    const struct plan *plan = launch->actor.plan;
    parent->hub.process = launch->pidfd;
    if (!parent->monitors) {
        launch_send(launch, &(struct note){.tag = MSG_STARTED});
        return true;
    }
    parent->hub.once = (plan->flags & PLAN_INPUT_ONCE) != 0;
    if (plan->listen_register != PLAN_NO_REGISTER)
        parent->hub.listener = (int)plan->registers[plan->listen_register];
    error = hub_greet(&parent->hub, 0, (plan->flags & PLAN_STDIN) != 0);
    if (error < 0 && error != -EPIPE) /* a front that has gone knows as much as it wanted to */
        return launch_fail(launch, LIST_AFTER, PLAN_NO_INDEX, error);
    if ((plan->flags & PLAN_DETACH) != 0)
        hub_leave(&parent->hub, 0);
    monitor_slim_down(launch);
    return true;
}

/* What the child says while it sets itself up; false when the launch failed. */
static bool handle_report(struct parent *parent) {
    struct launch *launch = parent->launch;
    struct note note;
    int descriptors[NOTE_DESCRIPTORS];
    long result = note_receive(launch->actor.report, &note, sizeof note, descriptors);
    if (result > 0 && note.tag == NOTE_GIFT && descriptors[0] >= 0) {
        fcntl(descriptors[0], F_SETFL, O_RDWR | O_NONBLOCK);
        parent->hub.input = parent->hub.sources[0] = descriptors[0];
        return true;
    }
    close(launch->actor.report);
    launch->actor.report = -1;
    if (result == 0)
        return handle_started(parent);
    if (result < 0)
        return launch_fail(launch, LIST_CHILD, PLAN_NO_INDEX, result);
    return launch_fail(launch, LIST_CHILD, note.payload[1], note.payload[2]);
}

/* Serves the container until its first process has ended; false when the launch failed. */
static bool serve(struct parent *parent) {
    struct launch *launch = parent->launch;
    struct pollfd events[EVENTS];
    for (;;) {
        events[SIGNALS] = (struct pollfd){.fd = parent->signals, .events = POLLIN};
        events[PROCESS] =
            (struct pollfd){.fd = launch->actor.report < 0 ? launch->pidfd : -1, .events = POLLIN};
        events[REPORT] = (struct pollfd){.fd = launch->actor.report, .events = POLLIN};
        pump_expect(&parent->input, &events[INPUT]);
        int ready = poll(events, EVENTS, hub_expect(&parent->hub, &events[STREAMS]));
        if (ready < 0 && errno != EINTR) /* whoever may have few descriptors may not look at so many */
            return launch_fail(launch, LIST_CHILD, PLAN_NO_INDEX, -errno);
        if (events[REPORT].revents != 0 && !handle_report(parent))
            return false;
        if (events[SIGNALS].revents != 0)
            handle_signals(parent);
        pump_turn(&parent->input, &events[INPUT]);
        hub_turn(&parent->hub, &events[STREAMS], ready == 0);
        if (events[PROCESS].revents != 0)
            return true;
    }
}

/* Waits for the end of the container's first process and keeps how it ended. */
static void reap(struct launch *launch) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    if (waitid((idtype_t)P_PIDFD, (id_t)launch->pidfd, &info, WEXITED) < 0) {
        launch->actor.code = FRONT_FAILED;
        return;
    }
    bool exited = info.si_code == CLD_EXITED;
    launch->actor.signal = exited ? 0 : (uint32_t)info.si_status;
    launch->actor.code = (exited ? 0 : 128) + (uint32_t)info.si_status;
}

/* Ends a container whose launch failed. */
static void undo(struct launch *launch) {
    send_signal(launch, SIGKILL);
    reap(launch); /* where there is none, that fails */
    launch->actor.signal = 0;
    launch->actor.code = FRONT_FAILED;
}

bool parent_run(struct parent *parent) {
    struct launch *launch = parent->launch;
    int error = parent->signals;
    if (error >= 0)
        error = log_open(&parent->hub.log, launch->actor.plan);
    if (error < 0)
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, error);
    launch_prepare(launch);
    streams_prepare(launch);
    bool well = launch_begin(launch);
    start_streams(parent);
    well = well && serve(parent);
    if (well)
        reap(launch);
    else
        undo(launch);
    /* The last output is in the pipes already: nobody is left to write more. */
    hub_drain(&parent->hub);
    plan_run(&launch->actor, LIST_EXIT, NULL);
    struct note end = {MSG_EXITED, 8, {launch->actor.code, launch->actor.signal}};
    if (parent->monitors)
        hub_tell(&parent->hub, well ? &end : &launch->failure);
    else
        launch_send(launch, well ? &end : &launch->failure);
    return well;
}

int attached_run(struct launch *launch) {
    static struct parent parent;
    sigset_t old;
    parent.launch = launch;
    parent.interrupts = 0;
    parent.hub.direct = true;
    hub_begin(&parent.hub, -1);
    parent.signals = signals_open(&old, false);
    if (parent_run(&parent)) {
        launch->front->ended = true;
        launch->front->code = launch->actor.code;
    }
    signals_close(parent.signals, &old);
    return 0;
}
