/* Plans that are carried out in the foreground. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

static void a_program_runs_in_its_namespaces(void) {
    RUN("sh", "echo $$ $INSIDE; ip link 2>/dev/null | grep -c eth0; exit 7");
    EXPECT(outcome.code == 7);
    OUT_HAS("1 yes\n");
}

static void streams_are_passed_through(void) {
    RUN_WITH("three\nlines\nhere\n", "sh", "cat; echo problem >&2");
    EXPECT(outcome.code == 0);
    OUT_IS("three\nlines\nhere\n");
    EXPECT(strcmp(outcome.err, "problem\n") == 0);
}

static void a_signal_that_ends_the_program_becomes_the_exit_code(void) {
    RUN("sh", "kill -TERM $$; sleep 5", "0x20000");
    EXPECT(outcome.code == 143);
    EXPECT(strcmp(outcome.err, "signal 15\n") == 0);
}

static void nothing_is_inherited_but_the_streams(void) {
    RUN("sh",
        "ls /proc/self/fd | tr '\\n' ' '; grep -E 'SigBlk|SigIgn' /proc/self/status | tr -s '\\t\\n' ' '",
        "0x20000");
    OUT_IS("0 1 2 3 SigBlk: 0000000000000000 SigIgn: 0000000000000000 "); /* 3 is of ls itself */
}

static void signals_are_forwarded(void) {
    struct session session =
        START("sh", "trap 'echo got it; exit 5' USR1; echo ready; while :; do sleep 0.05; done");
    char word[6];
    EXPECT(read(session.out, word, sizeof word) == 6);
    kill(session.pid, SIGUSR1);
    finish(&session, "", 0);
    EXPECT(outcome.code == 5);
    OUT_IS("got it\n");
}

static void three_interrupts_end_a_program_that_ignores_them(void) {
    struct session session = START("sh", "echo ready; exec sleep 1000");
    char word[6];
    EXPECT(read(session.out, word, sizeof word) == 6);
    pause_ms(50);
    for (int i = 0; i < 3; i++) {
        kill(session.pid, SIGINT);
        pause_ms(30);
    }
    finish(&session, "", 0);
    EXPECT(outcome.code == 137);
}

static void a_failed_operation_is_named(void) {
    char *record = path("files/failed");
    RUN("fail", record);
    EXPECT(outcome.code == 126);
    EXPECT(strcmp(outcome.err, "failed list 1 index 1 errno 13\n") == 0);
    EXPECT(strncmp(contents(record), "125 0 0 ", 8) == 0);
}

static void what_is_about_to_come_is_waited_for(void) {
    char *place = path("files/awaited");
    struct session session = START("await", place);
    pause_ms(100);
    EXPECT(mkdir(place, 0700) == 0);
    finish(&session, "", 0);
    EXPECT(outcome.code == 0);
    EXPECT(access(place, F_OK) < 0);
}

static void a_failure_after_the_start_ends_the_program(void) {
    char *record = path("files/after");
    RUN("after", record);
    EXPECT(outcome.code == 126);
    EXPECT(strcmp(outcome.err, "failed list 3 index 1 errno 2\n") == 0);
    pid_t pid = atoi(contents(record));
    EXPECT(pid > 1 && kill(pid, 0) < 0);
    struct stat status;
    EXPECT(stat(record, &status) == 0 && (status.st_mode & 07777) == 0600);
}

static void the_program_waits_for_the_front_which_waits_for_the_engine(void) {
    char command[256];
    snprintf(command, sizeof command, "printf given > %s", path("files/shared"));
    host(command);
    RUN("meet", "0", path("files/shared"), "cat; exit 6");
    EXPECT(outcome.code == 6);
    OUT_IS("given");
}

static void the_engine_may_call_a_launch_off(void) {
    RUN("meet", "125", path("files/shared"), "echo must not run");
    EXPECT(outcome.code == 126);
    OUT_IS("");
    EXPECT(strcmp(outcome.err, "failed list 2 index 0 errno 125\n") == 0);
}

static void without_an_engine_nothing_that_waits_for_it_runs(void) {
    RUN("meet", "none", path("files/shared"), "echo must not run");
    EXPECT(outcome.code == 125);
    OUT_IS("");
    EXPECT(strstr(outcome.err, "the engine ended in the middle of the command") != NULL);
}

static void a_child_that_fails_meanwhile_is_named_all_the_same(void) {
    RUN("meet", "0", path("files/shared"), "echo must not run", "0");
    EXPECT(outcome.code == 126);
    EXPECT(strcmp(outcome.err, "failed list 1 index 1 errno 13\n") == 0);
}

/* What it leaves unread makes the kernel announce a broken connection before its last words. */
static void a_child_that_fails_before_it_takes_anything_is_named_all_the_same(void) {
    RUN("meet", "0", path("files/shared"), "echo must not run", "300");
    EXPECT(outcome.code == 126);
    EXPECT(strcmp(outcome.err, "failed list 1 index 1 errno 13\n") == 0);
}

