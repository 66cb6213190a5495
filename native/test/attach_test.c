/* Fronts that attach to a container with a monitor. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "harness.h"

#define KEEP "256" /* PLAN_KEEP_INPUT */
#define ONCE "768" /* and PLAN_INPUT_ONCE */
#define STDIN "8"  /* PLAN_STDIN */

static char *kept, begin[100], command[400];

/* A container that runs `what` when the file `begin` appears. */
static void serve(const char *what, const char *flags) {
    kept = folder("attach");
    snprintf(begin, sizeof begin, "%s/begin", kept);
    snprintf(command, sizeof command, "while [ ! -e %s ]; do sleep 0.02; done; %s", begin, what);
    RUN("serve", kept, command, flags);
    EXPECT(outcome.code == 0);
}

/* Another front, once the monitor has let it in. */
static struct session join(const char *flags) {
    struct session front = START("attach", kept, flags);
    char count[200];
    snprintf(count, sizeof count, "ls -l /proc/%d/fd | grep -c pidfd", front.pid);
    for (int i = 0; i < 250 && strcmp(host(count), "1\n") != 0; i++)
        pause_ms(20);
    return front;
}

static void go_on(void) {
    FILE *file = fopen(begin, "w");
    if (file != NULL)
        fclose(file);
}

/* The container is gone, and what it leaves is there. */
static void over(void) {
    EXPECT(appears(path("attach/clean")));
}

static void fronts_that_attach_hear_all_and_its_end(void) {
    serve("i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; echo err >&2; exit 9", "0");
    struct session one = join("0"), two = join("0");
    go_on();
    for (int i = 0; i < 2; i++) {
        finish(i == 0 ? &one : &two, "", 0);
        EXPECT(outcome.code == 9);
        EXPECT(strncmp(outcome.out, "line 0\nline 1\n", 14) == 0);
        OUT_HAS("line 2999\n");
        EXPECT(strcmp(outcome.err, "err\n") == 0);
    }
    over();
}

static void input_that_is_kept_outlives_the_front_that_had_it(void) {
    serve("exec cat", KEEP);
    go_on();
    struct session one = START("attach", kept, STDIN);
    EXPECT(write(one.in, "one\n", 4) == 4);
    close(one.in);
    one.in = -1;
    pid_t pid = atoi(contents(path("attach/pid")));
    snprintf(command, sizeof command, "for i in $(seq 250); do grep -q one %s/log && break; sleep 0.02; done",
             kept);
    host(command);
    struct session two = START("attach", kept, STDIN);
    EXPECT(write(two.in, "two\n", 4) == 4);
    *strstr(command, "one") = 't', memcpy(strstr(command, "tne"), "two", 3);
    host(command);
    kill(pid, SIGKILL);
    finish(&two, "", 0);
    EXPECT(outcome.code == 137);
    finish(&one, "", 0);
    EXPECT(outcome.code == 137);
    OUT_HAS("one\ntwo\n");
    over();
}

static void input_for_one_front_ends_with_it(void) {
    serve("exec cat", ONCE);
    go_on();
    struct session other = join("0");
    RUN_WITH("all of it\n", "attach", kept, STDIN);
    EXPECT(outcome.code == 0);
    OUT_IS("all of it\n");
    finish(&other, "", 0);
    OUT_IS("all of it\n");
    over();
}

static void input_for_one_front_ends_when_it_is_killed(void) {
    serve("exec cat", ONCE);
    go_on();
    struct session other = join("0"), one = join(STDIN);
    kill(one.pid, SIGKILL);
    finish(&one, "", 0);
    finish(&other, "", 0);
    EXPECT(outcome.code == 0);
    over();
}

static void I07_a_front_that_does_not_read_is_left_and_holds_nobody_up(void) {
    serve("head -c 2000000 /dev/zero | tr '\\0' x; echo; echo end", "0");
    struct session deaf = join("0"), other = join("0");
    kill(deaf.pid, SIGSTOP);
    go_on();
    finish(&other, "", 0);
    EXPECT(outcome.code == 0);
    kill(deaf.pid, SIGCONT);
    finish(&deaf, "", 0);
    EXPECT(outcome.code == 125);
    ERR_HAS("was not taken for too long");
    over();
}

static void X07_no_more_than_sixteen_fronts_are_let_in(void) {
    serve("exit 4", "0");
    struct session fronts[16];
    for (int i = 0; i < 16; i++)
        fronts[i] = join("0");
    RUN("attach", kept);
    EXPECT(outcome.code == 126);
    EXPECT(strcmp(outcome.err, "failed list 0 index -1 errno 10\n") == 0);
    kill(fronts[3].pid, SIGKILL);
    finish(&fronts[3], "", 0);
    fronts[3] = join("0");
    go_on();
    for (int i = 0; i < 16; i++) {
        finish(&fronts[i], "", 0);
        EXPECT(outcome.code == 4);
    }
    over();
}

static void a_front_whose_monitor_is_killed_says_so(void) {
    serve("exit 0", "0");
    struct session front = join("0");
    pid_t pid = atoi(contents(path("attach/pid")));
    snprintf(command, sizeof command, "kill -9 $(cut -d' ' -f4 /proc/%d/stat)", pid);
    host(command);
    finish(&front, "", 0);
    EXPECT(outcome.code == 125);
    ERR_HAS("monitor was killed");
    kill(pid, SIGKILL);
}

/* Speaks as a monitor does to a front that attaches: messages of 32-bit words, of which the first is the tag.
 */
static void speak(int front, const char *words, size_t size) {
    EXPECT(send(front, words, size, MSG_NOSIGNAL) == (ssize_t)size);
}

#define SPEAK(front, words) speak(front, words, sizeof words - 1)
#define SAID_OUT "\x12\0\0\0"
#define SAID_STARTED "\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define SAID_EXITED_7 "\5\0\0\0\x08\0\0\0\7\0\0\0\0\0\0\0\0\0\0\0"

static void what_is_said_before_a_front_takes_part_is_not_for_it(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    kept = folder("attach");
    snprintf(address.sun_path, sizeof address.sun_path, "%s/attach", kept);
    int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    EXPECT(bind(listener, (const struct sockaddr *)&address, sizeof address) == 0 &&
           listen(listener, 1) == 0);
    for (int started = 0; started < 2; started++) {
        struct session session = START("attach", kept, "0");
        int front = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        SPEAK(front, SAID_OUT "before\n");
        if (started) {
            SPEAK(front, SAID_STARTED);
            SPEAK(front, SAID_OUT "after\n");
        }
        SPEAK(front, SAID_EXITED_7);
        finish(&session, "", 0);
        EXPECT(outcome.code == 7);
        OUT_IS(started ? "after\n" : "");
        EXPECT(outcome.err_size == 0);
        close(front);
    }
    close(listener);
}

void attach_tests(void) {
    if (geteuid() != 0)
        return;
    TEST(fronts_that_attach_hear_all_and_its_end);
    TEST(input_that_is_kept_outlives_the_front_that_had_it);
    TEST(input_for_one_front_ends_with_it);
    TEST(input_for_one_front_ends_when_it_is_killed);
    TEST(I07_a_front_that_does_not_read_is_left_and_holds_nobody_up);
    TEST(X07_no_more_than_sixteen_fronts_are_let_in);
    TEST(a_front_whose_monitor_is_killed_says_so);
    TEST(what_is_said_before_a_front_takes_part_is_not_for_it);
}
