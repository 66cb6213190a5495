/* Detached containers: monitor, log, exit record, clean-up. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

static char *place(const char *name, const char *file) {
    char both[200];
    snprintf(both, sizeof both, "%s/%s", name, file);
    return path(both);
}

static void a_detached_container_leaves_log_and_exit_record(void) {
    char *kept = folder("detached");
    RUN("detach", kept, "echo out; sleep 0.2; echo err >&2; sleep 0.2; printf unfinished; exit 4");
    EXPECT(outcome.code == 0);
    OUT_HAS("started");
    EXPECT(kill(atoi(contents(place("detached", "pid"))), 0) == 0);
    EXPECT(appears(place("detached", "clean")));
    const char *log = contents(place("detached", "log"));
    char year[8];
    time_t now = time(NULL);
    strftime(year, sizeof year, "%Y-", gmtime(&now));
    EXPECT(strncmp(log, year, 5) == 0 && log[10] == 'T' && log[29] == 'Z');
    EXPECT(strstr(log, "Z stdout F out\n") != NULL && strstr(log, "Z stderr F err\n") != NULL);
    EXPECT(strstr(log, "Z stdout P unfinished\n") != NULL);
    const char *record = contents(place("detached", "exit"));
    EXPECT(strncmp(record, "4 0 0 1", 7) == 0 && record[strlen(record) - 11] == '.');
}

static void times_in_the_log_are_right(void) {
    char *kept = folder("times");
    char command[600];
    RUN("detach", kept, "echo x");
    EXPECT(appears(place("times", "clean")));
    snprintf(command, sizeof command,
             "test $(($(date +%%s) - $(date -d $(cut -d' ' -f1 %s/log) +%%s))) -le 2 && echo right", kept);
    EXPECT(strcmp(host(command), "right\n") == 0);
}

static void the_caller_is_not_held(void) {
    char command[900];
    snprintf(command, sizeof command,
             "time=$(date +%%s); x=$(%s detach %s 'sleep 3' 2>&1 9>&1); echo $(($(date +%%s) - time)) $x",
             path("bin/jong"), folder("held"));
    const char *said = host(command);
    EXPECT((said[0] == '0' || said[0] == '1') && strstr(said, "started") != NULL);
}

static void a_killed_container_has_its_signal_recorded(void) {
    char *kept = folder("killed");
    RUN("detach", kept, "sleep 100");
    pid_t pid = atoi(contents(place("killed", "pid")));
    EXPECT(pid > 1 && kill(pid, SIGKILL) == 0);
    EXPECT(appears(place("killed", "exit")));
    EXPECT(strncmp(contents(place("killed", "exit")), "137 9 0 ", 8) == 0);
}

static void the_log_is_rotated(void) {
    char *kept = folder("rotated");
    RUN("detach", kept, "i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done", "10000", "3");
    EXPECT(appears(place("rotated", "clean")));
    char command[300];
    snprintf(command, sizeof command,
             "cd %s; ls log* | tr '\\n' ' '; find . -name 'log*' -size +10000c | wc -l", kept);
    EXPECT(strcmp(host(command), "log log.1 log.2 0\n") == 0);
    snprintf(command, sizeof command,
             "cd %s; cat log.2 log.1 log | cut -d' ' -f5 | tail -n 1; cat log.2 log.1 log | "
             "cut -d' ' -f5 | awk 'NR>1 && $1 != last+1 {print \"gap\"} {last=$1}'",
             kept);
    EXPECT(strcmp(host(command), "999\n") == 0);
}

static void O03_long_lines_are_written_in_parts(void) {
    char *kept = folder("parts");
    RUN("detach", kept, "head -c 40000 /dev/zero | tr '\\0' x; echo; echo end");
    EXPECT(appears(place("parts", "clean")));
    char command[300];
    snprintf(command, sizeof command, "cut -d' ' -f3,4 %s/log | awk '{print $1, length($2)}' | tr '\\n' ' '",
             kept);
    EXPECT(strcmp(host(command), "P 16384 P 16384 F 7232 F 3 ") == 0);
}

static void a_monitor_is_small_holds_nothing_and_hides_its_arguments(void) {
    char *kept = folder("small");
    char command[600];
    RUN("detach", kept, "sleep 3; echo secret-word >/dev/null");
    pid_t pid = atoi(contents(place("small", "pid")));
    pause_ms(100);
    snprintf(command, sizeof command,
             "m=$(cut -d' ' -f4 /proc/%d/stat); tr '\\0' ' ' < /proc/$m/cmdline | grep -c secret; "
             "ls -l /proc/$m/fd | grep -c 'pipe'; cat /proc/$m/smaps | awk '/^[0-9a-f]/{f=$6} "
             "/^Pss:/{ if (f !~ /bin\\/jong/ || 0) s+=$2 } END {print s}'; readlink /proc/$m/cwd",
             pid);
    int secrets = 9, pipes = 9, kilobytes = 999;
    const char *said = host(command);
    EXPECT(sscanf(said, "%d %d %d", &secrets, &pipes, &kilobytes) == 3);
    EXPECT(secrets == 0 && pipes == 2);
    EXPECT(getenv("SANITIZED") != NULL || (kilobytes > 0 && kilobytes < 80));
    EXPECT(strstr(said, "\n/\n") != NULL);
    kill(pid, SIGKILL);
}

static void monitors_are_registered_while_they_live(void) {
    char *kept = folder("registered");
    RUN("detach", kept, "sleep 0.5");
    char command[200];
    snprintf(command, sizeof command, "ls $JONG_RUN/*/monitors/$(cut -d' ' -f4 /proc/%d/stat)-*",
             atoi(contents(place("registered", "pid"))));
    char file[300];
    snprintf(file, sizeof file, "%s", host(command));
    file[strcspn(file, "\n")] = 0;
    EXPECT(file[0] == '/' && access(file, F_OK) == 0);
    EXPECT(appears(place("registered", "clean")));
    EXPECT(access(file, F_OK) < 0);
}

