#include "signals.h"

#include <errno.h>
#include <sys/signalfd.h>
#include <unistd.h>

int signals_open(sigset_t *old, bool stops) {
    static const int never[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGTTIN, SIGTTOU};
    sigset_t set;
    sigfillset(&set);
    for (unsigned i = 0; i < sizeof never / sizeof never[0]; i++)
        sigdelset(&set, never[i]);
    if (!stops) {
        sigdelset(&set, SIGTSTP);
        sigdelset(&set, SIGCONT);
    }
    if (sigprocmask(SIG_BLOCK, &set, old) < 0)
        return -errno;
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return fd < 0 ? -errno : fd;
}

int signals_next(int fd) {
    struct signalfd_siginfo info;
    return read(fd, &info, sizeof info) == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

void signals_close(int fd, const sigset_t *old) {
    while (fd >= 0 && signals_next(fd) != 0)
        continue;
    sigprocmask(SIG_SETMASK, old, NULL);
    if (fd >= 0)
        close(fd);
}

bool signals_forwarded(int number) {
    switch (number) {
    case SIGCHLD:
    case SIGPIPE:
    case SIGURG:
    case SIGWINCH:
    case SIGXFSZ:
    case SIGTSTP:
    case SIGCONT:
        return false;
    default:
        return true;
    }
}
