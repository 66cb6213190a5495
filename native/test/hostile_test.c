/* Messages, plans and callers that mean no good. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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
    ERR_HAS("jong: cannot understand the engine: ");
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
    TEST(H07_closed_streams_are_no_hole);
    TEST(H07_tiny_limits_end_in_an_error);
    TEST(H07_blocked_and_ignored_signals_do_not_reach_the_container);
    TEST(H07_hostile_arguments_give_no_privilege);
    TEST(H07_a_long_command_line_arrives);
    TEST(H07_paths_that_are_too_long_are_an_error);
}
