/* The container's init: forwards signals to the program, reaps what is left over, ends with the program. */
#include "plan.h"

/* Reaps all that has ended; ends this process when the program has. */
static void reap(pid_t program) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        if (pid == program)
            _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static _Noreturn void watch(pid_t program, const sigset_t *all) {
    for (;;) {
        int number = sigwaitinfo(all, NULL);
        if (number == SIGCHLD)
            reap(program);
        else if (number > 0)
            kill(program, number);
    }
}

/* Ctrl-C shall reach the program once, not a second time by way of its init, so it gets its own process
 * group. */
static void lead_own_group(void) {
    setpgid(0, 0);
    pid_t self = getpid();
    control(STDIN_FILENO, 0x5410 /* TIOCSPGRP */, &self);
}

long init_fork(struct actor *actor) {
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &all, NULL); /* SIGTTOU too, which lead_own_group would stop at */
    if (getpid() != 1)
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (!actor->filtered)
        ops_settle(actor);
    pid_t program = fork();
    if (program != 0) {
        if (program < 0)
            return -errno;
        /* Nothing of the launch stays behind in a process that the container can see. */
        prctl(PR_SET_NAME, "jong-init");
        munmap(actor->plan, actor->plan->size);
        close_from(0, 0);
        watch(program, &all);
    }
    lead_own_group();
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (actor->attached)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    return 0;
}
