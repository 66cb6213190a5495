/* What the engine of the tests does, by the first argument of the command. */
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "engine.h"

#define NAMESPACES (CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET)
#define SAME UINT32_MAX

static struct builder plan;

static const char *argument(struct engine *engine, uint32_t index) {
    return index < engine->argc ? engine->argv[index] : "";
}

static uint64_t text(struct engine *engine, uint32_t index) {
    return plan_text(&plan, argument(engine, index));
}

static bool plan_is(uint32_t flag) {
    return (plan.head.flags & flag) != 0;
}

static void print_failure(struct engine *engine, const uint32_t *payload) {
    char line[128];
    snprintf(line, sizeof line, "failed list %d index %d errno %u\n", (int)payload[0], (int)payload[1],
             payload[2]);
    engine_print(engine, MSG_ERR, line);
    engine_exit(engine, 126);
}

/* One message of the front; true when the command is over. */
static bool hear(struct engine *engine, uint32_t tag, const uint32_t *payload) {
    char line[128];
    int64_t result;
    switch (tag) {
    case MSG_EXITED:
        if (payload[1] != 0) {
            snprintf(line, sizeof line, "signal %u\n", payload[1]);
            engine_print(engine, MSG_ERR, line);
        }
        engine_exit(engine, payload[0]);
        return true;
    case MSG_FAILED:
        print_failure(engine, payload);
        return true;
    case MSG_DONE:
        memcpy(&result, payload, sizeof result);
        snprintf(line, sizeof line, "done %lld\n", (long long)result);
        engine_print(engine, MSG_OUT, line);
        engine_exit(engine, 0);
        return true;
    case MSG_STARTED:
        if (!plan_is(PLAN_DETACH))
            return false;
        snprintf(line, sizeof line, "started\n");
        engine_print(engine, MSG_OUT, line);
        engine_exit(engine, 0);
        return true;
    case MSG_DETACHED:
        engine_print(engine, MSG_ERR, "detached\n");
        engine_exit(engine, 0);
        return true;
    default:
        return false;
    }
}

/* Hears how a plan ends, and leaves so. */
static void serve_front(struct engine *engine) {
    uint32_t tag, size;
    void *payload;
    do
        payload = engine_receive(engine, &tag, &size);
    while (!hear(engine, tag, payload));
}

static void carry_out(struct engine *engine) {
    engine_plan(engine, &plan);
    serve_front(engine);
}

static void show(struct engine *engine) {
    char line[16384];
    int used =
        snprintf(line, sizeof line, "build=%s flags=%u uid=%u gid=%u umask=%o cwd=%s", engine->build,
                 engine->numbers[0], engine->numbers[1], engine->numbers[2], engine->numbers[3], engine->cwd);
    for (uint32_t i = 0; i < engine->argc; i++)
        used += snprintf(line + used, sizeof line - (size_t)used, " [%.100s]", engine->argv[i]);
    used += snprintf(line + used, sizeof line - (size_t)used,
                     " environment=%u engine:", engine->environment_count);
    for (int i = 1; i < engine->engine_argc; i++)
        used += snprintf(line + used, sizeof line - (size_t)used, " %s", engine->engine_argv[i]);
    snprintf(line + used, sizeof line - (size_t)used, "\n");
    engine_print(engine, MSG_OUT, line);
    engine_print(engine, MSG_ERR, "to standard error\n");
    engine_exit(engine, 42);
}

/* environment: what the engine itself was started with. */
static void show_environment(struct engine *engine) {
    extern char **environ;
    char line[512];
    for (char **at = environ; *at != NULL; at++) {
        snprintf(line, sizeof line, "%.400s\n", *at);
        engine_print(engine, MSG_OUT, line);
    }
    snprintf(line, sizeof line, "session=%d cwd=%s\n", getsid(0) != 0, getcwd(line + 256, 200));
    engine_print(engine, MSG_OUT, line);
    engine_exit(engine, 0);
}

/* sh COMMAND [NAMESPACES]: a shell in new namespaces, attached. */
static void shell(struct engine *engine) {
    const char *given = argument(engine, 2);
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_STDIN | PLAN_SIG_PROXY,
               *given == 0 ? NAMESPACES : strtoul(given, NULL, 0));
    plan_shell(&plan, argument(engine, 1));
    carry_out(engine);
}

