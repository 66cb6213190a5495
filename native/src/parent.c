#include "parent.h"

#include "files.h"
#include "signals.h"

#define PATIENCE 3 /* interrupts from the keyboard after which a program that ignores them is ended */

enum { SIGNALS, PROCESS, REPORT, CLIENT, PUMPS, EVENTS = PUMPS + 6 };

/* Tells the engine, by way of the front where this is a monitor. A broken connection is no failure here, as
 * the container matters more. */
static void tell(const struct parent *parent, const struct note *note, const int *descriptors,
                 uint32_t count) {
    if (!parent->monitors)
        launch_send(parent->launch, note);
    else if (parent->client >= 0)
        note_send(parent->client, note, descriptors, count);
}

/* A monitor is alone from here on, and listens to the terminal itself. */
static void leave_client(struct parent *parent) {
    if (parent->client >= 0)
        close(parent->client);
    parent->client = -1;
    parent->pumps[0].from = parent->launch->master;
}

static void start_pumps(struct parent *parent) {
    const int *ours = parent->launch->ours;
    for (int fd = 0; fd < 3; fd++) {
        parent->pumps[fd].log = parent->monitors ? &parent->log : NULL;
        parent->pumps[fd].stream = fd == STDERR_FILENO;
    }
    /* A monitor only holds standard input open. */
    bool reads = !parent->monitors && ours[0] >= 0;
    parent->pumps[0].closes = reads;
    pump_start(&parent->pumps[0], reads ? STDIN_FILENO : -1, reads ? ours[0] : -1);
    for (int fd = 1; fd < 3; fd++)
        pump_start(&parent->pumps[fd], ours[fd], parent->monitors ? -1 : fd);
}

/* Sends a signal to the container's first process. */
static void send_signal(const struct launch *launch, int number) {
    if (launch->pidfd >= 0)
        syscall(SYS_pidfd_send_signal, launch->pidfd, number, NULL, 0);
}

static void handle_signals(struct parent *parent) {
    struct launch *launch = parent->launch;
    bool proxy = (launch->actor.plan->flags & PLAN_SIG_PROXY) != 0 && launch->report < 0;
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
    uint64_t start;
    uint32_t index;
    if (files_start_time(launch->actor.proc, launch->actor.pid, &start) < 0)
        start = 0;
    int error = plan_run(&launch->actor, LIST_AFTER, &index);
    if (error != 0)
        return launch_fail(launch, LIST_AFTER, index, error);
    struct note note = {
        MSG_STARTED, 12, {(uint32_t)launch->actor.pid, (uint32_t)start, (uint32_t)(start >> 32)}};
    const int descriptors[NOTE_DESCRIPTORS] = {launch->master, launch->pidfd};
    bool detach = (launch->actor.plan->flags & PLAN_DETACH) != 0;
    if (launch->master >= 0)
        fcntl(launch->master, F_SETFL, O_RDWR | O_NONBLOCK);
    tell(parent, &note, descriptors, launch->master >= 0 && !detach ? NOTE_DESCRIPTORS : 0);
    if (parent->monitors) {
        if (detach || parent->client < 0)
            leave_client(parent);
        monitor_slim_down(launch);
    }
    return true;
}

/* What the child says while it sets itself up; false when the launch failed. */
static bool handle_report(struct parent *parent) {
    struct launch *launch = parent->launch;
    struct note note;
    int descriptors[NOTE_DESCRIPTORS];
    long result = note_receive(launch->report, &note, descriptors);
    if (result > 0 && note.tag == NOTE_GIFT && descriptors[NOTE_MASTER] >= 0) {
        launch->master = descriptors[NOTE_MASTER];
        return true;
    }
    close(launch->report);
    launch->report = -1;
    if (result == 0)
        return handle_started(parent);
    if (result < 0)
        return launch_fail(launch, LIST_CHILD, PLAN_NO_INDEX, result);
    return launch_fail(launch, LIST_CHILD, note.payload[1], note.payload[2]);
}

