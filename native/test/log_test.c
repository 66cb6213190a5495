/* Logs that take output slowly, not at all, or as entries of a journal. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "harness.h"

/* A log that is a pipe, of which nothing is read until the test does. */
static int stuck(const char *name) {
    char both[200];
    folder(name);
    snprintf(both, sizeof both, "%s/log", name);
    EXPECT(mkfifo(path(both), 0600) == 0);
    return open(path(both), O_RDWR | O_CLOEXEC);
}

/* Everything that comes until the exit record is there. */
static char *drain(int fd, const char *record) {
    static char text[1 << 20];
    size_t used = 0;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    for (int round = 0; round < 2000; round++) {
        bool ended = access(record, F_OK) == 0;
        ssize_t got = 0;
        while (used < sizeof text - 1 && (got = read(fd, text + used, sizeof text - 1 - used)) > 0)
            used += (size_t)got;
        if (ended)
            break;
        pause_ms(10);
    }
    text[used] = 0;
    close(fd);
    return text;
}

static void X13_a_log_that_is_stuck_holds_up_no_container_that_must_not_wait(void) {
    char command[400], done[300], *kept = path("stuck");
    int log = stuck("stuck");
    snprintf(done, sizeof done, "%s/done", kept);
    snprintf(command, sizeof command, "seq 1 60000; echo done > %s; read x < %s/go; seq 60001 60010", done,
             kept);
    EXPECT(mkfifo(path("stuck/go"), 0600) == 0);
    RUN("detach", kept, command, "0", "1", "65536");
    EXPECT(outcome.code == 0);
    EXPECT(appears(done)); /* nobody has read anything of it so far */
    /* Room is made, and then the rest is said. */
    char first[4096];
    ssize_t got = read(log, first, sizeof first - 1);
    first[got > 0 ? got : 0] = 0;
    EXPECT(strstr(first, "stdout F 1\n") != NULL);
    snprintf(command, sizeof command, "(sleep 0.5; echo > %s/go) > /dev/null 2>&1 &", kept);
    host(command);
    snprintf(command, sizeof command, "%s/exit", kept);
    char *rest = drain(log, command);
    EXPECT(strstr(rest, " lines are missing here") != NULL);
    EXPECT(strstr(rest, "Z stdout F 60010\n") != NULL);
    /* By whole lines: each is there once, or counted as missing where it would be. */
    long last = 0, known = 0;
    for (char *line = strstr(rest, "Z stdout "); line != NULL; line = strstr(line + 1, "Z stdout ")) {
        const char *text = line + strlen("Z stdout F ");
        long number = strtol(text, NULL, 10);
        bool gap = text[-2] == 'D';
        EXPECT(gap || number > last);
        known += gap ? number : last == 0 ? number : 1; /* those before the first were read above */
        last = gap ? last : number;
    }
    EXPECT(known == 60010);
}

static void a_log_that_may_drop_lines_has_all_of_them_when_it_is_quick(void) {
    char *kept = folder("quick"), command[300];
    RUN("detach", kept, "seq 1 500; head -c 9000 /dev/zero | tr '\\0' x; echo; echo end >&2", "0", "1",
        "1048576");
    EXPECT(appears(path("quick/clean")));
    snprintf(command, sizeof command,
             "cut -d' ' -f4 %s/log | tr -d '\\n' | wc -c; grep -c ' stdout F' %s/log", kept, kept);
    char expected[100];
    size_t digits = 9 + 2 * 90 + 3 * 401;
    snprintf(expected, sizeof expected, "%zu\n501\n", digits + 9000 + 3);
    EXPECT(strcmp(host(command), expected) == 0);
}

static int journal(const char *name) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path(name));
    EXPECT(bind(fd, (struct sockaddr *)&address, sizeof address) == 0);
    return fd;
}

static void entries_of_a_journal_have_their_fields_and_any_bytes(void) {
    char *kept = folder("journal"), entry[40000];
    int fd = journal("journal.sock");
    RUN("journal", kept, "printf 'a\\0b\\n'; sleep 0.2; echo err >&2; sleep 0.2; head -c 16400 /dev/zero",
        path("journal.sock"));
    ssize_t got = recv(fd, entry, sizeof entry, 0);
    static const char head[] = "CONTAINER_NAME=web\nPRIORITY=6\nSYSLOG_TIMESTAMP=2";
    static const char tail[] = "Z\nMESSAGE\n\3\0\0\0\0\0\0\0a\0b\n";
    EXPECT(got == (ssize_t)(sizeof head - 1 + 28 + sizeof tail - 1));
    EXPECT(memcmp(entry, head, sizeof head - 1) == 0);
    EXPECT(memcmp(entry + got - (sizeof tail - 1), tail, sizeof tail - 1) == 0);
    got = recv(fd, entry, sizeof entry, 0);
    EXPECT(got > 0 && memmem(entry, (size_t)got, "\nPRIORITY=3\n", 12) != NULL);
    got = recv(fd, entry, sizeof entry, 0);
    EXPECT(got > 16384 &&
           memmem(entry, (size_t)got, "\nCONTAINER_PARTIAL_MESSAGE=true\nMESSAGE\n", 41) != NULL);
    EXPECT(appears(path("journal/exit")));
    close(fd);
}

static void X13_entries_that_no_journal_takes_are_counted(void) {
    char *kept = folder("gone"), entry[4096], command[200];
    int fd = journal("gone.sock");
    close(fd);
    unlink(path("gone.sock"));
    EXPECT(mkfifo(path("gone/go"), 0600) == 0);
    snprintf(command, sizeof command, "echo 1; echo 2; read x < %s/go; echo 3", kept);
    RUN("journal", kept, command, path("gone.sock"));
    pause_ms(300);
    fd = journal("gone.sock");
    snprintf(command, sizeof command, "echo > %s/go", kept);
    host(command);
    ssize_t got = recv(fd, entry, sizeof entry, 0);
    EXPECT(got > 0 && memmem(entry, (size_t)got, "\nPRIORITY=4\n", 12) != NULL);
    EXPECT(got > 0 && memmem(entry, (size_t)got, "2 lines are missing", 19) != NULL);
    got = recv(fd, entry, sizeof entry, 0);
    EXPECT(got > 2 && memcmp(entry + got - 3, "\0003\n", 3) == 0);
    EXPECT(appears(path("gone/exit")));
    close(fd);
}

void log_tests(void) {
    if (geteuid() != 0)
        return;
    TEST(X13_a_log_that_is_stuck_holds_up_no_container_that_must_not_wait);
    TEST(a_log_that_may_drop_lines_has_all_of_them_when_it_is_quick);
    TEST(entries_of_a_journal_have_their_fields_and_any_bytes);
    TEST(X13_entries_that_no_journal_takes_are_counted);
}