/* demoted COMMAND: without namespaces, as another user. */
static void demoted_shell(struct engine *engine) {
    plan_begin(&plan, PLAN_HAS_CHILD, 0);
    ADD(&plan, LIST_CHILD, SYS_setresgid, 12345, 12345, 12345);
    ADD(&plan, LIST_CHILD, SYS_setresuid, 12345, 12345, 12345);
    plan_shell(&plan, argument(engine, 1));
    carry_out(engine);
}

/* init COMMAND: the same with an init before it. */
static void shell_with_init(struct engine *engine) {
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_STDIN | PLAN_SIG_PROXY, NAMESPACES);
    ADD(&plan, LIST_CHILD, SYS_mount, plan_text(&plan, "none"), plan_text(&plan, "/"), 0, MS_REC | MS_PRIVATE,
        0);
    ADD(&plan, LIST_CHILD, SYS_mount, plan_text(&plan, "proc"), plan_text(&plan, "/proc"),
        plan_text(&plan, "proc"), 0, 0);
    ADD(&plan, LIST_CHILD, OP_INIT, 0);
    plan_shell(&plan, argument(engine, 1));
    carry_out(engine);
}

/* A directory cannot be executed: EACCES. */
static struct plan_op *fail_with_13(void) {
    return ADD(&plan, LIST_CHILD, SYS_execve, plan_text(&plan, "/"), 0, 0);
}

/* fail FILE: the second operation of the child fails; LIST_EXIT writes the exit record. */
static void fail_second(struct engine *engine) {
    plan_begin(&plan, PLAN_HAS_CHILD, 0);
    ADD(&plan, LIST_CHILD, SYS_chdir, plan_text(&plan, "/nowhere"))->tolerated = 2;
    fail_with_13()->tolerated = 2;
    plan_shell(&plan, "echo must not run");
    ADD(&plan, LIST_EXIT, SYS_close, UINT64_MAX);
    ADD(&plan, LIST_EXIT, OP_WRITE_EXIT, text(engine, 1));
    carry_out(engine);
}

/* meet ERRNO|none FILE COMMAND [MILLISECONDS]: the child reads a file that the front gives it when the engine
 * has said so; or it takes nothing and fails after a while. */
static void meet(struct engine *engine) {
    plan_begin(&plan, PLAN_HAS_CHILD, 0);
    if (engine->argc > 4) {
        struct timespec while_it_fails = {.tv_nsec = atol(argument(engine, 4)) * 1000000};
        ADD(&plan, LIST_CHILD, SYS_nanosleep, plan_data(&plan, &while_it_fails, sizeof while_it_fails), 0);
        fail_with_13();
    }
    ADD(&plan, LIST_BESIDE, OP_AWAIT, 0);
    struct plan_op *op = ADD(&plan, LIST_BESIDE, SYS_open, text(engine, 2), O_CLOEXEC, 0);
    op->result = 7;
    op = ADD(&plan, LIST_BESIDE, OP_SEND, 7);
    op->registers = 1;
    op->tolerated = 32; /* EPIPE */
    ADD(&plan, LIST_CHILD, OP_TAKE, 0)->result = 8;
    ADD(&plan, LIST_CHILD, SYS_dup2, 8, 0)->registers = 1;
    plan_shell(&plan, argument(engine, 3));
    engine_plan(engine, &plan);
    if (strcmp(argument(engine, 1), "none") == 0)
        _exit(0);
    uint32_t error = (uint32_t)strtoul(argument(engine, 1), NULL, 0);
    struct timespec pause = {.tv_nsec = 50000000};
    nanosleep(&pause, NULL);
    engine_send(engine, MSG_GO, &error, sizeof error);
    serve_front(engine);
}

/* after FILE: LIST_AFTER fails once the program runs; the program must end. */
static void fail_after(struct engine *engine) {
    plan_begin(&plan, PLAN_HAS_CHILD, 0);
    plan_shell(&plan, "exec sleep 1000");
    ADD(&plan, LIST_AFTER, OP_WRITE_PID, text(engine, 1));
    ADD(&plan, LIST_AFTER, SYS_chdir, plan_text(&plan, "/nowhere"));
    carry_out(engine);
}

