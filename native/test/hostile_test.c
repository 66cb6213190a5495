/* Messages, plans and callers that mean no good. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

static void a_plan_is_checked_before_it_is_used(void) {
    static const char *const kinds[] = {"magic",    "version", "size",     "offset",    "count", "unaligned",
                                        "register", "result",  "mask",     "operation", "clone", "pointer",
                                        "string",   "cgroup",  "listener", "short",     NULL};
    for (int i = 0; kinds[i] != NULL; i++) {
        RUN("bad", kinds[i]);
        EXPECT(outcome.code == 126);
        EXPECT(strcmp(outcome.err, "failed list 0 index -1 errno 74\n") == 0);
        EXPECT(outcome.out_size == 0);
    }
}

static void a_message_that_breaks_off_is_an_error(void) {
    RUN("bad", "cut");
    EXPECT(outcome.code == 125 && outcome.signal == 0);
}

static void an_oversized_message_is_an_error(void) {
    RUN("bad", "oversized");
    EXPECT(outcome.code == 125);
    ERR_HAS("jong: cannot talk to the engine: ");
    RUN("bad", "garbage");
    EXPECT(outcome.code == 125);
}

/* Runs the front in a process that `prepare` has made hostile; its exit code, or 1000 + signal. */
static int run_hostile(void (*prepare)(void), char *const *argv) {
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        char program[300];
        snprintf(program, sizeof program, "%s", path("bin/jong"));
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 1);
        dup2(nothing, 2);
        prepare();
        execv(program, argv);
        _exit(250);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static void nothing(void) {
}

static void close_streams(void) {
    close(0);
    close(1);
    close(2);
}

static void few_descriptors(void) {
    struct rlimit limit = {4, 4};
    setrlimit(RLIMIT_NOFILE, &limit);
}

static void no_files(void) {
    struct rlimit limit = {0, 0};
    setrlimit(RLIMIT_FSIZE, &limit);
}

static void little_memory(void) {
    struct rlimit limit = {8 << 20, 8 << 20};
    setrlimit(RLIMIT_AS, &limit);
}

static void blocked_signals(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (int number = 1; number < 65; number++)
        signal(number, SIG_IGN);
}

/* Has those calls of a system call fail from now on that have this third argument, any with 0: here, and in
 * what is started from here. What hangs then is ended. */
static void refuse(uint32_t number, uint32_t third) {
    struct {
        uint16_t code;
        uint8_t yes, no;
        uint32_t value;
    } program[] = {
        {0x20, 0, 0, 0},                                /* the number */
        {0x15, third == 0 ? 2 : 0, 3, number},          /* goes on at the next, or fails at once */
        {0x20, 0, 0, 32},                               /* the third argument */
        {0x15, 0, 1, third},                            /* fails, or is none of these */
        {0x06, 0, 0, 0x50000 /* an errno */ | ENOBUFS}, /* what a kernel short of memory says */
        {0x06, 0, 0, 0x7fff0000 /* go on as usual */},
    };
    struct {
        uint16_t size;
        void *program;
    } filter = {sizeof program / sizeof program[0], program};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, 2, &filter);
    alarm(10);
}

static void no_word_of_the_end(void) {
    refuse(SYS_write, 8 + 8);
}

static void no_word_of_the_start(void) {
    refuse(SYS_write, 8);
}

static void no_input(void) {
    int ends[2];
    if (pipe(ends) == 0 && write(ends[1], "typed", 5) == 5)
        dup2(ends[0], 0);
    refuse(SYS_write, 8 + 5);
}

static void no_notes(void) {
    refuse(SYS_sendmsg, 0);
}

