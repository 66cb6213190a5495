#include "log.h"

#include <sys/uio.h>
#include <sys/un.h>

#include "text.h"

#define HEADER 40     /* 2026-01-01T00:00:00.000000000Z stdout F, and a blank */
#define STREAM 34     /* where o or e stands in it */
#define KIND 38       /* where F, P or D stands in it */
#define ATOMIC 4096   /* bytes that a pipe takes as a whole or not at all: PIPE_BUF */
#define PATIENCE 5000 /* ms for which a log that does not take any more may hold up the end */

/* Unfinished lines. Whole pages, so that they can be given back. */
static _Alignas(4096) char lines[2][LOG_LINE];

static void make_header(char header[HEADER], int stream) {
    char line[64]; /* what the compiler thinks that years could need */
    struct timespec now;
    struct tm time;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &time);
    size_t at = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &time);
    text_format(line + at, sizeof line - at, ".%09ldZ %s F ", now.tv_nsec, stream == 1 ? "stderr" : "stdout");
    memcpy(header, line, HEADER);
}

static void open_file(struct log *log, int more) {
    struct stat status;
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | more;
    log->fd = (int)answer(open(log->path, flags, 0600));
    log->size = log->fd >= 0 && fstat(log->fd, &status) == 0 ? (uint64_t)status.st_size : 0;
}

/* log becomes log.1, log.1 becomes log.2, and the oldest goes. */
static void rotate(struct log *log) {
    char from[1024], to[1024];
    close(log->fd);
    for (uint64_t number = log->plan->log_files; number-- > 1;) {
        bool fits = text_format(to, sizeof to, "%s.%" PRIu64, log->path, number);
        if (number > 1)
            text_format(from, sizeof from, "%s.%" PRIu64, log->path, number - 1);
        if (fits)
            rename(number > 1 ? from : log->path, to);
    }
    open_file(log, O_TRUNC);
}

/* An entry in the native protocol of systemd's journal: one datagram, fields that end with a newline, and the
 * size in front of a text that may hold anything. The socket is looked up each time: journals are restarted.
 */
static bool send_entry(const struct log *log, const char header[HEADER], const char *text, uint64_t size) {
    const struct plan *plan = log->plan;
    struct sockaddr_un journal = {.sun_family = AF_UNIX};
    char head[160], kind = header[KIND], priority = header[STREAM] == 'e' ? '3' : '6';
    text_format(journal.sun_path, sizeof journal.sun_path, "%s", log->path);
    text_format(head, sizeof head, "PRIORITY=%c\nSYSLOG_TIMESTAMP=%.30s\n%sMESSAGE\n",
                kind == 'D' ? '4' : priority, header, kind == 'P' ? "CONTAINER_PARTIAL_MESSAGE=true\n" : "");
    struct iovec parts[] = {{(void *)(uintptr_t)plan->log_fields, plan->log_fields_size},
                            {head, strlen(head)},
                            {&size, sizeof size},
                            {(void *)(uintptr_t)text, size},
                            {(char[]){'\n'}, 1}};
    const struct msghdr entry = {
        .msg_name = &journal, .msg_namelen = sizeof journal, .msg_iov = parts, .msg_iovlen = 5};
    return sendmsg(log->fd, &entry, MSG_NOSIGNAL) >= 0;
}

/* Writes a record; false when it could not be. */
static bool put(struct log *log, const char header[HEADER], const char *text, size_t size) {
    uint64_t total = HEADER + size + 1, limit = log->writer > 0 ? 0 : log->plan->log_limit;
    if (log->fd < 0)
        return true;
    if (log->writer == 0 && log->plan->log_fields != 0)
        return send_entry(log, header, text, size);
    if (limit > 0 && log->size > 0 && log->size + total > limit)
        rotate(log);
    struct iovec parts[] = {
        {(void *)(uintptr_t)header, HEADER}, {(void *)(uintptr_t)text, size}, {(char[]){'\n'}, 1}};
    long written = answer(writev(log->fd, parts, 3));
    if (written == (long)total)
        log->size += total;
    else if (ftruncate(log->fd, (off_t)log->size) < 0) /* a full disk: better no record than half of one */
        log->size += written > 0 ? (uint64_t)written : 0;
    return written == (long)total;
}

/* Says how many lines of a stream are missing, where they would be. */
static void admit(struct log *log, int stream) {
    char header[HEADER], note[96];
    make_header(header, stream);
    header[KIND] = 'D';
    text_format(note, sizeof note, "%" PRIu64 " lines are missing here: they could not be written in time",
                log->dropped[stream]);
    if (put(log, header, note, strlen(note)))
        log->dropped[stream] = 0;
}