/* await DIRECTORY: removes it as soon as it is there. */
static void await_directory(struct engine *engine) {
    plan_begin(&plan, 0, 0);
    ADD(&plan, LIST_BEFORE, SYS_rmdir, text(engine, 1))->tolerated = PLAN_TRY_AGAIN;
    carry_out(engine);
}

/* before: registers, tolerated errors and OP_SKIP, in a plan without a child; the result of the last is 7. */
static void registers(struct engine *engine) {
    plan_begin(&plan, 0, 0);
    struct plan_op *op = ADD(&plan, LIST_BEFORE, SYS_open, plan_text(&plan, "/nowhere"), 0, 0);
    op->tolerated = 2;
    op->result = 3;                              /* -ENOENT */
    op = ADD(&plan, LIST_BEFORE, OP_SKIP, 3, 1); /* skips the next */
    op->registers = 1;
    ADD(&plan, LIST_BEFORE, SYS_close, UINT64_MAX);
    op = ADD(&plan, LIST_BEFORE, SYS_getpid, 0);
    op->result = 4;
    op = ADD(&plan, LIST_BEFORE, OP_SKIP, 4, 1); /* not negative: skips nothing */
    op->registers = 1;
    op = ADD(&plan, LIST_BEFORE, SYS_fcntl, 0, 1030 /* F_DUPFD_CLOEXEC */, 700);
    op->result = 5;
    op = ADD(&plan, LIST_BEFORE, SYS_close, 5);
    op->registers = 1;
    op->result = 6;
    carry_out(engine);
}

/* ask [BROKEN]: two netlink messages that ask for nothing but an answer, the second BROKEN; then the first
 * alone, and its socket is closed elsewhere. */
static void ask_kernel(struct engine *engine) {
    struct {
        uint32_t size;
        uint16_t type, flags;
        uint32_t sequence, port;
    } messages[2] = {{16, 1 /* NLMSG_NOOP */, 5 /* REQUEST, ACK */, 1, 0}, {16, 1, 5, 2, 0}};
    if (engine->argc > 1)
        messages[1].type = 4095; /* there is no such message: EOPNOTSUPP */
    plan_begin(&plan, 0, 0);
    uint64_t at = plan_data(&plan, messages, sizeof messages);
    ADD(&plan, LIST_BEFORE, OP_ASK, 0, at, sizeof messages, 2, 0);
    ADD(&plan, LIST_BEFORE, OP_ASK, 0, at, sizeof messages[0], 1, 1);
    carry_out(engine);
}

/* ask_outside: what is to be sent ends beyond the plan. */
static void ask_outside(struct engine *engine) {
    plan_begin(&plan, 0, 0);
    ADD(&plan, LIST_BEFORE, OP_ASK, 0, plan_text(&plan, "text"), 1 << 20, 1, 0);
    carry_out(engine);
}

/* spawn SCRIPT FILE [PROGRAM]: a shell that helps, with FILE as input, and is there still when it has said
 * that it is ready. */
static void spawn_helper(struct engine *engine) {
    const char *program = engine->argc > 3 ? argument(engine, 3) : "/bin/sh";
    const char *const arguments[] = {program, "-c", argument(engine, 1), NULL};
    const char *const environment[] = {"WORD=given", NULL};
    plan_begin(&plan, 0, 0);
    ADD(&plan, LIST_BEFORE, SYS_openat, (uint64_t)AT_FDCWD, text(engine, 2), O_RDONLY | O_CLOEXEC)->result =
        0;
    struct plan_op *op = ADD(&plan, LIST_BEFORE, OP_SPAWN, plan_vector(&plan, arguments),
                             plan_vector(&plan, environment), 0, 2);
    op->registers = 4;
    op->result = 1;
    ADD(&plan, LIST_BEFORE, SYS_pidfd_send_signal, 1, 0, 0, 0)->registers = 1;
    carry_out(engine);
}

/* spawn_outside: arguments that are not in the plan. */
static void spawn_outside(struct engine *engine) {
    plan_begin(&plan, 0, 0);
    ADD(&plan, LIST_BEFORE, OP_SPAWN, 8, 8, 0, 2);
    carry_out(engine);
}