static void a_missing_program_is_a_failure(void) {
    RUN("sh", "exec /nowhere", "0");
    EXPECT(outcome.code == 127);
}

static void registers_and_skips_work_without_a_child(void) {
    RUN("registers");
    OUT_IS("done 0\n");
    EXPECT(outcome.code == 0);
}

static void the_kernel_is_asked_and_its_first_error_counts(void) {
    RUN("ask");
    OUT_IS("done 0\n");
    RUN("ask", "broken");
    EXPECT(strcmp(outcome.err, "failed list 0 index 0 errno 95\n") == 0);
    RUN("ask_outside");
    EXPECT(strcmp(outcome.err, "failed list 0 index 0 errno 14\n") == 0);
}

static void a_program_that_helps_has_an_input_and_nothing_else_of_ours(void) {
    RUN("spawn", "read line; (echo $WORD $line; ls /proc/$$/fd; grep SigIgn /proc/$$/status) >&2; echo",
        "/proc/sys/kernel/ostype");
    OUT_IS("done 0\n");
    EXPECT(strcmp(outcome.err, "given Linux\n0\n1\n2\nSigIgn:\t0000000000000000\n") == 0);
}

static void a_program_that_helps_ends_with_its_front(void) {
    RUN("spawn", "echo $$ >&2; echo; exec sleep 20 2>/dev/null", "/dev/null");
    OUT_IS("done 0\n");
    pid_t pid = atoi(outcome.err);
    for (int i = 0; i < 200 && kill(pid, 0) == 0; i++)
        usleep(10000);
    EXPECT(pid > 1 && kill(pid, 0) < 0 && errno == ESRCH);
}

static void a_program_that_ends_before_it_is_ready_helps_nobody(void) {
    RUN("spawn", "exit 0", "/dev/null");
    EXPECT(strcmp(outcome.err, "failed list 0 index 1 errno 10\n") == 0);
    RUN("spawn", "", "/dev/null", "/nowhere");
    EXPECT(strcmp(outcome.err, "failed list 0 index 1 errno 10\n") == 0);
    RUN("spawn_outside");
    EXPECT(strcmp(outcome.err, "failed list 0 index 0 errno 14\n") == 0);
}

static void L19_a_process_is_signalled_only_if_it_is_the_right_one(void) {
    char pid[32], begun[32], command[100];
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    snprintf(pid, sizeof pid, "%d", child);
    snprintf(command, sizeof command, "cut -d' ' -f22 /proc/%d/stat", child);
    snprintf(begun, sizeof begun, "%s", host(command));
    RUN("kill", pid, "12345", "9");
    EXPECT(strcmp(outcome.err, "failed list 0 index 1 errno 3\n") == 0);
    RUN("kill", pid, begun, "0", "50");
    OUT_IS("done 0\n");
    RUN("kill", pid, begun, "9", "5000");
    OUT_IS("done 1\n");
    int status;
    EXPECT(waitpid(child, &status, 0) == child && WTERMSIG(status) == SIGKILL);
}

