#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 20000 /* ms that a front gets */

char installation[64] = "/tmp/jong-check-XXXXXX";
struct outcome outcome;
static int passed, failed, skipped;
static bool well, left_out;
static const char *present;

void test(const char *name, void (*run)(void)) {
    const char *only = getenv("ONLY");
    if (only != NULL && strstr(name, only) == NULL)
        return;
    well = true;
    left_out = false;
    present = name;
    run();
    if (left_out)
        skipped++;
    else if (well)
        passed++;
    else
        failed++;
}

void expect(bool condition, const char *what, const char *file, int line) {
    if (condition)
        return;
    printf("FAILED %s\n  %s:%d: %s\n  code %d signal %d\n  out: %.2000s\n  err: %.2000s\n", present, file,
           line, what, outcome.code, outcome.signal, outcome.out, outcome.err);
    well = false;
}

void skip(const char *why) {
    printf("skipped %s: %s\n", present, why);
    left_out = true;
}

char *path(const char *name) {
    static char paths[8][512];
    static int next;
    char *to = paths[next++ % 8];
    snprintf(to, sizeof paths[0], "%s/%s", installation, name);
    return to;
}

char *folder(const char *name) {
    char command[600];
    char *made = path(name);
    snprintf(command, sizeof command, "rm -rf '%s'; mkdir -p '%s'", made, made);
    host(command);
    return made;
}

const char *contents(const char *file) {
    static char text[KEPT];
    int fd = open(file, O_RDONLY);
    ssize_t size = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[size < 0 ? 0 : size] = 0;
    return text;
}

void pause_ms(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

bool appears(const char *file) {
    struct stat status;
    for (int i = 0; i < 500; i++) {
        if (stat(file, &status) == 0 && status.st_size > 0)
            return true;
        pause_ms(10);
    }
    return false;
}

const char *host(const char *command) {
    static char text[KEPT];
    FILE *output = popen(command, "r");
    size_t size = output == NULL ? 0 : fread(text, 1, sizeof text - 1, output);
    if (output != NULL)
        pclose(output);
    text[size] = 0;
    return text;
}

struct session start(const char *const *args) {
    const char *argv[64] = {"jong"};
    int in[2], out[2], err[2];
    for (int i = 0; args[i] != NULL; i++)
        argv[i + 1] = args[i];
    if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0)
        abort();
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        dup2(in[0], 0);
        dup2(out[1], 1);
        dup2(err[1], 2);
        execv(path("bin/jong"), (char *const *)(unsigned long)argv);
        _exit(250);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    return (struct session){pid, in[1], out[0], err[0]};
}

static void take(int *fd, char *to, size_t *size, short events) {
    static char rest[65536];
    if (events == 0)
        return;
    bool room = *size < KEPT - 1;
    ssize_t got = read(*fd, room ? to + *size : rest, room ? KEPT - 1 - *size : sizeof rest);
    if (got > 0 && room)
        *size += (size_t)got;
    if (got <= 0) {
        close(*fd);
        *fd = -1;
    }
}

static void give(int *fd, const char *input, size_t size, size_t *given, short events) {
    if (*fd < 0 || (events == 0 && *given < size))
        return;
    ssize_t put = *given < size ? write(*fd, input + *given, size - *given < 4096 ? size - *given : 4096) : 0;
    if (put > 0)
        *given += (size_t)put;
    if (put < 0 || *given == size) {
        close(*fd);
        *fd = -1;
    }
}

void finish(struct session *session, const char *input, size_t size) {
    size_t given = 0;
    int status = 0;
    outcome.code = outcome.signal = 0;
    outcome.out_size = outcome.err_size = 0;
    outcome.out[0] = outcome.err[0] = 0;
    for (int waited = 0; (session->out >= 0 || session->err >= 0) && waited < PATIENCE;) {
        if (input != NULL)
            give(&session->in, input, size, &given, 0);
        struct pollfd events[3] = {{.fd = session->out, .events = POLLIN},
                                   {.fd = session->err, .events = POLLIN},
                                   {.fd = input == NULL ? -1 : session->in, .events = POLLOUT}};
        if (poll(events, 3, 100) == 0) {
            waited += 100;
            if (waited >= PATIENCE) {
                EXPECT(!"the front ended in time");
                kill(session->pid, SIGKILL);
            }
        }
        take(&session->out, outcome.out, &outcome.out_size, events[0].revents);
        take(&session->err, outcome.err, &outcome.err_size, events[1].revents);
        if (input != NULL)
            give(&session->in, input, size, &given, events[2].revents);
    }
    outcome.out[outcome.out_size] = outcome.err[outcome.err_size] = 0;
    waitpid(session->pid, &status, 0);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (session->in >= 0)
        close(session->in);
    session->in = -1;
}

void run_with(const char *input, const char *const *args) {
    struct session session = start(args);
    finish(&session, input, strlen(input));
}

pid_t engine_pid(void) {
    return (pid_t)atoi(host("cat \"$JONG_RUN\"/*/engine.pid 2>/dev/null"));
}

void stop_engine(void) {
    pid_t pid = engine_pid();
    if (pid > 1)
        kill(pid, SIGKILL);
    host("rm -f \"$JONG_RUN\"/*/engine.pid");
}

static void install(const char *build) {
    char command[4096];
    if (mkdtemp(installation) == NULL)
        abort();
    chmod(installation, 0755);
    snprintf(command, sizeof command,
             "cd %s && mkdir -p bin lib/runtime/bin files && cp %s/jong bin/jong && cp %s/test/engine "
             "lib/runtime/bin/java && "
             "touch lib/java.opts lib/worker.opts",
             installation, build, build);
    host(command);
    setenv("JONG_RUN", path("run"), 1);
    setenv("JONG_ROOT", path("store"), 1);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fputs("usage: check BUILD-FOLDER\n", stderr);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, 0);
    install(argv[1]);
    front_tests();
    plan_tests();
    inroot_tests();
    monitor_tests();
    log_tests();
    attach_tests();
    terminal_tests();
    hostile_tests();
    rootless_tests();
    stop_engine();
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", installation);
    host(command);
    printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
    return failed == 0 ? 0 : 1;
}