static void expect(const struct parent *parent, struct pollfd *events) {
    const struct launch *launch = parent->launch;
    events[SIGNALS] = (struct pollfd){.fd = parent->signals, .events = POLLIN};
    events[PROCESS] = (struct pollfd){.fd = launch->report < 0 ? launch->pidfd : -1, .events = POLLIN};
    events[REPORT] = (struct pollfd){.fd = launch->report, .events = POLLIN};
    events[CLIENT] = (struct pollfd){.fd = parent->client, .events = POLLIN};
    for (int i = 0; i < 3; i++)
        pump_expect(&parent->pumps[i], &events[PUMPS + 2 * i]);
}

/* Serves the container until its first process has ended; false when the launch failed. */
static bool serve(struct parent *parent) {
    struct pollfd events[EVENTS];
    for (;;) {
        expect(parent, events);
        int ready = poll(events, EVENTS, parent->log.touched ? 1000 : -1);
        if (ready == 0)
            log_rest(&parent->log);
        if (ready <= 0)
            continue;
        if (events[REPORT].revents != 0 && !handle_report(parent))
            return false;
        if (events[CLIENT].revents != 0)
            leave_client(parent);
        if (events[SIGNALS].revents != 0)
            handle_signals(parent);
        for (int i = 0; i < 3; i++)
            pump_turn(&parent->pumps[i], &events[PUMPS + 2 * i]);
        if (events[PROCESS].revents != 0)
            return true;
    }
}

/* Waits for the end of the container's first process and keeps how it ended. */
static void reap(struct launch *launch) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    while (waitid((idtype_t)P_PIDFD, (id_t)launch->pidfd, &info, WEXITED) < 0)
        if (errno != EINTR) {
            launch->actor.code = FRONT_FAILED;
            return;
        }
    bool exited = info.si_code == CLD_EXITED;
    launch->actor.signal = exited ? 0 : (uint32_t)info.si_status;
    launch->actor.code = (exited ? 0 : 128) + (uint32_t)info.si_status;
}

/* Ends a container whose launch failed. */
static void undo(struct launch *launch) {
    if (launch->pidfd >= 0) {
        send_signal(launch, SIGKILL);
        reap(launch);
    }
    launch->actor.signal = 0;
    launch->actor.code = FRONT_FAILED;
}

bool parent_run(struct parent *parent) {
    struct launch *launch = parent->launch;
    const struct plan *plan = launch->actor.plan;
    const char *path = (plan->flags & PLAN_LOG) != 0 ? plan_string(plan, plan->log_path) : NULL;
    int error = parent->signals;
    if (error >= 0)
        error = log_open(&parent->log, path, plan->log_limit, plan->log_files);
    if (error < 0)
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, error);
    launch_prepare(launch);
    streams_prepare(launch);
    bool well = launch_begin(launch);
    start_pumps(parent);
    well = well && serve(parent);
    if (well)
        reap(launch);
    else
        undo(launch);
    /* The last output is in the pipes already: nobody is left to write more. */
    for (int i = parent->monitors ? 0 : 1; well && i < 3; i++)
        pump_drain(&parent->pumps[i], 0);
    plan_run(&launch->actor, LIST_EXIT, NULL);
    struct note end = {MSG_EXITED, 8, {launch->actor.code, launch->actor.signal}};
    tell(parent, well ? &end : &launch->failure, NULL, 0);
    return well;
}

int attached_run(struct launch *launch) {
    static struct parent parent;
    sigset_t old;
    parent.launch = launch;
    parent.client = -1;
    parent.interrupts = 0;
    parent.signals = signals_open(&old, false);
    if (parent_run(&parent)) {
        launch->front->ended = true;
        launch->front->code = launch->actor.code;
    }
    signals_close(parent.signals, &old);
    return 0;
}
