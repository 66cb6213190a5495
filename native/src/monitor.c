/* The monitor: parent of a container that outlives its front. */
#include "parent.h"

#include "signals.h"

#define PAGE 4096u
#define STACK 65536u /* how much of it may have been used, bytes */

/* Drops everything of the caller's: pipes that someone waits for, the terminal, the folder. */
static bool settle(const struct launch *launch, int front) {
    unsigned low = (unsigned)(front < launch->plan_fd ? front : launch->plan_fd);
    unsigned high = (unsigned)(front < launch->plan_fd ? launch->plan_fd : front);
    setsid();
    for (unsigned fd = 3; fd < high; fd++)
        if (fd != low)
            close((int)fd);
    if (close_from(high + 1, 0) < 0)
        return false;
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
    char *first = front->argv[0];
    char *last = front->argv[front->argc - 1];
    size_t room = (size_t)(last + strlen(last) - first);
    prctl(PR_SET_NAME, "jong-monitor");
    memset(first, 0, room);
    text_format(first, room, "jong: monitor of %s", id == NULL ? "a container" : id);
}

/* Makes RUN/monitors/PID-INODE, by which fronts of this user find the user namespace. */
static void register_monitor(const struct launch *launch, char *place, size_t size) {
    struct stat status = {0};
    const char *run = launch->front->run;
    stat("/proc/self/ns/user", &status);
    if (text_format(place, size, "%s/monitors", run))
        mkdir(place, 0700);
    if (!text_format(place, size, "%s/monitors/%d-%lu", run, getpid(), (unsigned long)status.st_ino))
        place[0] = 0;
    close(open(place, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
}

void monitor_slim_down(struct launch *launch) {
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

/* Becomes the command that cleans up after the container. It finds the same store and the same user
 * namespace, where this process has the number 0 that would tell it otherwise. */
static void clean_up(const struct launch *launch) {
    char *const *arguments = plan_strings(launch->actor.plan, launch->actor.plan->clean_up);
    setenv("JONG_ROOT", launch->front->store, true);
    setenv("JONG_RUN", launch->front->base, true);
    if (launch->front->inside)
        setenv("JONG_USERNS", "1", true);
    if (arguments != NULL)
        syscall(SYS_execveat, launch->self, "", arguments, environ, AT_EMPTY_PATH);
}

_Noreturn void monitor_main(struct launch *launch, int front) {
    static struct parent parent;
    char place[512] = "", word = 0;
    sigset_t old;
    if (!settle(launch, front)) {
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, errno);
        note_send(front, &launch->failure, NULL, 0);
        _exit(1);
    }
    set_title(launch);
    register_monitor(launch, place, sizeof place);
    parent.launch = launch;
    parent.monitors = true;
    hub_begin(&parent.hub, front);
    parent.signals = signals_open(&old, true);
    bool well = parent_run(&parent);
    /* A front that is still there takes the end, and with it the duty to clean up. */
    while (well && parent.hub.fronts[0] >= 0 && read(front, &word, 1) == 1 && word != NOTE_TAKEN)
        continue;
    if (place[0] != 0)
        unlink(place);
    if (well && word != NOTE_TAKEN) {
        signals_close(parent.signals, &old);
        clean_up(launch);
    }
    _exit(0);
}
