/* One binary, two roles: the front of a command, and the first process of a container. */
#include "front.h"
#include "plan.h"

static struct front front;

/* Whether the command may start a process among those of another container: between clone and exec such a
 * process still has the program of its launcher, and a neighbour with CAP_SYS_PTRACE could get hold of it. */
static bool joins_neighbours(int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "start") == 0 || strcmp(argv[i], "--pid") == 0 || text_begins(argv[i], "--pid="))
            return true;
    return false;
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[0], CHILD_NAME) == 0)
        return child_main(argv[1], argv[2]);
    if (joins_neighbours(argc, argv)) {
        long failed = sealed_become(argv);
        if (failed < 0)
            return fail((int)failed, "execute a sealed copy of", argv[0]);
    }
    front.argc = argc;
    front.argv = argv;
    front.uid = (uint32_t)geteuid();
    front.gid = (uint32_t)getegid();
    int error = request_streams(&front);
    if (error < 0)
        return fail(error, "open", "/dev/null");
    /* A broken pipe and a small file size limit are errors to report, not reasons to vanish. Nothing in this
     * program handles a signal, so that none interrupts a wait for a process or a lock. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGCHLD, SIG_DFL); /* where it is ignored, nobody can be waited for */
    return front_run(&front);
}
