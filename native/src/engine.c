/* Reaching an engine: connect to the one that runs, or start one under a lock. */
#include <sys/file.h>
#include <sys/un.h>

#include "front.h"

#define SOCKET "/engine.sock"
#define LOG_KEPT (1 << 20) /* an older log becomes engine.log.1 when it is larger, bytes */
#define LOG_SHOWN 2000     /* bytes of the log that are shown when an engine dies */

/* The address of the engine's socket. A path that is too long is reached through a descriptor of its folder,
 * which comes back and is to be closed; -1 when there is none, or a negative errno. */
static int address_of(const struct front *front, struct sockaddr_un *address) {
    address->sun_family = AF_UNIX;
    if (text_format(address->sun_path, sizeof address->sun_path, "%s" SOCKET, front->run))
        return -1;
    int folder = open(front->run, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return errno == EPERM ? -EACCES : -errno;
    text_format(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d" SOCKET, folder);
    return folder;
}

/* Binds the socket of an engine to be, instead of the one of an engine that is gone. The engine itself
 * listens, as the kernel tells every front that connects which process that was, and this one may be gone by
 * then. */
static int bind_socket(int fd, const struct sockaddr_un *address) {
    unlink(address->sun_path);
    mode_t old = umask(077);
    int error = (int)answer(bind(fd, (const struct sockaddr *)address, sizeof *address));
    umask(old);
    return error;
}

/* A socket that is connected to the engine, or one for a new engine to listen on; or a negative errno. */
static int open_socket(const struct front *front, bool listening) {
    struct sockaddr_un address;
    int folder = address_of(front, &address);
    if (folder < -1)
        return folder;
    int fd = (int)answer(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    int error = fd;
    if (fd >= 0)
        error = listening ? bind_socket(fd, &address)
                          : (int)answer(connect(fd, (struct sockaddr *)&address, sizeof address));
    if (error < 0)
        close(fd);
    close(folder);
    return error < 0 ? error : fd;
}

static int open_log(struct front *front) {
    const char *path = front_keep(front, "%s/engine.log", front->run);
    struct stat status;
    if (stat(path, &status) == 0 && status.st_size > LOG_KEPT)
        rename(path, front_keep(front, "%s.1", path));
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    front->log_start = fstat(fd, &status) == 0 ? status.st_size : 0;
    return fd;
}

/* Forks twice: an engine is nobody's child, so that it leaves no zombie and dies with no session. */
static int fork_engine(struct front *front, int streams[JVM_STREAMS]) {
    pid_t middle = fork();
    if (middle < 0)
        return -errno;
    if (middle == 0) {
        setsid();
        if (fork() == 0)
            jvm_become(front, streams);
        _exit(0);
    }
    return waitpid(middle, NULL, 0) < 0 ? -errno : 0;
}

/* Starts an engine on `listener` (or /dev/null) and puts the pipes to it into the wire; 0 or a negative
 * errno. */
static int spawn(struct front *front, int listener) {
    int requests[2], answers[2];
    int log = open_log(front);
    if (log < 0)
        return log;
    if (pipe2(requests, O_CLOEXEC) < 0 || pipe2(answers, O_CLOEXEC) < 0)
        return -errno;
    int streams[JVM_STREAMS] = {listener, log, log, requests[0], answers[1]};
    int error = fork_engine(front, streams);
    close(log);
    close(requests[0]);
    close(answers[1]);
    front->wire.in = answers[0];
    front->wire.out = requests[1];
    front->started = true;
    return error;
}

static int use_socket(struct front *front, int fd) {
    front->wire.in = front->wire.out = fd;
    front->started = false;
    return 0;
}

uint64_t engine_socket(const struct front *front) {
    char path[4096];
    struct stat status;
    if (front->one_shot || !text_format(path, sizeof path, "%s" SOCKET, front->run) ||
        lstat(path, &status) < 0)
        return 0;
    return status.st_ino;
}

/* With the lock held: another front may have been quicker, else the engine is ours to start. */
static int connect_or_start(struct front *front) {
    /* The socket in place may belong to the engine that refused us. */
    if (!front->one_shot && (front->refused == 0 || engine_socket(front) != front->refused)) {
        int fd = open_socket(front, false);
        if (fd >= 0)
            return use_socket(front, fd);
    }
    userns_enter(front);
    int listener =
        front->one_shot ? (int)answer(open("/dev/null", O_RDONLY | O_CLOEXEC)) : open_socket(front, true);
    if (listener < 0)
        return fail(listener, "listen in", front->run);
    int error = spawn(front, listener);
    close(listener); /* else others could connect to an engine that is gone */
    return error < 0 ? fail(error, "start an engine in", front->run) : 0;
}

static int start_under_lock(struct front *front) {
    int failed = paths_make(front);
    if (failed != 0)
        return failed;
    const char *path = front_keep(front, "%s/start.lock", front->run);
    int lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (lock < 0)
        return fail(errno, "open", path);
    if (flock(lock, LOCK_EX) < 0)
        return fail(errno, "lock", path);
    failed = connect_or_start(front);
    /* An engine that was just forked holds the same lock until it listens: nobody sees a socket without. */
    close(lock);
    return failed;
}

/* Whether the command is `engine stop`, which no engine has to be started for. */
static bool is_stop(int argc, char **argv) {
    return (argc == 3 || (argc > 3 && argc < 6 && text_begins(argv[1], "--root"))) &&
           strcmp(argv[argc - 2], "engine") == 0 && strcmp(argv[argc - 1], "stop") == 0;
}

int engine_reach(struct front *front) {
    bool stop = is_stop(front->argc, front->argv);
    if (front->one_shot && !stop)
        return start_under_lock(front);
    int failed = paths_check(front);
    if (failed > 0)
        return failed;
    if (failed == 0 && front->refused == 0) {
        int fd = open_socket(front, false);
        if (fd >= 0)
            return use_socket(front, fd);
        if (fd != -ENOENT && fd != -ECONNREFUSED)
            return fail(fd, "connect to the engine in", front->run);
    }
    if (stop) {
        say("no engine runs");
        _exit(0);
    }
    return start_under_lock(front);
}

void engine_show_log(struct front *front) {
    char shown[LOG_SHOWN];
    const char *path = front_keep(front, "%s/engine.log", front->run);
    say("its log is \"%s\"", path);
    int fd = front->started ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
    struct stat status;
    if (fd < 0 || fstat(fd, &status) < 0)
        return;
    int64_t from = status.st_size - LOG_SHOWN;
    ssize_t size = pread(fd, shown, sizeof shown, from > front->log_start ? from : front->log_start);
    if (size > 0)
        write_all(STDERR_FILENO, shown, (size_t)size);
    close(fd);
}