static void init_reaps_what_is_left_and_passes_on_signals(void) {
    RUN("init", "(sleep 0.05 & ) ; sleep 0.3; ps -o stat= -A | grep -c Z; cat /proc/1/comm; echo $$; exit 6");
    EXPECT(outcome.code == 6);
    OUT_IS("0\njong-init\n2\n");
    struct session session = START("init", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done");
    char word[6];
    EXPECT(read(session.out, word, sizeof word) == 6);
    kill(session.pid, SIGTERM);
    finish(&session, "", 0);
    EXPECT(outcome.code == 9);
}

static void init_ends_with_the_signal_of_its_program(void) {
    RUN("init", "kill -9 $$");
    EXPECT(outcome.code == 137);
}

static void L01_the_launcher_in_sight_of_the_container_is_a_sealed_copy(void) {
    char before[256], command[600];
    snprintf(command, sizeof command, "cksum < %s", path("bin/jong"));
    snprintf(before, sizeof before, "%s", host(command));
    RUN("init",
        "readlink /proc/1/exe; { printf x > /proc/1/exe; } 2>&1; exec 3< /proc/1/exe; "
        "{ printf x > /proc/self/fd/3; } 2>&1; ls /proc/1/fd | wc -l; grep -c memfd:jong-plan /proc/1/maps");
    OUT_HAS("/memfd:jong (deleted)\n");
    EXPECT(strstr(outcome.out, "bin/jong") == NULL);
    OUT_HAS("cannot create"); /* text file busy, or not permitted */
    OUT_HAS("\n0\n0\n");      /* no descriptors, no plan */
    EXPECT(strcmp(before, host(command)) == 0);
}

/* Kills the front of a container that writes to a file, and sees whether the file is still written to. */
static void kill_front_of(const char *scenario) {
    char *record = path("files/alive");
    char command[600];
    snprintf(command, sizeof command, "echo ready; while date +%%N > %s; do sleep 0.02; done", record);
    struct session session = START(scenario, command);
    char word[6];
    EXPECT(read(session.out, word, sizeof word) == 6);
    EXPECT(appears(record));
    kill(session.pid, SIGKILL);
    finish(&session, "", 0);
    pause_ms(100);
    unlink(record);
    pause_ms(100);
    EXPECT(access(record, F_OK) < 0);
}

static void a_foreground_container_ends_with_its_front(void) {
    kill_front_of("sh");
}

static void so_does_one_that_has_changed_its_user(void) {
    chmod(path("files"), 0777);
    kill_front_of("demoted");
}

static void the_container_outlives_the_engine(void) {
    RUN_WITH("word\n", "abandon", "read a; sleep 0.1; echo $a; exit 11");
    EXPECT(outcome.code == 11);
    OUT_IS("word\n");
    EXPECT(outcome.err_size == 0);
}

static void a_terminal_is_replaced_by_pipes(void) {
    int master;
    char text[4096];
    size_t used = 0;
    pid_t pid = forkpty(&master, NULL, NULL, NULL);
    if (pid == 0) {
        execl(path("bin/jong"), "jong", "sh",
              "test -t 0 || echo no terminal; read a; echo $a >&2; cat; exit 4", NULL);
        _exit(1);
    }
    EXPECT(write(master, "typed\n\004", 7) == 7);
    for (ssize_t got; (got = read(master, text + used, sizeof text - 1 - used)) > 0;)
        used += (size_t)got;
    text[used] = 0;
    int status;
    waitpid(pid, &status, 0);
    EXPECT(WEXITSTATUS(status) == 4);
    EXPECT(strstr(text, "no terminal\r\ntyped\r\n") != NULL);
    close(master);
}

static void a_directory_is_not_passed_as_stream(void) {
    char command[600];
    snprintf(command, sizeof command, "%s sh 'readlink /proc/self/fd/0' 0x20000 < /", path("bin/jong"));
    EXPECT(strcmp(host(command), "/dev/null\n") == 0);
}

static void output_after_a_closed_reader_neither_hangs_nor_kills(void) {
    char command[900];
    snprintf(command, sizeof command,
             "%s sh 'trap \"\" PIPE; sleep 0.1; yes 2>/dev/null | head -c 300000 2>/dev/null; echo done > "
             "%s; exit 3' | true",
             path("bin/jong"), path("files/done"));
    unlink(path("files/done"));
    host(command);
    EXPECT(strcmp(contents(path("files/done")), "done\n") == 0);
}

static void the_start_is_stopped_by_a_signal_too(void) {
    struct session session = START("sh", "sleep 100");
    pause_ms(2);
    kill(session.pid, SIGTERM);
    pause_ms(30);
    kill(session.pid, SIGTERM);
    for (int i = 0; i < 3; i++) {
        pause_ms(20);
        kill(session.pid, SIGINT);
    }
    finish(&session, "", 0);
    EXPECT(outcome.code == 137 || outcome.signal == SIGTERM);
}

void plan_tests(void) {
    if (geteuid() != 0)
        return; /* rootless_tests run some of this in a user namespace */
    TEST(a_program_runs_in_its_namespaces);
    TEST(streams_are_passed_through);
    TEST(a_signal_that_ends_the_program_becomes_the_exit_code);
    TEST(nothing_is_inherited_but_the_streams);
    TEST(signals_are_forwarded);
    TEST(three_interrupts_end_a_program_that_ignores_them);
    TEST(a_failed_operation_is_named);
    TEST(what_is_about_to_come_is_waited_for);
    TEST(a_failure_after_the_start_ends_the_program);
    TEST(the_program_waits_for_the_front_which_waits_for_the_engine);
    TEST(the_engine_may_call_a_launch_off);
    TEST(without_an_engine_nothing_that_waits_for_it_runs);
    TEST(a_child_that_fails_meanwhile_is_named_all_the_same);
    TEST(a_child_that_fails_before_it_takes_anything_is_named_all_the_same);
    TEST(a_missing_program_is_a_failure);
    TEST(registers_and_skips_work_without_a_child);
    TEST(the_kernel_is_asked_and_its_first_error_counts);
    TEST(a_program_that_helps_has_an_input_and_nothing_else_of_ours);
    TEST(a_program_that_helps_ends_with_its_front);
    TEST(a_program_that_ends_before_it_is_ready_helps_nobody);
    TEST(L19_a_process_is_signalled_only_if_it_is_the_right_one);
    TEST(init_reaps_what_is_left_and_passes_on_signals);
    TEST(init_ends_with_the_signal_of_its_program);
    TEST(L01_the_launcher_in_sight_of_the_container_is_a_sealed_copy);
    TEST(a_foreground_container_ends_with_its_front);
    TEST(so_does_one_that_has_changed_its_user);
    TEST(the_container_outlives_the_engine);
    TEST(a_terminal_is_replaced_by_pipes);
    TEST(a_directory_is_not_passed_as_stream);
    TEST(output_after_a_closed_reader_neither_hangs_nor_kills);
    TEST(the_start_is_stopped_by_a_signal_too);
}