/* kill PID START SIGNAL [MILLISECONDS]: as the command of that name does it. */
static void kill_process(struct engine *engine) {
    uint64_t pid = strtoul(argument(engine, 1), NULL, 10);
    plan_begin(&plan, 0, 0);
    ADD(&plan, LIST_BEFORE, SYS_pidfd_open, pid, 0)->result = 0;
    ADD(&plan, LIST_BEFORE, OP_CHECK_START, pid, strtoul(argument(engine, 2), NULL, 10));
    struct plan_op *op =
        ADD(&plan, LIST_BEFORE, SYS_pidfd_send_signal, 0, strtoul(argument(engine, 3), NULL, 10), 0, 0);
    op->registers = 1;
    if (engine->argc > 4) {
        int64_t milliseconds = atol(argument(engine, 4));
        struct pollfd end = {.events = POLLIN};
        struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
        uint64_t wanted = plan_data(&plan, &end, sizeof end);
        ADD(&plan, LIST_BEFORE, OP_STORE, wanted, 0, 0)->registers = 4;
        ADD(&plan, LIST_BEFORE, SYS_ppoll, wanted, 1, plan_data(&plan, &time, sizeof time), 0, 0);
    }
    carry_out(engine);
}

/* inroot ROOT KIND PATH: makes PATH below ROOT in a child, then says what it is. */
static void inroot(struct engine *engine) {
    const char *kind = argument(engine, 2);
    plan_begin(&plan, PLAN_HAS_CHILD, CLONE_NEWNS);
    ADD(&plan, LIST_CHILD, SYS_mount, plan_text(&plan, "none"), plan_text(&plan, "/"), 0, MS_REC | MS_PRIVATE,
        0);
    ADD(&plan, LIST_CHILD, SYS_open, plan_text(&plan, "/"), 010000000 /* O_PATH */)->result = 9;
    ADD(&plan, LIST_CHILD, SYS_chroot, text(engine, 1));
    ADD(&plan, LIST_CHILD, SYS_chdir, plan_text(&plan, "/"));
    struct plan_op *op;
    if (strcmp(kind, "dir") == 0)
        ADD(&plan, LIST_CHILD, OP_ENSURE_DIR, text(engine, 3), 01750, 7, 8)->result = 1;
    else if (strcmp(kind, "file") == 0)
        ADD(&plan, LIST_CHILD, OP_ENSURE_FILE, text(engine, 3), 0640)->result = 1;
    else if (strcmp(kind, "chdir") == 0)
        ADD(&plan, LIST_CHILD, OP_CHDIR, text(engine, 3), SAME, SAME);
    else if (strcmp(kind, "tree") == 0) {
        ADD(&plan, LIST_CHILD, SYS_mount, plan_text(&plan, "proc"), plan_text(&plan, "/proc"),
            plan_text(&plan, "proc"), 0, 0);
        op = ADD(&plan, LIST_CHILD, SYS_open_tree, 9, plan_text(&plan, "etc"),
                 1 | 02000000 /* CLONE, CLOEXEC */);
        op->registers = 1;
        op->result = 2;
        const uint64_t attributes[4] = {MS_RDONLY};
        uint64_t here = plan_text(&plan, "");
        op = ADD(&plan, LIST_CHILD, SYS_mount_setattr, 2, here, 0x1000 /* AT_EMPTY_PATH */,
                 plan_data(&plan, attributes, sizeof attributes), sizeof attributes);
        op->registers = 1;
        op = ADD(&plan, LIST_CHILD, OP_ENSURE_LIKE, text(engine, 3), 2);
        op->registers = 2;
        op->result = 1;
        op = ADD(&plan, LIST_CHILD, SYS_move_mount, 2, here, 1, here, 0x44 /* both by descriptor */);
        op->registers = 5;
    }
    /* Back outside, by the descriptor of the host's root, for a shell that looks at the result. */
    ADD(&plan, LIST_CHILD, SYS_fchdir, 9)->registers = 1;
    ADD(&plan, LIST_CHILD, SYS_chroot, plan_text(&plan, "."));
    plan_shell(&plan, argument(engine, 4));
    carry_out(engine);
}

static void set_limits(struct engine *engine, uint32_t index) {
    plan.head.log_limit = strtoul(argument(engine, index), NULL, 10);
    plan.head.log_files = strtoul(argument(engine, index + 1), NULL, 10);
}

