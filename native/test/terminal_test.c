/* Containers with a terminal of their own. */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "harness.h"

static int master;
static pid_t front;
static char seen[KEPT];
static size_t seen_size;

static void begin(const char *kept, const char *command) {
    struct winsize size = {.ws_col = 100, .ws_row = 40};
    seen_size = 0;
    seen[0] = 0;
    front = forkpty(&master, NULL, NULL, &size);
    if (front == 0) {
        execl(path("bin/jong"), "jong", "tty", kept, command, NULL);
        _exit(1);
    }
}

/* Reads until the text was seen, at most 5 s. */
static bool see(const char *text) {
    struct pollfd event = {.fd = master, .events = POLLIN};
    while (strstr(seen, text) == NULL) {
        if (poll(&event, 1, 5000) <= 0)
            return false;
        ssize_t got = read(master, seen + seen_size, sizeof seen - 1 - seen_size);
        if (got <= 0)
            return strstr(seen, text) != NULL;
        seen_size += (size_t)got;
        seen[seen_size] = 0;
    }
    return true;
}

static void type(const char *text) {
    EXPECT(write(master, text, strlen(text)) == (ssize_t)strlen(text));
}

static int end(void) {
    int status;
    see("\x01never");
    waitpid(front, &status, 0);
    close(master);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    snprintf(outcome.out, sizeof outcome.out, "%s", seen);
    outcome.err[0] = 0;
    return outcome.code;
}

static bool is_raw(void) {
    struct termios settings;
    return tcgetattr(master, &settings) == 0 && (settings.c_lflag & ICANON) == 0;
}

static void the_container_has_a_terminal_of_its_own(void) {
    begin(folder("terminal"), "tty; test -c /dev/console && echo console; stty size; ps -o tty= -p $$; read "
                              "a; echo got $a; exit 9");
    EXPECT(see("40 100"));
    EXPECT(is_raw());
    type("word\r");
    EXPECT(end() == 9);
    EXPECT(strstr(seen, "/dev/pts/0\r\nconsole\r\n") != NULL);
    EXPECT(strstr(seen, "got word\r\n") != NULL);
    EXPECT(strncmp(contents(path("terminal/exit")), "9 0 0 ", 6) == 0);
    EXPECT(access(path("terminal/clean"), F_OK) < 0); /* the engine was told, it cleans up */
}

static void the_terminal_is_restored(void) {
    int slave, other;
    struct termios before, after;
    EXPECT(openpty(&other, &slave, NULL, NULL, NULL) == 0);
    tcgetattr(slave, &before);
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        ioctl(slave, TIOCSCTTY, 0);
        dup2(slave, 0);
        dup2(slave, 1);
        dup2(slave, 2);
        execl(path("bin/jong"), "jong", "tty", folder("restored"), "sleep 0.2", NULL);
        _exit(1);
    }
    bool was_raw = false;
    for (int i = 0; i < 50 && waitpid(pid, NULL, WNOHANG) == 0; i++) {
        tcgetattr(slave, &after);
        was_raw = was_raw || (after.c_lflag & ICANON) == 0;
        pause_ms(20);
    }
    tcgetattr(slave, &after);
    EXPECT(was_raw);
    EXPECT(before.c_lflag == after.c_lflag && before.c_oflag == after.c_oflag &&
           before.c_iflag == after.c_iflag);
    close(slave);
    close(other);
}

static void a_new_size_reaches_the_container(void) {
    begin(folder("resized"), "trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.05; done");
    EXPECT(see("ready"));
    struct winsize size = {.ws_col = 123, .ws_row = 45};
    ioctl(master, TIOCSWINSZ, &size);
    EXPECT(see("45 123"));
    EXPECT(end() == 0);
}

static void keys_of_the_terminal_reach_the_program(void) {
    begin(folder("interrupted"),
          "trap 'echo interrupted; exit 3' INT; echo ready; while :; do sleep 0.05; done");
    EXPECT(see("ready"));
    type("\x03");
    EXPECT(end() == 3);
    EXPECT(strstr(seen, "interrupted") != NULL);
}

