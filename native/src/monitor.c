/* The monitor: parent of a container that outlives its front. */
#include "monitor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel.h"
#include "launch.h"
#include "log.h"
#include "note.h"
#include "signals.h"
#include "text.h"

#define FRONT_FD 3 /* where the socket to the front is moved, before all above is closed */
#define PLAN_FD 4
#define PAGE 4096u
#define STACK 65536u /* how much of it may have been used, bytes */

enum { SIGNALS, PROCESS, REPORT, FRONT, OUT, ERR, TERMINAL, EVENTS };

struct monitor {
    struct launch *launch;
    int front;   /* socket, -1 when the front has left */
    bool silent; /* nobody in the container has the terminal open */
    int signals;
    struct log log;
    char place[512]; /* path of the file that names this monitor, or "" */
};

static void tell(struct monitor *monitor, const struct note *note, const int *descriptors, uint32_t count) {
    if (monitor->front >= 0)
        report_pass(monitor->front, note, sizeof *note, descriptors, count);
}

static void leave_front(struct monitor *monitor) {
    close(monitor->front);
    monitor->front = -1;
}

/* Drops everything of the caller's: pipes that someone waits for, the terminal, the folder. */
static bool settle(struct launch *launch, int front) {
    setsid();
    if (front == PLAN_FD) {
        front = fcntl(front, F_DUPFD_CLOEXEC, PLAN_FD + 1);
        if (front < 0)
            return false;
    }
    if (launch->plan_fd != PLAN_FD && dup3(launch->plan_fd, PLAN_FD, O_CLOEXEC) < 0)
        return false;
    if (front != FRONT_FD && dup3(front, FRONT_FD, O_CLOEXEC) < 0)
        return false;
    launch->plan_fd = PLAN_FD;
    close_from(PLAN_FD + 1, 0);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd < 3; fd++)
        if (nothing < 0 || dup2(nothing, fd) < 0)
            return false;
    close(nothing);
    umask(077);
    return chdir("/") == 0;
}

/* Shows the container's id instead of the command line, which may hold secrets. */
static void set_title(const struct launch *launch) {
    const struct front *front = launch->front;
    const char *id = plan_string(launch->actor.plan, launch->actor.plan->container);
    char title[128];
    char *first = front->argv[0];
    char *last = front->argv[front->argc - 1];
    size_t room = (size_t)(last + strlen(last) - first);
    prctl(PR_SET_NAME, "jong-monitor");
    if (!text_join(title, sizeof title, "jong: monitor of ", id == NULL ? "a container" : id, PARTS))
        return;
    memset(first, 0, room);
    memcpy(first, title, strlen(title) < room ? strlen(title) : room);
}

