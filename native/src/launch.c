#include "launch.h"

bool launch_fail(struct launch *launch, uint32_t list, uint32_t index, long error) {
    if (launch->failure.tag == 0)
        launch->failure =
            (struct note){MSG_FAILED, 12, {list, index, (uint32_t)(error < 0 ? -error : error)}};
    return false;
}

void launch_send(struct launch *launch, const struct note *note) {
    wire_send(&launch->front->wire, note->tag, note->payload, note->size);
}

void launch_prepare(struct launch *launch) {
    launch->program = (int)sealed_copy();
    launch->self = open(launch->front->program, O_PATH | O_CLOEXEC);
    launch->actor.proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (launch->program < 0)
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, launch->program);
    else if (launch->self < 0 || launch->actor.proc < 0)
        launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, errno);
}

/* In the new process: gives it its streams and executes the sealed copy, which carries out the rest. */
static _Noreturn void become_child(const struct launch *launch, int report) {
    char plan_number[TEXT_NUMBER], report_number[TEXT_NUMBER];
    const char *arguments[] = {CHILD_NAME, plan_number, report_number, NULL};
    char *const environment[] = {NULL};
    const struct plan *plan = launch->actor.plan;
    text_format(plan_number, sizeof plan_number, "%d", launch->plan_fd);
    text_format(report_number, sizeof report_number, "%d", report);
    for (int fd = 0; fd < 3; fd++)
        dup2(launch->streams[fd], fd);
    fcntl(launch->plan_fd, F_SETFD, 0);
    fcntl(report, F_SETFD, 0);
    for (int i = 0; i < PLAN_REGISTERS; i++) /* those that are no descriptors give EBADF */
        if (plan->registers[i] > 2 && plan->registers[i] < 1 << 20)
            fcntl((int)plan->registers[i], F_SETFD, 0);
    long result = answer(syscall(SYS_execveat, launch->program, "", arguments, environment, AT_EMPTY_PATH));
    struct note failure = {MSG_FAILED, 12, {LIST_CHILD, PLAN_NO_INDEX, (uint32_t)-result}};
    note_send(report, &failure, NULL, 0);
    _exit(127);
}

/* clone3, or what stands for it where that is unknown; the process id, 0 in the child, or a negative errno.
 */
static long clone_process(const struct launch *launch, int *pidfd) {
    const struct plan *plan = launch->actor.plan;
    struct kernel_clone_args args = {
        .flags = plan->clone_flags | KERNEL_CLONE_PIDFD,
        .pidfd = (uint64_t)(uintptr_t)pidfd,
        .exit_signal = SIGCHLD,
    };
    if (launch->actor.cgroup >= 0) {
        args.flags |= KERNEL_CLONE_INTO_CGROUP;
        args.cgroup = (uint64_t)launch->actor.cgroup;
    }
    long pid = answer(syscall(SYS_clone3, &args, sizeof args));
    if (pid == -ENOSYS && launch->actor.cgroup < 0)
        pid = answer(syscall(SYS_clone, args.flags | SIGCHLD, 0, pidfd, 0, 0));
    return pid;
}

static bool clone_child(struct launch *launch) {
    const struct plan *plan = launch->actor.plan;
    int sockets[2];
    if (plan->cgroup_register != PLAN_NO_REGISTER && plan->registers[plan->cgroup_register] > 2)
        launch->actor.cgroup = (int)plan->registers[plan->cgroup_register];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
        return launch_fail(launch, LIST_CHILD, PLAN_NO_INDEX, errno);
    /* What the child inherits must not be written through its descriptor, which might leak; our mapping
     * stays. */
    fcntl(launch->plan_fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | KERNEL_SEAL_FUTURE_WRITE);
    int dumpable = prctl(PR_GET_DUMPABLE);
    prctl(PR_SET_DUMPABLE, 0); /* of the child too, before a process of the container can see it */
    long pid = clone_process(launch, &launch->pidfd);
    if (pid == 0)
        become_child(launch, sockets[1]);
    prctl(PR_SET_DUMPABLE, dumpable == 1);
    close(sockets[1]);
    launch->actor.report = sockets[0];
    if (pid < 0)
        return launch_fail(launch, LIST_CHILD, PLAN_NO_INDEX, pid);
    launch->actor.pid = (pid_t)pid;
    return true;
}

