#include "log.h"

#include <sys/uio.h>

#include "text.h"

#define HEADER 40 /* 2026-01-01T00:00:00.000000000Z stdout F, and a blank */
#define KIND 38   /* where F or P stands in it */

/* Unfinished lines. Whole pages, so that they can be given back. */
static _Alignas(4096) char lines[2][LOG_LINE];

static void make_header(char header[HEADER], int stream) {
    char line[64]; /* what the compiler thinks that years could need */
    struct timespec now;
    struct tm time;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &time);
    text_format(line, sizeof line, "%04d-%02d-%02dT%02d:%02d:%02d.%09ldZ %s F ", time.tm_year + 1900,
                time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec, now.tv_nsec,
                stream == 1 ? "stderr" : "stdout");
    memcpy(header, line, HEADER);
}

static int open_file(struct log *log, int more) {
    struct stat status;
    log->fd = open(log->path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | more, 0600);
    log->size = log->fd >= 0 && fstat(log->fd, &status) == 0 ? (uint64_t)status.st_size : 0;
    return log->fd < 0 ? -errno : 0;
}

/* log becomes log.1, log.1 becomes log.2, and the oldest goes. */
static void rotate(struct log *log) {
    char from[1024], to[1024];
    close(log->fd);
    for (uint64_t number = log->files; number-- > 1;) {
        bool fits = text_format(to, sizeof to, "%s.%" PRIu64, log->path, number);
        if (number > 1)
            text_format(from, sizeof from, "%s.%" PRIu64, log->path, number - 1);
        if (fits)
            rename(number > 1 ? from : log->path, to);
    }
    open_file(log, O_TRUNC);
}

static void write_record(struct log *log, char header[HEADER], const char *text, size_t size, bool whole) {
    uint64_t total = HEADER + size + 1;
    if (log->fd < 0)
        return;
    if (log->limit > 0 && log->size > 0 && log->size + total > log->limit)
        rotate(log);
    header[KIND] = whole ? 'F' : 'P';
    struct iovec parts[] = {{header, HEADER}, {(void *)(uintptr_t)text, size}, {(char[]){'\n'}, 1}};
    long written = answer(writev(log->fd, parts, 3));
    if (written == (long)total)
        log->size += total;
    else if (ftruncate(log->fd, (off_t)log->size) < 0) /* a full disk: better no record than half of one */
        log->size += written > 0 ? (uint64_t)written : 0;
}

int log_open(struct log *log, const char *path, uint64_t limit, uint64_t files) {
    *log = (struct log){.fd = -1, .path = path, .limit = limit, .files = files};
    return path == NULL ? 0 : open_file(log, 0);
}

long log_read(struct log *log, int stream, int fd, const char **bytes) {
    uint32_t used = log->used[stream];
    *bytes = lines[stream] + used;
    long got = answer(read(fd, lines[stream] + used, LOG_LINE - used));
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
        write_record(log, header, text + at, size, true);
        at += (uint32_t)size + 1;
    }
    if (at < used && (end || (at == 0 && used == LOG_LINE))) {
        write_record(log, header, text + at, used - at, false);
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