/* Makes RUN/monitors/PID-INODE, by which fronts of this user find the user namespace. */
static void register_monitor(struct monitor *monitor) {
    struct stat status;
    char pid[TEXT_NUMBER], inode[TEXT_NUMBER];
    const char *run = monitor->launch->front->run;
    monitor->place[0] = 0;
    if (stat("/proc/self/ns/user", &status) < 0 ||
        !text_join(monitor->place, sizeof monitor->place, run, "/monitors", PARTS))
        return;
    mkdir(monitor->place, 0700);
    if (!text_join(monitor->place, sizeof monitor->place, run, "/monitors/",
                   text_number(pid, (uint64_t)getpid()), "-", text_number(inode, status.st_ino), PARTS))
        monitor->place[0] = 0;
    int fd =
        monitor->place[0] == 0 ? -1 : open(monitor->place, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

/* Gives back what only the front needed, most of all the pages it read and wrote messages with. */
static void slim_down(struct launch *launch) {
    const struct plan *plan = launch->actor.plan;
    madvise(launch->front->wire.buffer, WIRE_BUFFER, MADV_DONTNEED);
    /* What deeper calls left on the stack, a page below this one. */
    uintptr_t top = ((uintptr_t)&plan & ~(uintptr_t)(PAGE - 1)) - PAGE;
    madvise((void *)(top - STACK), STACK, MADV_DONTNEED);
    /* Whole pages of operations that have been carried out. */
    for (int list = LIST_BEFORE; list <= LIST_AFTER; list++) {
        uint64_t start = plan->lists[list].offset;
        uint64_t end = start + (uint64_t)plan->lists[list].count * sizeof(struct plan_op);
        start = (start + PAGE - 1) & ~(uint64_t)(PAGE - 1);
        end &= ~(uint64_t)(PAGE - 1);
        if (start < end)
            madvise((char *)launch->actor.plan + start, end - start, MADV_REMOVE);
    }
}

static void handle_started(struct monitor *monitor) {
    struct launch *launch = monitor->launch;
    struct note note = {.tag = MSG_STARTED, .first = (uint32_t)launch->actor.pid, .start = launch->start};
    int descriptors[2] = {launch->master, launch->pidfd};
    bool detach = (launch->actor.plan->flags & PLAN_DETACH) != 0;
    if (launch->master >= 0)
        fcntl(launch->master, F_SETFL, O_RDWR | O_NONBLOCK);
    tell(monitor, &note, descriptors, launch->master >= 0 && !detach ? 2 : 0);
    if (detach)
        leave_front(monitor);
    slim_down(launch);
}

static bool handle_report(struct monitor *monitor) {
    struct launch *launch = monitor->launch;
    enum launch_news news = launch_hear(launch);
    if (news == LAUNCH_MORE)
        return true;
    if (news == LAUNCH_FAILED || !launch_after(launch))
        return false;
    handle_started(monitor);
    return true;
}

/* Takes output; false at its end. */
static bool take_output(struct monitor *monitor, int stream, int fd) {
    long got = log_take(&monitor->log, stream, fd);
    if (got > 0 || got == -EAGAIN || got == -EINTR)
        return true;
    log_flush(&monitor->log, stream);
    return false;
}

static void handle_pipe(struct monitor *monitor, int stream, int *fd) {
    if (take_output(monitor, stream, *fd))
        return;
    close(*fd);
    *fd = -1;
}

static void handle_signals(struct monitor *monitor) {
    for (int number; (number = signals_next(monitor->signals)) != 0;)
        if (signals_forwarded(number))
            launch_signal(monitor->launch, number);
}

static void expect(struct monitor *monitor, struct pollfd *events) {
    struct launch *launch = monitor->launch;
    bool started = launch->report < 0;
    const int fds[EVENTS] = {
        [SIGNALS] = monitor->signals,
        [PROCESS] = started ? launch->pidfd : -1,
        [REPORT] = launch->report,
        [FRONT] = monitor->front,
        [OUT] = launch->ours[1],
        [ERR] = launch->ours[2],
        /* While the front is there it is the one who reads the terminal. */
        [TERMINAL] = started && monitor->front < 0 && !monitor->silent ? launch->master : -1,
    };
    for (int i = 0; i < EVENTS; i++)
        events[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
}

/* Serves the container until its first process has ended; false when the launch failed. */
static bool serve(struct monitor *monitor) {
    struct launch *launch = monitor->launch;
    struct pollfd events[EVENTS];
    for (;;) {
        expect(monitor, events);
        int ready = poll(events, EVENTS, monitor->log.touched ? 1000 : -1);
        if (ready == 0)
            log_rest(&monitor->log);
        if (ready <= 0)
            continue;
        if (events[REPORT].revents != 0 && !handle_report(monitor))
            return false;
        if (events[FRONT].revents != 0)
            leave_front(monitor);
        if (events[SIGNALS].revents != 0)
            handle_signals(monitor);
        if (events[OUT].revents != 0)
            handle_pipe(monitor, 0, &launch->ours[1]);
        if (events[ERR].revents != 0)
            handle_pipe(monitor, 1, &launch->ours[2]);
        if (events[TERMINAL].revents != 0)
            monitor->silent = !take_output(monitor, 0, launch->master);
        if (events[PROCESS].revents != 0)
            return true;
    }
}

/* Takes the last output, which is in the pipes already: nobody is left to write more. */
static void drain(struct monitor *monitor) {
    struct launch *launch = monitor->launch;
    int *const sources[3] = {&launch->ours[1], &launch->ours[2], &launch->master};
    for (int i = 0; i < 3; i++) {
        if (*sources[i] < 0 || (i == 2 && monitor->front >= 0))
            continue;
        while (log_take(&monitor->log, i == 1, *sources[i]) > 0)
            continue;
    }
    log_flush(&monitor->log, 0);
    log_flush(&monitor->log, 1);
}

/* Tells the front; true when it has taken the end, and with it the duty to clean up. */
static bool hand_over(struct monitor *monitor) {
    const struct actor *actor = &monitor->launch->actor;
    struct note note = {.tag = MSG_EXITED, .first = actor->code, .second = actor->signal};
    char word;
    tell(monitor, &note, NULL, 0);
    return monitor->front >= 0 && read(monitor->front, &word, 1) == 1;
}

static int count_of(char *const *strings) {
    int count = 0;
    while (strings[count] != NULL)
        count++;
    return count;
}

/* Becomes the command that cleans up after the container. It finds the same store and the same user
 * namespace, where this process has the number 0 that would tell it otherwise. */
static void clean_up(const struct launch *launch) {
    const struct front *front = launch->front;
    char *const *given = plan_strings(launch->actor.plan, launch->actor.plan->clean_up);
    char store[1100], base[1100];
    if (given == NULL || !text_join(store, sizeof store, "JONG_ROOT=", front->store, PARTS) ||
        !text_join(base, sizeof base, "JONG_RUN=", front->base, PARTS))
        return;
    int arguments = count_of(given), variables = count_of(front->environment), kept = 0;
    const char *argv[arguments + 2];
    const char *envp[variables + 4];
    argv[0] = "jong";
    memcpy(&argv[1], given, ((size_t)arguments + 1) * sizeof *given);
    for (int i = 0; i < variables; i++) {
        const char *variable = front->environment[i];
        if (!text_begins(variable, "JONG_ROOT=") && !text_begins(variable, "JONG_RUN=") &&
            !text_begins(variable, "JONG_USERNS="))
            envp[kept++] = variable;
    }
    envp[kept++] = store;
    envp[kept++] = base;
    if (front->inside)
        envp[kept++] = "JONG_USERNS=1";
    envp[kept] = NULL;
    syscall(SYS_execveat, launch->self, "", argv, envp, KERNEL_AT_EMPTY_PATH);
}

static void fail_note(struct monitor *monitor) {
    const struct launch *launch = monitor->launch;
    struct note note = {.tag = MSG_FAILED,
                        .first = launch->failed_list,
                        .second = launch->failed_index,
                        .third = (uint32_t)launch->error};
    tell(monitor, &note, NULL, 0);
}

/* From the first process to the last clean-up; false when the launch failed. */
static bool live(struct monitor *monitor) {
    struct launch *launch = monitor->launch;
    const struct plan *plan = launch->actor.plan;
    const char *path = (plan->flags & PLAN_LOG) != 0 ? plan_string(plan, plan->log_path) : NULL;
    int error = log_open(&monitor->log, path, plan->log_limit, plan->log_files);
    if (error < 0)
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, error);
    launch_prepare(launch);
    streams_prepare(launch);
    if (!launch_begin(launch) || !serve(monitor)) {
        launch_undo(launch);
        fail_note(monitor);
        return false;
    }
    launch_reap(launch);
    drain(monitor);
    plan_run_all(&launch->actor, LIST_EXIT);
    return true;
}

_Noreturn void monitor_main(struct launch *launch, int front) {
    struct monitor monitor = {.launch = launch, .front = front, .signals = -1};
    sigset_t old;
    bool joins = (launch->actor.plan->flags & PLAN_JOIN_USERNS) != 0;
    int error = joins ? userns_join_engine(launch->front) : 0;
    if (error < 0 || !settle(launch, front)) {
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, error < 0 ? error : errno);
        fail_note(&monitor);
        _exit(1);
    }
    monitor.front = FRONT_FD;
    monitor.signals = signals_open(&old, true);
    set_title(launch);
    register_monitor(&monitor);
    bool well = live(&monitor);
    bool taken = well && hand_over(&monitor);
    if (monitor.place[0] != 0)
        unlink(monitor.place);
    if (well && !taken) {
        signals_close(monitor.signals, &old);
        clean_up(launch);
    }
    _exit(0);
}
