/* The terminal of a container, opened in the container's own devpts so that its name means something there.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "inroot.h"
#include "kernel.h"
#include "ops.h"
#include "report.h"

/* Puts the terminal at the console's path, as a mount that only this mount namespace sees. */
static long bind_console(int terminal, const char *path) {
    struct wanted wanted = {.file = true, .mode = 0600, .uid = UINT32_MAX, .gid = UINT32_MAX};
    long target = inroot_ensure(path, &wanted);
    if (target < 0)
        return target;
    long tree = answer(
        syscall(SYS_open_tree, terminal, "", KERNEL_AT_EMPTY_PATH | KERNEL_OPEN_TREE_CLONE | O_CLOEXEC));
    long result = tree;
    if (tree >= 0) {
        result = answer(syscall(SYS_move_mount, (int)tree, "", (int)target, "",
                                KERNEL_MOVE_FROM_EMPTY | KERNEL_MOVE_TO_EMPTY));
        close((int)tree);
    }
    close((int)target);
    return result;
}

static long open_terminal(int master, uint64_t columns, uint64_t rows) {
    int locked = 0;
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    long result = control(master, KERNEL_TIOCSPTLCK, &locked);
    if (result < 0)
        return result;
    if (columns > 0 && rows > 0)
        control(master, TIOCSWINSZ, &size);
    return answer(syscall(SYS_ioctl, master, KERNEL_TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
}

static long use_terminal(struct actor *actor, int master, int terminal, const char *console) {
    long result = console == NULL ? 0 : bind_console(terminal, console);
    if (result == 0)
        result = control(terminal, TIOCSCTTY, NULL);
    for (int fd = 0; result >= 0 && fd < 3; fd++)
        result = answer(dup2(terminal, fd));
    return result < 0 ? result : report_send(actor->report, REPORT_TERMINAL, 0, master);
}

long pty_open(struct actor *actor, uint64_t columns, uint64_t rows, const char *console) {
    struct stat status;
    if (!actor->child)
        return -EINVAL;
    long master = inroot_open("/dev/pts/ptmx", O_RDWR | O_NOCTTY);
    if (master < 0)
        return master;
    long result = -ENODEV; /* an image may bring a file of that name */
    if (fstat((int)master, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == makedev(5, 2))
        result = open_terminal((int)master, columns, rows);
    if (result >= 0) {
        int terminal = (int)result;
        result = use_terminal(actor, (int)master, terminal, console);
        close(terminal);
    }
    close((int)master);
    return result;
}
