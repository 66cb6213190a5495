#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel.h"
#include "ops.h"
#include "report.h"
#include "signals.h"
#include "text.h"

/* Maps a private copy: what the container's processes could ever reach must not be the parent's plan. */
static int map_plan(int fd) {
    struct stat status;
    if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) || status.st_size <= 0)
        return -EBADF;
    int error = plan_map(fd, (uint64_t)status.st_size, MAP_PRIVATE);
    if (error == 0)
        error = plan_check((const struct plan *)PLAN_BASE, (uint64_t)status.st_size);
    close(fd);
    return error;
}

static int number_of(const char *text) {
    uint64_t value;
    return text_parse(&text, &value) && *text == 0 && value < 1 << 20 ? (int)value : -1;
}

int child_main(const char *plan, const char *report) {
    prctl(PR_SET_DUMPABLE, 0);
    struct actor actor = {.proc = -1, .cgroup = -1, .child = true};
    uint32_t index = PLAN_NO_INDEX;
    actor.report = number_of(report);
    int error = map_plan(number_of(plan));
    if (error < 0) {
        if (report_send(actor.report, index, (uint32_t)-error, -1) < 0)
            return fail(error, "use the plan", NULL);
        return 127;
    }
    actor.plan = (struct plan *)PLAN_BASE;
    actor.attached = (actor.plan->flags & (PLAN_DETACH | PLAN_TTY)) == 0;
    ops_settle(&actor);
    signals_reset();
    setsid();
    error = plan_run(&actor, LIST_CHILD, &index);
    /* A list that comes to its end without a program is a failure too. */
    if (error == 0) {
        index = actor.plan->lists[LIST_CHILD].count;
        error = ENOEXEC;
    }
    report_send(actor.report, index, (uint32_t)error, -1);
    return 127;
}