static void the_detach_keys_leave_the_container_alone(void) {
    begin(folder("left"), "echo ready; read a; echo got $a; sleep 0.4; echo later; exit 5");
    EXPECT(see("ready"));
    type("a\x10"
         "b\r"); /* half of the keys is typed text */
    EXPECT(see("got a"));
    type("\x10");
    pause_ms(20);
    type("\x11");
    EXPECT(end() == 0);
    EXPECT(strstr(seen, "detached") != NULL);
    EXPECT(appears(path("left/clean"))); /* nobody else was there to do it */
    EXPECT(strncmp(contents(path("left/exit")), "5 0 0 ", 6) == 0);
    EXPECT(strstr(contents(path("left/log")), "stdout F later") != NULL);
}

static void a_killed_front_leaves_the_container_alone(void) {
    begin(folder("orphan"), "echo ready; sleep 0.3; echo later; exit 6");
    EXPECT(see("ready"));
    kill(front, SIGKILL);
    end();
    EXPECT(appears(path("orphan/clean")));
    EXPECT(strncmp(contents(path("orphan/exit")), "6 0 0 ", 6) == 0);
}

static void a_hang_up_leaves_the_container_alone(void) {
    begin(folder("hung"), "echo ready; sleep 0.3; exit 7");
    EXPECT(see("ready"));
    close(master);
    int status;
    waitpid(front, &status, 0);
    EXPECT(appears(path("hung/clean")));
    EXPECT(strncmp(contents(path("hung/exit")), "7 0 0 ", 6) == 0);
}

static void signals_to_the_front_are_forwarded(void) {
    begin(folder("proxied"), "trap 'exit 12' TERM; echo ready; while :; do sleep 0.05; done");
    EXPECT(see("ready"));
    kill(front, SIGTERM);
    EXPECT(end() == 12);
}

static void a_stopped_front_gives_the_terminal_back_and_takes_it_again(void) {
    int status;
    begin(folder("stopped"), "echo ready; read a; echo got $a");
    EXPECT(see("ready"));
    EXPECT(is_raw());
    kill(front, SIGTSTP);
    EXPECT(waitpid(front, &status, WUNTRACED) == front && WIFSTOPPED(status));
    EXPECT(!is_raw());
    kill(front, SIGCONT);
    pause_ms(50);
    EXPECT(is_raw());
    type("x\r");
    EXPECT(see("got x"));
    EXPECT(waitpid(front, &status, 0) == front && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT(!is_raw());
    close(master);
}

static void much_output_arrives_whole(void) {
    begin(folder("much"), "head -c 100000 /dev/zero | tr '\\0' y; echo; echo end");
    EXPECT(end() == 0);
    size_t count = 0;
    for (size_t i = 0; i < seen_size; i++)
        count += seen[i] == 'y';
    EXPECT(count == 100000 && strstr(seen, "end\r\n") != NULL);
}

static void input_that_ends_ends_the_program_that_reads_it(void) {
    RUN_WITH("one\ntwo\n", "tty", folder("piped"), "cat; echo end; exit 2");
    EXPECT(outcome.code == 2);
    OUT_HAS("two\r\nend\r\n");
}

void terminal_tests(void) {
    if (geteuid() != 0)
        return;
    TEST(the_container_has_a_terminal_of_its_own);
    TEST(the_terminal_is_restored);
    TEST(a_new_size_reaches_the_container);
    TEST(keys_of_the_terminal_reach_the_program);
    TEST(the_detach_keys_leave_the_container_alone);
    TEST(a_killed_front_leaves_the_container_alone);
    TEST(a_hang_up_leaves_the_container_alone);
    TEST(signals_to_the_front_are_forwarded);
    TEST(a_stopped_front_gives_the_terminal_back_and_takes_it_again);
    TEST(much_output_arrives_whole);
    TEST(input_that_ends_ends_the_program_that_reads_it);
}