static void a_monitor_forwards_signals(void) {
    char *kept = folder("forwarded");
    char command[200];
    RUN("detach", kept, "trap 'echo bye; exit 8' TERM; while :; do sleep 0.05; done");
    pause_ms(100);
    snprintf(command, sizeof command, "kill -TERM $(cut -d' ' -f4 /proc/%d/stat)",
             atoi(contents(place("forwarded", "pid"))));
    host(command);
    EXPECT(appears(place("forwarded", "exit")));
    EXPECT(strncmp(contents(place("forwarded", "exit")), "8 0 0", 5) == 0);
}

static void a_log_that_cannot_be_written_is_a_failure(void) {
    RUN("detach", path("no/such/folder"), "echo x");
    EXPECT(outcome.code == 126);
    EXPECT(strcmp(outcome.err, "failed list 0 index -1 errno 2\n") == 0);
}

static void a_detached_container_outlives_engine_and_front(void) {
    char *kept = folder("outlives");
    RUN("detach", kept, "sleep 0.3; echo still here");
    stop_engine();
    EXPECT(appears(place("outlives", "clean"))); /* which starts an engine of its own */
    EXPECT(strstr(contents(place("outlives", "log")), "still here") != NULL);
}

void monitor_tests(void) {
    if (geteuid() != 0)
        return;
    TEST(a_detached_container_leaves_log_and_exit_record);
    TEST(times_in_the_log_are_right);
    TEST(the_caller_is_not_held);
    TEST(a_killed_container_has_its_signal_recorded);
    TEST(the_log_is_rotated);
    TEST(O03_long_lines_are_written_in_parts);
    TEST(a_monitor_is_small_holds_nothing_and_hides_its_arguments);
    TEST(monitors_are_registered_while_they_live);
    TEST(a_monitor_forwards_signals);
    TEST(a_log_that_cannot_be_written_is_a_failure);
    TEST(a_detached_container_outlives_engine_and_front);
}
