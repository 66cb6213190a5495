/* A container that gets hold of /proc/PID/exe of its launcher must find nothing worth writing to. */
#include "front.h"

#include <sys/sendfile.h>

/* Copies a file and seals the copy. */
static long copy(int from, int to) {
    struct stat status;
    if (fstat(from, &status) < 0)
        return -errno;
    for (int64_t left = status.st_size; left > 0;) {
        ssize_t sent = sendfile(to, from, NULL, (size_t)left);
        if (sent <= 0)
            return sent < 0 ? -errno : -EIO;
        left -= sent;
    }
    return answer(fcntl(to, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE));
}

bool sealed_path(char *path, size_t size) {
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    path[length > 0 ? length : 0] = 0;
    return text_begins(path, "/memfd:");
}

long sealed_become(char **argv) {
    static char path[4096];
    if (sealed_path(path, sizeof path))
        return 0;
    long program = sealed_copy();
    if (program < 0)
        return program;
    argv[0] = path;
    return answer(syscall(SYS_execveat, program, "", argv, environ, AT_EMPTY_PATH));
}

long sealed_memory(const char *name, unsigned kind) {
    unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    long fd = answer(syscall(SYS_memfd_create, name, flags | kind));
    if (fd == -EINVAL) /* before Linux 6.3 */
        fd = answer(syscall(SYS_memfd_create, name, flags));
    return fd;
}

long sealed_copy(void) {
    long to = sealed_memory("jong", KERNEL_MFD_EXEC);
    if (to < 0)
        return to;
    long from = answer(open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    long result = from < 0 ? from : copy((int)from, (int)to);
    close((int)from);
    if (result < 0)
        close((int)to);
    return result < 0 ? result : to;
}
