#include "plan.h"

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
    return text_number(text, &value) && value < 1 << 20 ? (int)value : -1;
}

int child_main(const char *plan, const char *report) {
    prctl(PR_SET_DUMPABLE, 0);
    struct actor actor = {.proc = -1, .cgroup = -1, .child = true};
    struct note failure = {MSG_FAILED, 12, {LIST_CHILD, PLAN_NO_INDEX}};
    actor.report = number_of(report);
    int error = -map_plan(number_of(plan));
    if (error == 0) {
        actor.plan = (struct plan *)PLAN_BASE;
        actor.attached = (actor.plan->flags & PLAN_MONITORED) == 0;
        ops_settle(&actor);
        signals_reset();
        setsid();
        /* A list that comes to its end without a program is a failure too. */
        failure.payload[1] = actor.plan->lists[LIST_CHILD].count;
        error = plan_run(&actor, LIST_CHILD, &failure.payload[1]);
    }
    failure.payload[2] = (uint32_t)(error == 0 ? ENOEXEC : error);
    if (note_send(actor.report, &failure, NULL, 0) < 0)
        return fail(error, "use the plan", NULL);
    return 127;
}
