/* terminal PROGRAM ARGUMENTS...: runs a program on a pseudo-terminal of its own, as a terminal emulator does. Says the
 * name of the terminal and the program's pid on standard error first; then standard input goes to the program and what
 * it shows to standard output. Ends with the program's exit code, 128+n for a signal. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

static void pump(int from, int to, int *open) {
    char bytes[4096];
    ssize_t got = read(from, bytes, sizeof bytes);
    if (got <= 0)
        *open = 0;
    else if (write(to, bytes, (size_t)got) != got)
        _exit(2);
}

int main(int argc, char **argv) {
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    char name[64];
    int master, slave, status, alive = 1, talking = 1;
    if (argc < 2 || openpty(&master, &slave, name, NULL, &size) < 0)
        return 2;
    pid_t child = fork();
    if (child == 0) {
        /* Whoever runs the tests may have signals ignored or blocked, as under nohup. */
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        for (int number = 1; number < NSIG; number++)
            signal(number, SIG_DFL);
        close(master);
        login_tty(slave);
        execv(argv[1], argv + 1);
        _exit(127);
    }
    /* The test looks at the terminal after the program has left: the slave stays open. */
    fcntl(master, F_SETFD, FD_CLOEXEC);
    fprintf(stderr, "%s %d\n", name, (int)child);
    while (waitpid(child, &status, WNOHANG) == 0) {
        struct pollfd events[2] = {{.fd = alive ? master : -1, .events = POLLIN}, {.fd = talking ? 0 : -1, .events = POLLIN}};
        if (poll(events, 2, 20) < 0 && errno != EINTR)
            return 2;
        if (events[0].revents != 0)
            pump(master, 1, &alive);
        if (events[1].revents != 0)
            pump(0, master, &talking);
    }
    fcntl(master, F_SETFL, O_NONBLOCK);
    while (alive)
        pump(master, 1, &alive);
    /* Standard input's end says that the test has looked at everything. */
    fprintf(stderr, "ended %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    while (talking) {
        char rest[64];
        talking = read(0, rest, sizeof rest) > 0;
    }
    return 0;
}
