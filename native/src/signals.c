#include "signals.h"

#include <sys/signalfd.h>

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
    close(fd);
}

void signals_reset(void) {
    /* By hand, as C libraries keep some numbers for themselves that a caller may have ignored all the same.
     * Zeros are SIG_DFL, no flags and no mask on every machine. */
    static const uint64_t standard[4];
    static const uint64_t none;
    for (int number = 1; number < 65; number++)
        syscall(SYS_rt_sigaction, number, standard, NULL, sizeof none);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none);
}

bool signals_forwarded(int number) {
    return number != SIGCHLD && number != SIGPIPE && number != SIGURG && number != SIGWINCH &&
           number != SIGXFSZ && number != SIGTSTP && number != SIGCONT;
}
