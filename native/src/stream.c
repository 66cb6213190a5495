/* The standard streams of an attached container: passed through, unless the container must not hold them. */
#include "launch.h"

/* A directory as standard stream would be a way out of the container. */
static bool may_pass(int fd) {
    struct stat status;
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && (flags & O_PATH) == 0 && fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode);
}

static bool same_terminal(void) {
    struct stat out, err;
    return fstat(STDOUT_FILENO, &out) == 0 && fstat(STDERR_FILENO, &err) == 0 && out.st_rdev == err.st_rdev;
}

/* A pipe between the child's stream and us; the child's end is the one that the number says. */
static int make_pipe(struct launch *launch, int fd) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    int child = fd == STDIN_FILENO ? 0 : 1;
    launch->streams[fd] = ends[child];
    launch->ours[fd] = ends[1 - child];
    return fcntl(launch->ours[fd], F_SETFL, O_NONBLOCK) < 0 ? -errno : 0;
}

static int use_null(struct launch *launch, int fd) {
    launch->streams[fd] = open("/dev/null", (fd == STDIN_FILENO ? O_RDONLY : O_WRONLY) | O_CLOEXEC);
    return launch->streams[fd] < 0 ? -errno : 0;
}

static int choose(struct launch *launch, int fd) {
    uint32_t flags = launch->actor.plan->flags;
    bool monitored = (flags & PLAN_MONITORED) != 0;
    bool terminal = (launch->front->flags >> fd & 1) != 0;
    bool wanted = fd != STDIN_FILENO || (flags & (PLAN_STDIN | PLAN_KEEP_INPUT)) != 0;
    if (!wanted || (flags & PLAN_TTY) != 0) /* until the child has opened its terminal */
        return use_null(launch, fd);
    if (monitored)
        return fd == STDIN_FILENO || (flags & PLAN_LOG) != 0 ? make_pipe(launch, fd) : use_null(launch, fd);
    if (terminal && fd == STDERR_FILENO && launch->ours[1] >= 0 && same_terminal()) {
        launch->streams[2] = launch->streams[1]; /* one pipe keeps the order of what is written */
        return 0;
    }
    if (terminal || !may_pass(fd))
        return terminal ? make_pipe(launch, fd) : use_null(launch, fd);
    launch->streams[fd] = fd;
    return 0;
}

bool streams_prepare(struct launch *launch) {
    for (int fd = 0; fd < 3; fd++) {
        int error = choose(launch, fd);
        if (error < 0)
            return launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, error);
    }
    return true;
}