/* Writes a record. When that cannot be, it is dropped with all that is left of its line. */
static void write_record(struct log *log, const char header[HEADER], const char *text, size_t size) {
    int stream = header[STREAM] == 'e';
    bool cut = log->cut[stream];
    if (log->dropped[stream] > 0 && !cut)
        admit(log, stream);
    bool lost = cut || log->dropped[stream] > 0 || !put(log, header, text, size);
    log->dropped[stream] += lost && !cut;
    log->cut[stream] = lost && header[KIND] == 'P';
}

/* The process that writes for a container that must not wait: takes whole records out of a pipe to its end,
 * which is that of the monitor. */
static _Noreturn void serve(struct log *log, int pipe) {
    char *text = lines[0];
    size_t used = 0;
    prctl(PR_SET_NAME, "jong-log");
    if (dup2(pipe, 0) < 0 || dup2(log->fd, 1) < 0 || close_from(3, 0) < 0)
        _exit(1);
    log->fd = 1;
    for (ssize_t got; (got = read(0, text + used, sizeof lines - used)) > 0;) {
        size_t at = 0;
        used += (size_t)got;
        for (char *end; (end = memchr(text + at, '\n', used - at)) != NULL; at = (size_t)(end - text) + 1)
            write_record(log, text + at, text + at + HEADER, (size_t)(end - text) - at - HEADER);
        memmove(text, text + at, used - at);
        used -= at;
    }
    _exit(0);
}

/* Puts a pipe of so many bytes, and a process that can wait, between this one and what it writes to. */
static int start_writer(struct log *log, int buffer) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0 || fcntl(ends[1], F_SETPIPE_SZ, buffer) < 0 ||
        fcntl(ends[1], F_SETFL, O_NONBLOCK) < 0 || (log->writer = fork()) < 0)
        return -errno;
    if (log->writer == 0)
        serve(log, ends[0]);
    close(ends[0]);
    close(log->fd);
    log->fd = ends[1];
    log->longest = ATOMIC - HEADER - 1;
    return 0;
}

int log_open(struct log *log, const struct plan *plan) {
    *log = (struct log){.fd = -1, .plan = plan, .longest = LOG_LINE};
    if ((plan->flags & PLAN_LOG) == 0)
        return 0;
    log->path = plan_string(plan, plan->log_path);
    if (plan->log_fields != 0)
        log->fd = (int)answer(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    else
        open_file(log, 0);
    return log->fd < 0 || plan->log_buffer == 0 ? log->fd : start_writer(log, (int)plan->log_buffer);
}

long log_read(struct log *log, int stream, int fd, const char **bytes) {
    uint32_t used = log->used[stream];
    *bytes = lines[stream] + used;
    long got = answer(read(fd, lines[stream] + used, log->longest - used));
    if (got > 0)
        log->used[stream] += (uint32_t)got;
    log->touched = log->touched || log->used[stream] > 4096;
    return got;
}

void log_write(struct log *log, int stream, bool end) {
    char header[HEADER];
    char *text = lines[stream];
    uint32_t at = 0, used = log->used[stream];
    make_header(header, stream);
    for (const char *newline; at < used && (newline = memchr(text + at, '\n', used - at)) != NULL;) {
        size_t size = (size_t)(newline - (text + at));
        write_record(log, header, text + at, size);
        at += (uint32_t)size + 1;
    }
    if (at < used && (end || (at == 0 && used == log->longest))) {
        header[KIND] = 'P';
        write_record(log, header, text + at, used - at);
        at = used;
    }
    memmove(text, text + at, used - at);
    log->used[stream] = used - at;
}

void log_rest(struct log *log) {
    for (int stream = 0; log->touched && stream < 2; stream++)
        if (log->used[stream] <= 4096)
            madvise(lines[stream] + 4096, LOG_LINE - 4096, MADV_DONTNEED);
    log->touched = false;
}

void log_close(struct log *log) {
    struct pollfd room = {.fd = log->fd, .events = POLLOUT};
    for (int stream = 0; stream < 2; stream++)
        if (log->dropped[stream] > 0 && poll(&room, 1, PATIENCE) > 0)
            admit(log, stream);
    if (log->writer <= 0)
        return;
    close(log->fd);
    struct pollfd end = {.fd = (int)syscall(SYS_pidfd_open, log->writer, 0), .events = POLLIN};
    poll(&end, 1, PATIENCE);
    close(end.fd);
    waitpid(log->writer, NULL, WNOHANG);
}
