#include "files.h"

#include "text.h"

long files_read(int folder, const char *name, char *to, size_t size) {
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    long got = fd < 0 ? -errno : answer(read(fd, to, size - 1));
    close(fd);
    to[got < 0 ? 0 : got] = 0;
    return got;
}

int files_write(int folder, const char *name, const char *text) {
    int fd = openat(folder, name, O_WRONLY | O_CLOEXEC);
    int result = fd < 0 ? -errno : write_all(fd, text, strlen(text));
    close(fd);
    return result;
}

long files_start_time(int proc, pid_t pid, uint64_t *start) {
    char name[TEXT_NUMBER + 16], line[1024];
    text_format(name, sizeof name, "%s%d/stat", proc == AT_FDCWD ? "/proc/" : "", pid);
    long got = files_read(proc, name, line, sizeof line);
    if (got < 0)
        return got == -ENOENT ? -ESRCH : got;
    /* The name of the program may hold anything: fields are counted from its closing bracket. */
    const char *at = strrchr(line, ')');
    for (int field = 2; at != NULL && field < 22; field++)
        at = strchr(at + 1, ' ');
    return at != NULL && text_parse(&(const char *){at + 1}, start) ? 0 : -EIO;
}

/* Puts a new file in the place of another one, at once. */
static long put_file(const char *path, const char *text, bool durable) {
    char fresh[4096];
    if (!text_format(fresh, sizeof fresh, "%s.new", path))
        return -ENAMETOOLONG;
    unlink(fresh);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    long result = write_all(fd, text, strlen(text));
    if (result == 0 && durable)
        result = answer(fsync(fd));
    close(fd);
    if (result == 0)
        result = answer(rename(fresh, path));
    if (result < 0)
        unlink(fresh);
    return result;
}

long files_write_pid(int proc, const char *path, pid_t pid) {
    char text[2 * TEXT_NUMBER];
    uint64_t start;
    long result = files_start_time(proc, pid, &start);
    if (result < 0)
        return result;
    text_format(text, sizeof text, "%d %" PRIu64 "\n", pid, start);
    return put_file(path, text, false); /* also over that of a process whose end nobody saw */
}

long files_write_exit(const char *path, uint32_t code, uint32_t signal) {
    char text[128];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    text_format(text, sizeof text, "%u %u 0 %lld.%09ld\n", code, signal, (long long)now.tv_sec, now.tv_nsec);
    return put_file(path, text, true);
}