/* Log, process id, exit record and clean-up in FOLDER. */
static void keep_in(struct engine *engine, const char *folder) {
    char path[512], mark[600];
    snprintf(path, sizeof path, "%s/log", folder);
    plan.head.log_path = plan_text(&plan, path);
    plan.head.log_files = 3;
    plan.head.container = plan_text(&plan, "0123456789abcdef");
    snprintf(path, sizeof path, "%s/pid", folder);
    ADD(&plan, LIST_AFTER, OP_WRITE_PID, plan_text(&plan, path));
    snprintf(path, sizeof path, "%s/exit", folder);
    ADD(&plan, LIST_EXIT, OP_WRITE_EXIT, plan_text(&plan, path));
    snprintf(mark, sizeof mark, "%s/clean", folder);
    const char *clean_up[] = {"jong", "touch", mark, NULL};
    plan.head.clean_up = plan_vector(&plan, clean_up);
    (void)engine;
}

/* detach FOLDER COMMAND [LIMIT FILES [BUFFER]] */
static void detach(struct engine *engine) {
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_DETACH | PLAN_LOG, NAMESPACES);
    keep_in(engine, argument(engine, 1));
    if (engine->argc > 4)
        set_limits(engine, 3);
    if (engine->argc > 5)
        plan.head.log_buffer = strtoul(argument(engine, 5), NULL, 10);
    plan_shell(&plan, argument(engine, 2));
    carry_out(engine);
}

/* journal FOLDER COMMAND SOCKET: entries to a socket of the journal. */
static void to_journal(struct engine *engine) {
    static const char fields[] = "CONTAINER_NAME=web\n";
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_DETACH | PLAN_LOG, NAMESPACES);
    keep_in(engine, argument(engine, 1));
    plan.head.log_path = plan_text(&plan, argument(engine, 3));
    plan.head.log_fields = plan_data(&plan, fields, sizeof fields - 1);
    plan.head.log_fields_size = sizeof fields - 1;
    plan_shell(&plan, argument(engine, 2));
    carry_out(engine);
}

static uint64_t attach_address(uint64_t *size) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "attach"};
    *size = offsetof(struct sockaddr_un, sun_path) + sizeof "attach";
    return plan_data(&plan, &address, sizeof address);
}

/* A socket, and a call for it in FOLDER. */
static void on_socket(struct engine *engine, uint32_t call) {
    uint64_t size, address = attach_address(&size);
    ADD(&plan, LIST_BEFORE, SYS_socket, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)->result = 20;
    ADD(&plan, LIST_BEFORE, SYS_chdir, text(engine, 1));
    ADD(&plan, LIST_BEFORE, call, 20, address, size)->registers = 1;
}

/* serve FOLDER COMMAND [FLAGS]: detached, and others may attach. */
static void serve_others(struct engine *engine) {
    uint32_t flags = (uint32_t)strtoul(argument(engine, 3), NULL, 0);
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_DETACH | PLAN_LOG | flags, NAMESPACES);
    keep_in(engine, argument(engine, 1));
    on_socket(engine, SYS_bind);
    ADD(&plan, LIST_BEFORE, SYS_listen, 20, 64)->registers = 1;
    ADD(&plan, LIST_BEFORE, SYS_chdir, plan_text(&plan, "/"));
    plan.head.listen_register = 20;
    plan_shell(&plan, argument(engine, 2));
    carry_out(engine);
}

/* attach FOLDER [FLAGS]: takes part in what is served there. */
static void attach(struct engine *engine) {
    uint32_t flags = (uint32_t)strtoul(argument(engine, 2), NULL, 0);
    plan_begin(&plan, PLAN_ATTACH | flags, 0);
    on_socket(engine, SYS_connect);
    ADD(&plan, LIST_BEFORE, SYS_dup, 20)->registers = 1;
    carry_out(engine);
}

/* touch FILE: what the clean-up of the tests calls. */
static void touch(struct engine *engine) {
    FILE *file = fopen(argument(engine, 1), "w");
    if (file != NULL) {
        fprintf(file, "uid %u flags %u\n", engine->numbers[1], engine->numbers[0]);
        fclose(file);
    }
    engine_exit(engine, 0);
}