/* The front waited for an engine that waited for the front, or for a monitor that did. */
static void what_cannot_be_said_is_nothing_to_wait_for(void) {
    char *sh[] = {"jong", "sh", "exit 33", NULL};
    char *bare[] = {"jong", "registers", NULL};
    char *input[] = {"jong", "stdin", NULL};
    char *brief[] = {"jong", "detach", folder("brief"), "sleep 0.1", NULL};
    char *detach[] = {"jong", "detach", folder("unsaid"), "sleep 100", NULL};
    char *tty[] = {"jong", "tty", folder("untold"), "exit 0", NULL};
    RUN("show"); /* an engine that says everything */
    EXPECT(run_hostile(no_word_of_the_end, sh) == 33);
    EXPECT(run_hostile(no_word_of_the_end, bare) == 125);
    EXPECT(run_hostile(no_word_of_the_start, brief) == 125);
    EXPECT(run_hostile(no_input, input) == 125);
    EXPECT(run_hostile(no_notes, detach) == 126);
    EXPECT(strcmp(contents(path("unsaid/exit")), "") != 0);
    EXPECT(run_hostile(no_notes, tty) == 126);
}

static void H07_closed_streams_are_no_hole(void) {
    char *show[] = {"jong", "show", NULL};
    char *sh[] = {"jong", "sh", "test $(readlink /proc/self/fd/0) = /dev/null && exit 33", NULL};
    EXPECT(run_hostile(close_streams, show) == 42);
    EXPECT(run_hostile(close_streams, sh) == 33);
}

static void H07_tiny_limits_end_in_an_error(void) {
    char *sh[] = {"jong", "sh", "exit 33", NULL};
    RUN("show");
    EXPECT(run_hostile(no_files, sh) == 126);
    if (getenv("SANITIZED") != NULL) /* which needs libraries, and much room for addresses */
        return;
    EXPECT(run_hostile(few_descriptors, sh) == 126 || run_hostile(few_descriptors, sh) == 125);
    EXPECT(run_hostile(little_memory, sh) == 33);
}

static void H07_blocked_and_ignored_signals_do_not_reach_the_container(void) {
    char *sh[] = {"jong", "sh", "grep -q 'SigIgn:.0000000000000000' /proc/self/status && exit 33", "0x20000",
                  NULL};
    EXPECT(run_hostile(blocked_signals, sh) == 33);
}

static void H07_hostile_arguments_give_no_privilege(void) {
    char *none[] = {NULL};
    char *child[] = {"jong-child", "3", "4", NULL};
    char *other[] = {"jong-child", "-1", "x", NULL};
    char *large[] = {"jong-child", "99999999999999999999999", "1", NULL};
    char *root[] = {"jong", "--root", NULL};
    char *empty[] = {"jong", "--root=", "show", NULL};
    EXPECT(run_hostile(nothing, none) == 99);
    EXPECT(run_hostile(nothing, child) == 125);
    EXPECT(run_hostile(nothing, other) == 125);
    EXPECT(run_hostile(nothing, large) == 125);
    EXPECT(run_hostile(nothing, root) == 99);
    EXPECT(run_hostile(nothing, empty) == 125);
}

static void H07_a_long_command_line_arrives(void) {
    static char large[100001];
    memset(large, 'l', sizeof large - 1);
    RUN("show", large, large, large, large);
    EXPECT(outcome.code == 42);
}

static void H07_paths_that_are_too_long_are_an_error(void) {
    static char large[9000];
    char *kept = strdup(getenv("JONG_ROOT"));
    memset(large, 'l', sizeof large - 1);
    large[0] = '/';
    setenv("JONG_ROOT", large, 1);
    RUN("show");
    EXPECT(outcome.code == 125);
    ERR_HAS("jong: ");
    setenv("JONG_ROOT", kept, 1);
    free(kept);
}

void hostile_tests(void) {
    if (geteuid() != 0)
        return;
    TEST(a_plan_is_checked_before_it_is_used);
    TEST(a_message_that_breaks_off_is_an_error);
    TEST(an_oversized_message_is_an_error);
    TEST(what_cannot_be_said_is_nothing_to_wait_for);
    TEST(H07_closed_streams_are_no_hole);
    TEST(H07_tiny_limits_end_in_an_error);
    TEST(H07_blocked_and_ignored_signals_do_not_reach_the_container);
    TEST(H07_hostile_arguments_give_no_privilege);
    TEST(H07_a_long_command_line_arrives);
    TEST(H07_paths_that_are_too_long_are_an_error);
}