/* One pipe may serve output and error. */
static void close_if_pipe(struct launch *launch) {
    for (int fd = 0; fd < 3; fd++)
        if (launch->streams[fd] > 2 && (fd == 0 || launch->streams[fd] != launch->streams[fd - 1]))
            close(launch->streams[fd]);
}

bool launch_begin(struct launch *launch) {
    uint32_t index;
    if (launch->failure.tag != 0)
        return false;
    if ((launch->actor.plan->flags & PLAN_JOIN_PIDS) != 0 && !launch->front->sealed)
        return launch_fail(launch, LIST_BEFORE, PLAN_NO_INDEX, EACCES);
    int error = plan_run(&launch->actor, LIST_BEFORE, &index);
    bool begun = error == 0 ? clone_child(launch) : launch_fail(launch, LIST_BEFORE, index, error);
    close_if_pipe(launch);
    close(launch->program);
    launch->program = -1;
    error = begun ? plan_run(&launch->actor, LIST_BESIDE, &index) : 0;
    return error == 0 ? begun : launch_fail(launch, LIST_BESIDE, index, error);
}

/* A plan without a child: its operations, and the result of the last; as launch_plan. */
static int run_alone(struct launch *launch) {
    uint32_t index;
    launch->actor.proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    int error = plan_run(&launch->actor, LIST_BEFORE, &index);
    struct note note = {MSG_DONE, sizeof(int64_t), {0}};
    memcpy(note.payload, &launch->actor.result, sizeof(int64_t));
    if (error != 0)
        launch_fail(launch, LIST_BEFORE, index, error);
    else if ((launch->actor.plan->flags & PLAN_ATTACH) != 0)
        return client_serve(launch, (int)launch->actor.result);
    launch_send(launch, error != 0 ? &launch->failure : &note);
    return 0;
}

/* Reads the plan from the wire straight into its place. */
static int receive(struct launch *launch, uint64_t size) {
    struct wire *wire = &launch->front->wire;
    if (size < sizeof(struct plan))
        return -EBADMSG;
    launch->plan_fd = (int)sealed_memory("jong-plan", KERNEL_MFD_NOEXEC_SEAL);
    if (launch->plan_fd < 0)
        return launch->plan_fd;
    int error = (int)answer(ftruncate(launch->plan_fd, (off_t)size));
    if (error == 0)
        error = plan_map(launch->plan_fd, size, MAP_SHARED);
    if (error < 0)
        return error;
    launch->actor.plan = (struct plan *)PLAN_BASE;
    error = wire_take(wire, launch->actor.plan, size);
    if (error == 0)
        error = plan_check(launch->actor.plan, size);
    if (error == 0 && (launch->actor.plan->flags & PLAN_JOIN_USERNS) != 0)
        error = userns_join_engine(launch->front);
    return error;
}

static int carry_out(struct launch *launch) {
    uint32_t flags = launch->actor.plan->flags;
    if ((flags & PLAN_HAS_CHILD) == 0)
        return run_alone(launch);
    return (flags & PLAN_MONITORED) != 0 ? monitor_run(launch) : attached_run(launch);
}

int launch_plan(struct front *front) {
    struct launch launch;
    memset(&launch, 0xff, sizeof launch); /* no descriptor is there yet */
    launch.front = front;
    launch.actor = (struct actor){.proc = -1, .report = -1, .cgroup = -1, .engine = &front->wire};
    launch.failure.tag = 0;
    uint64_t size = front->wire.left;
    int error = receive(&launch, size), code = 0;
    if (error < 0) {
        launch_fail(&launch, LIST_BEFORE, PLAN_NO_INDEX, error);
        launch_send(&launch, &launch.failure);
    } else
        code = carry_out(&launch);
    if (launch.actor.plan != NULL)
        munmap(launch.actor.plan, size);
    /* Everything that the plan opened came after the connection. */
    int last = front->wire.in > front->wire.out ? front->wire.in : front->wire.out;
    close_from((unsigned)last + 1, 0);
    return code;
}