static struct plan_op *on_register(uint32_t number, uint64_t first, uint64_t second, uint64_t third) {
    struct plan_op *op = ADD(&plan, LIST_CHILD, number, first, second, third);
    op->registers = 1;
    return op;
}

static void open_terminal(struct engine *engine) {
    const int unlocked = 0;
    struct winsize size = {.ws_col = (unsigned short)engine->numbers[4],
                           .ws_row = (unsigned short)engine->numbers[5]};
    ADD(&plan, LIST_CHILD, OP_OPEN_DEVICE, plan_text(&plan, "/dev/pts/ptmx"), O_RDWR | O_NOCTTY, 0x502)
        ->result = 1;
    on_register(SYS_ioctl, 1, TIOCSPTLCK, plan_data(&plan, &unlocked, sizeof unlocked));
    on_register(SYS_ioctl, 1, TIOCSWINSZ, plan_data(&plan, &size, sizeof size));
    on_register(SYS_ioctl, 1, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC)->result = 2;
    on_register(SYS_ioctl, 2, TIOCSCTTY, 0);
    for (uint64_t fd = 0; fd < 3; fd++)
        on_register(SYS_dup3, 2, fd, 0);
    on_register(OP_SEND, 1, 0, 0);
}

/* tty FOLDER COMMAND: a shell on a terminal of its own, ^P^Q detaches. */
static void terminal(struct engine *engine) {
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_TTY | PLAN_STDIN | PLAN_LOG | PLAN_SIG_PROXY, NAMESPACES);
    keep_in(engine, argument(engine, 1));
    plan.head.detach_keys = plan_text(&plan, "\x10\x11");
    ADD(&plan, LIST_CHILD, SYS_mount, plan_text(&plan, "none"), plan_text(&plan, "/"), 0, MS_REC | MS_PRIVATE,
        0);
    ADD(&plan, LIST_CHILD, SYS_mount, plan_text(&plan, "devpts"), plan_text(&plan, "/dev/pts"),
        plan_text(&plan, "devpts"), 0, plan_text(&plan, "newinstance,ptmxmode=0666,mode=620"));
    open_terminal(engine);
    plan_shell(&plan, argument(engine, 2));
    carry_out(engine);
}

/* stdin: counts what comes by way of the engine. */
static void count_input(struct engine *engine) {
    char line[64];
    uint64_t total = 0;
    uint32_t tag, size;
    engine_send(engine, MSG_WANT_STDIN, NULL, 0);
    do {
        free(engine_receive(engine, &tag, &size));
        total += size;
        if (total % 7 == 0)
            engine_print(engine, MSG_ERR, ".");
    } while (tag == MSG_STDIN && size > 0);
    snprintf(line, sizeof line, "%llu bytes\n", (unsigned long long)total);
    engine_print(engine, MSG_OUT, line);
    engine_exit(engine, 0);
}

/* flood SIZE: one large message. */
static void flood(struct engine *engine) {
    uint32_t size = (uint32_t)strtoul(argument(engine, 1), NULL, 10);
    char *bytes = malloc(size);
    memset(bytes, 'x', size);
    engine_send(engine, MSG_OUT, bytes, size);
    engine_exit(engine, 0);
}

