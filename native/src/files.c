#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "kernel.h"
#include "text.h"

static long read_small(int folder, const char *name, char *to, size_t size) {
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    long got = answer(read(fd, to, size - 1));
    close(fd);
    to[got < 0 ? 0 : got] = 0;
    return got;
}

long files_start_time(int proc, pid_t pid, uint64_t *start) {
    char name[TEXT_NUMBER + 16], number[TEXT_NUMBER], line[1024];
    const char *root = proc == AT_FDCWD ? "/proc/" : "";
    if (!text_join(name, sizeof name, root, text_number(number, (uint64_t)pid), "/stat", PARTS))
        return -ENAMETOOLONG;
    long got = read_small(proc, name, line, sizeof line);
    if (got < 0)
        return got == -ENOENT ? -ESRCH : got;
    /* The name of the program may hold anything: fields are counted from its closing bracket. */
    const char *at = strrchr(line, ')');
    for (int field = 2; at != NULL && field < 22; field++)
        at = strchr(at + 1, ' ');
    if (at == NULL)
        return -EIO;
    at++;
    return text_parse(&at, start) ? 0 : -EIO;
}

/* A new file; what is in its way is a mistake. */
static long make_file(const char *path, const char *text, bool durable) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    long result = write_all(fd, text, strlen(text));
    if (result == 0 && durable)
        result = answer(fsync(fd));
    close(fd);
    if (result < 0)
        unlink(path);
    return result;
}

/* Puts a file in place at once, and waits for the disk. */
static long put_file(const char *path, const char *text) {
    char fresh[4096];
    if (!text_join(fresh, sizeof fresh, path, ".new", PARTS))
        return -ENAMETOOLONG;
    unlink(fresh);
    long result = make_file(fresh, text, true);
    if (result < 0)
        return result;
    if (rename(fresh, path) < 0) {
        result = -errno;
        unlink(fresh);
        return result;
    }
    char *slash = strrchr(fresh, '/');
    if (slash == NULL)
        return 0;
    slash[slash == fresh ? 1 : 0] = 0;
    int folder = open(fresh, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return -errno;
    result = answer(fsync(folder));
    close(folder);
    return result;
}

long files_write_pid(int proc, const char *path, pid_t pid) {
    char text[2 * TEXT_NUMBER], first[TEXT_NUMBER], second[TEXT_NUMBER];
    uint64_t start;
    long result = files_start_time(proc, pid, &start);
    if (result < 0)
        return result;
    text_join(text, sizeof text, text_number(first, (uint64_t)pid), " ", text_number(second, start), "\n",
              PARTS);
    unlink(path); /* that of an earlier process, whose end nobody saw */
    return make_file(path, text, false);
}

long files_write_exit(const char *path, uint32_t code, uint32_t signal, bool oom) {
    char text[128], first[TEXT_NUMBER], second[TEXT_NUMBER], third[TEXT_NUMBER], fraction[TEXT_NUMBER];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    /* A leading 1 keeps the zeros of the fraction; it is skipped when the text is joined. */
    const char *nanoseconds = text_number(fraction, 1000000000u + (uint64_t)now.tv_nsec) + 1;
    text_join(text, sizeof text, text_number(first, code), " ", text_number(second, signal),
              oom ? " 1 " : " 0 ", text_number(third, (uint64_t)now.tv_sec), ".", nanoseconds, "\n", PARTS);
    return put_file(path, text);
}

bool files_out_of_memory(int folder) {
    char text[1024];
    if (folder < 0)
        return false;
    /* Version 2 of control groups, else version 1. */
    if (read_small(folder, "memory.events", text, sizeof text) < 0 &&
        read_small(folder, "memory.oom_control", text, sizeof text) < 0)
        return false;
    const char *at = strstr(text, "oom_kill ");
    if (at == NULL)
        return false;
    at += strlen("oom_kill ");
    uint64_t count;
    return text_parse(&at, &count) && count > 0;
}
