/* A container in the foreground without a terminal: this process is its parent, and it ends with us. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "launch.h"
#include "pump.h"
#include "signals.h"

#define PATIENCE 3 /* interrupts from the keyboard after which a program that ignores them is ended */

enum { SIGNALS, PROCESS, REPORT, PUMPS };

struct attached {
    struct launch *launch;
    int signals;
    int interrupts;
    struct pump pumps[3];
};

static void start_pumps(struct attached *attached) {
    const int *ours = attached->launch->ours;
    struct pump *pumps = attached->pumps;
    for (int fd = 0; fd < 3; fd++) {
        pumps[fd].start = pumps[fd].end = 0;
        pumps[fd].from = ours[fd] < 0 || fd == 0 ? -1 : ours[fd];
        pumps[fd].to = ours[fd] < 0 || fd == 0 ? -1 : fd;
        pumps[fd].closes = false;
    }
    if (ours[0] >= 0) {
        pumps[0].from = STDIN_FILENO;
        pumps[0].to = ours[0];
        pumps[0].closes = true;
    }
}

static void handle_signals(struct attached *attached) {
    struct launch *launch = attached->launch;
    int number;
    while ((number = signals_next(attached->signals)) != 0) {
        if (!signals_forwarded(number))
            continue;
        bool enough = number == SIGINT && ++attached->interrupts >= PATIENCE;
        /* Without a program yet, or without forwarding, the container ends as the front would have. */
        bool forward = (launch->actor.plan->flags & PLAN_SIG_PROXY) != 0 && launch->report < 0 && !enough;
        launch_signal(launch, forward ? number : SIGKILL);
    }
}

/* What the child says while it sets itself up; false when the launch failed. */
static bool handle_report(struct attached *attached) {
    struct launch *launch = attached->launch;
    enum launch_news news = launch_hear(launch);
    if (news == LAUNCH_MORE)
        return true;
    if (news == LAUNCH_FAILED || !launch_after(launch))
        return false;
    launch_send_started(launch, (uint32_t)launch->actor.pid, launch->start);
    return true;
}

/* Serves the container until its first process has ended; false when the launch failed. */
static bool serve(struct attached *attached) {
    struct launch *launch = attached->launch;
    struct pollfd events[PUMPS + 6];
    for (;;) {
        events[SIGNALS] = (struct pollfd){.fd = attached->signals, .events = POLLIN};
        events[PROCESS] = (struct pollfd){.fd = launch->report < 0 ? launch->pidfd : -1, .events = POLLIN};
        events[REPORT] = (struct pollfd){.fd = launch->report, .events = POLLIN};
        for (int i = 0; i < 3; i++)
            pump_expect(&attached->pumps[i], &events[PUMPS + 2 * i]);
        if (poll(events, PUMPS + 6, -1) < 0) {
            if (errno != EINTR)
                return launch_fail(launch, LIST_CHILD, PLAN_NO_INDEX, errno);
            continue;
        }
        if (events[REPORT].revents != 0 && !handle_report(attached))
            return false;
        if (events[SIGNALS].revents != 0)
            handle_signals(attached);
        for (int i = 0; i < 3; i++)
            pump_turn(&attached->pumps[i], &events[PUMPS + 2 * i]);
        if (events[PROCESS].revents != 0)
            return true;
    }
}

static void finish(struct attached *attached) {
    struct launch *launch = attached->launch;
    launch_reap(launch);
    pump_drain(&attached->pumps[1]);
    pump_drain(&attached->pumps[2]);
    plan_run_all(&launch->actor, LIST_EXIT);
    launch->front->ended = true;
    launch->front->code = launch->actor.code;
    launch_send_exited(launch, launch->actor.code, launch->actor.signal);
}

int attached_run(struct launch *launch) {
    static struct attached attached;
    sigset_t old;
    attached.launch = launch;
    attached.interrupts = 0;
    attached.signals = signals_open(&old, false);
    if (attached.signals < 0)
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, attached.signals);
    launch_prepare(launch);
    streams_prepare(launch);
    bool well = launch_begin(launch);
    start_pumps(&attached);
    well = well && serve(&attached);
    if (well) {
        finish(&attached);
    } else {
        launch_undo(launch);
        launch_send_failed(launch, launch->failed_list, launch->failed_index, (uint32_t)launch->error);
    }
    signals_close(attached.signals, &old);
    return 0;
}