/* bad KIND: a plan or message that no engine should send. */
static void bad(struct engine *engine) {
    const char *kind = argument(engine, 1);
    uint32_t header[2] = {MSG_LIMIT + 1, MSG_OUT};
    plan_begin(&plan, PLAN_HAS_CHILD, 0);
    plan_shell(&plan, "echo must not run");
    uint32_t size = plan_size(&plan);
    if (strcmp(kind, "magic") == 0)
        plan.head.magic++;
    else if (strcmp(kind, "version") == 0)
        plan.head.version++;
    else if (strcmp(kind, "size") == 0)
        plan.head.size++;
    else if (strcmp(kind, "offset") == 0)
        plan.head.lists[LIST_CHILD].offset = 0xfffffff8u;
    else if (strcmp(kind, "count") == 0)
        plan.head.lists[LIST_CHILD].count = 0xffffffffu;
    else if (strcmp(kind, "unaligned") == 0)
        plan.head.lists[LIST_CHILD].offset += 1;
    else if (strcmp(kind, "register") == 0)
        plan.ops[LIST_CHILD][0].registers = 1;
    else if (strcmp(kind, "result") == 0)
        plan.ops[LIST_CHILD][0].result = PLAN_REGISTERS;
    else if (strcmp(kind, "mask") == 0)
        plan.ops[LIST_CHILD][0].registers = 0x40;
    else if (strcmp(kind, "operation") == 0)
        plan.ops[LIST_CHILD][0].number = OP_BASE + 0xffff;
    else if (strcmp(kind, "clone") == 0)
        plan.head.clone_flags = CLONE_VM;
    else if (strcmp(kind, "pointer") == 0)
        plan.head.clean_up = 0x1000;
    else if (strcmp(kind, "string") == 0)
        plan.head.container = PLAN_BASE + size;
    else if (strcmp(kind, "cgroup") == 0)
        plan.head.cgroup_register = PLAN_REGISTERS;
    else if (strcmp(kind, "listener") == 0)
        plan.head.listen_register = PLAN_REGISTERS;
    else if (strcmp(kind, "short") == 0)
        size = 17;
    else if (strcmp(kind, "cut") == 0) {
        header[0] = size;
        header[1] = MSG_PLAN;
        if (write(engine->out, header, sizeof header) < 0 || write(engine->out, &plan, size / 2) < 0)
            _exit(1);
        _exit(0);
    } else if (strcmp(kind, "oversized") == 0) {
        if (write(engine->out, header, sizeof header) < 0)
            _exit(1);
        _exit(0);
    } else if (strcmp(kind, "garbage") == 0) {
        if (write(engine->out, "HTTP/1.1 400 Bad Request\r\n\r\n", 28) < 0)
            _exit(1);
        _exit(0);
    }
    engine_send(engine, MSG_PLAN, &plan, size);
    uint32_t tag, got;
    uint32_t *payload = engine_receive(engine, &tag, &got);
    if (tag == MSG_FAILED)
        print_failure(engine, payload);
}

/* abandon COMMAND: the engine dies while the container runs. */
static void abandon(struct engine *engine) {
    uint32_t tag, size;
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_STDIN, NAMESPACES);
    plan_shell(&plan, argument(engine, 1));
    engine_plan(engine, &plan);
    do
        free(engine_receive(engine, &tag, &size));
    while (tag != MSG_STARTED);
    _exit(0);
}

/* userns COMMAND: joins the engine's user namespace first, and makes the others in it. */
static void in_userns(struct engine *engine) {
    uint32_t more = strcmp(argument(engine, 2), "detach") == 0 ? PLAN_DETACH | PLAN_LOG : 0;
    plan_begin(&plan, PLAN_HAS_CHILD | PLAN_STDIN | PLAN_JOIN_USERNS | more, NAMESPACES);
    if (more != 0)
        keep_in(engine, argument(engine, 3));
    plan_shell(&plan, argument(engine, 1));
    carry_out(engine);
}

static void die(struct engine *engine) {
    (void)engine;
    kill(getpid(), SIGKILL);
}

static void leave(struct engine *engine) {
    engine_print(engine, MSG_OUT, "an engine that stays\n");
    engine_exit(engine, 0);
}

void scenario_run(struct engine *engine) {
    static const struct {
        const char *name;
        void (*run)(struct engine *);
    } scenarios[] = {
        {"show", show},
        {"heavy", show},
        {"environment", show_environment},
        {"sh", shell},
        {"init", shell_with_init},
        {"fail", fail_second},
        {"meet", meet},
        {"after", fail_after},
        {"await", await_directory},
        {"registers", registers},
        {"ask", ask_kernel},
        {"ask_outside", ask_outside},
        {"spawn", spawn_helper},
        {"spawn_outside", spawn_outside},
        {"kill", kill_process},
        {"inroot", inroot},
        {"detach", detach},
        {"journal", to_journal},
        {"serve", serve_others},
        {"attach", attach},
        {"touch", touch},
        {"tty", terminal},
        {"stdin", count_input},
        {"flood", flood},
        {"bad", bad},
        {"abandon", abandon},
        {"userns", in_userns},
        {"die", die},
        {"demoted", demoted_shell},
        {"leaving", leave},
        {"refused", leave},
    };
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
        if (strcmp(scenarios[i].name, argument(engine, 0)) == 0) {
            scenarios[i].run(engine);
            return;
        }
    engine_exit(engine, 99);
}
