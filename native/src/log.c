#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "kernel.h"
#include "text.h"

#define HEADER 40  /* 2026-01-01T00:00:00.000000000Z stdout F, and a blank */
#define RECORDS 24 /* written with one call */

/* Unfinished lines. Whole pages, so that they can be given back. */
static _Alignas(4096) char lines[2][LOG_LINE];

struct batch {
    struct log *log;
    struct iovec parts[3 * RECORDS];
    int count;
    uint64_t size;
    char whole[HEADER], part[HEADER];
};

static void digits(char *to, int count, uint64_t value) {
    for (int i = count - 1; i >= 0; i--) {
        to[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* Days since 1970-01-01 as a date of the Gregorian calendar; years are counted from March, so that the leap
 * day is the last of them. */
static void put_date(char *to, uint64_t days) {
    uint64_t shifted = days + 719468; /* from 0000-03-01 */
    uint64_t era = shifted / 146097, day = shifted % 146097;
    uint64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    uint64_t of_year = day - (365 * year + year / 4 - year / 100);
    uint64_t month = (5 * of_year + 2) / 153;
    digits(to + 8, 2, of_year - (153 * month + 2) / 5 + 1);
    month = month < 10 ? month + 3 : month - 9;
    digits(to + 5, 2, month);
    digits(to, 4, year + era * 400 + (month <= 2 ? 1 : 0));
}

static void make_headers(struct batch *batch, int stream) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t seconds = (uint64_t)now.tv_sec;
    char *to = batch->whole;
    memcpy(to, "0000-00-00T00:00:00.000000000Z stdout F ", HEADER);
    put_date(to, seconds / 86400);
    digits(to + 11, 2, seconds / 3600 % 24);
    digits(to + 14, 2, seconds / 60 % 60);
    digits(to + 17, 2, seconds % 60);
    digits(to + 20, 9, (uint64_t)now.tv_nsec);
    if (stream == 1)
        memcpy(to + 31, "stderr", 6);
    memcpy(batch->part, to, HEADER);
    batch->part[38] = 'P';
}

static int open_file(struct log *log, int more) {
    struct stat status;
    log->fd = open(log->path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | more, 0600);
    log->size = log->fd >= 0 && fstat(log->fd, &status) == 0 ? (uint64_t)status.st_size : 0;
    return log->fd < 0 ? -errno : 0;
}

static bool name_of(char *to, size_t size, const struct log *log, uint64_t number) {
    char digits_of[TEXT_NUMBER];
    if (number == 0)
        return text_join(to, size, log->path, PARTS);
    return text_join(to, size, log->path, ".", text_number(digits_of, number), PARTS);
}

/* log becomes log.1, log.1 becomes log.2, and the oldest goes. */
static void rotate(struct log *log) {
    char from[1024], to[1024];
    close(log->fd);
    for (uint64_t number = log->files > 1 ? log->files - 1 : 0; number > 0; number--)
        if (name_of(from, sizeof from, log, number - 1) && name_of(to, sizeof to, log, number))
            rename(from, to);
    open_file(log, O_TRUNC);
}

static void write_batch(struct batch *batch) {
    struct log *log = batch->log;
    if (batch->count == 0)
        return;
    long written = answer(writev(log->fd, batch->parts, batch->count));
    if (written == (long)batch->size)
        log->size += batch->size;
    else if (ftruncate(log->fd, (off_t)log->size) < 0) /* a full disk: better no record than half of one */
        log->size += written > 0 ? (uint64_t)written : 0;
    batch->count = 0;
    batch->size = 0;
}

static void add_record(struct batch *batch, const char *text, size_t size, bool whole) {
    struct log *log = batch->log;
    uint64_t total = HEADER + size + 1;
    if (log->fd < 0)
        return;
    if (log->limit > 0 && log->size + batch->size + total > log->limit) {
        write_batch(batch);
        if (log->size > 0)
            rotate(log);
    }
    struct iovec *parts = &batch->parts[batch->count];
    parts[0] = (struct iovec){whole ? batch->whole : batch->part, HEADER};
    parts[1] = (struct iovec){(void *)(uintptr_t)text, size};
    parts[2] = (struct iovec){(void *)(uintptr_t) "\n", 1};
    batch->count += 3;
    batch->size += total;
    if (batch->count == 3 * RECORDS)
        write_batch(batch);
}

/* Writes all whole lines of a stream's buffer, and the rest too when it is full; keeps what is unfinished. */
static void write_lines(struct log *log, int stream, bool end) {
    struct batch batch = {.log = log};
    char *text = lines[stream];
    uint32_t at = 0, used = log->used[stream];
    make_headers(&batch, stream);
    for (const char *newline; at < used && (newline = memchr(text + at, '\n', used - at)) != NULL;) {
        size_t size = (size_t)(newline - (text + at));
        add_record(&batch, text + at, size, true);
        at += (uint32_t)size + 1;
    }
    if (at < used && (end || (at == 0 && used == LOG_LINE))) {
        add_record(&batch, text + at, used - at, false);
        at = used;
    }
    write_batch(&batch);
    memmove(text, text + at, used - at);
    log->used[stream] = used - at;
}

int log_open(struct log *log, const char *path, uint64_t limit, uint64_t files) {
    *log = (struct log){.fd = -1, .path = path, .limit = limit, .files = files};
    return path == NULL ? 0 : open_file(log, 0);
}

long log_take(struct log *log, int stream, int fd) {
    uint32_t used = log->used[stream];
    long got = answer(read(fd, lines[stream] + used, LOG_LINE - used));
    if (got <= 0)
        return got;
    log->used[stream] = used + (uint32_t)got;
    log->touched = log->touched || log->used[stream] > 4096;
    write_lines(log, stream, false);
    return got;
}

void log_flush(struct log *log, int stream) {
    if (log->used[stream] > 0)
        write_lines(log, stream, true);
}

void log_rest(struct log *log) {
    for (int stream = 0; log->touched && stream < 2; stream++)
        if (log->used[stream] <= 4096)
            madvise(lines[stream] + 4096, LOG_LINE - 4096, MADV_DONTNEED);
    log->touched = false;
}
