#include "text.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static bool join(char *to, size_t size, const char *part, va_list rest) {
    size_t used = 0;
    for (; part != NULL; part = va_arg(rest, const char *)) {
        size_t length = strlen(part);
        if (length >= size - used)
            return false;
        memcpy(to + used, part, length);
        used += length;
    }
    to[used] = 0;
    return true;
}

bool text_join(char *to, size_t size, const char *part, ...) {
    va_list rest;
    va_start(rest, part);
    bool fits = size > 0 && join(to, size, part, rest);
    va_end(rest);
    return fits;
}

const char *text_number(char to[TEXT_NUMBER], uint64_t value) {
    char *at = to + TEXT_NUMBER - 1;
    *at = 0;
    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return at;
}

bool text_parse(const char **from, uint64_t *value) {
    const char *at = *from;
    uint64_t result = 0;
    while (*at >= '0' && *at <= '9') {
        uint64_t digit = (uint64_t)(*at - '0');
        if (result > (UINT64_MAX - digit) / 10)
            return false;
        result = result * 10 + digit;
        at++;
    }
    if (at == *from)
        return false;
    *from = at;
    *value = result;
    return true;
}

const char *text_environment(char *const *environment, const char *name) {
    size_t length = strlen(name);
    for (; *environment != NULL; environment++)
        if (strncmp(*environment, name, length) == 0 && (*environment)[length] == '=')
            return *environment + length + 1;
    return NULL;
}

bool text_begins(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

void say(const char *part, ...) {
    char line[1024];
    va_list rest;
    va_start(rest, part);
    memcpy(line, "jong: ", 6);
    if (!join(line + 6, sizeof line - 7, part, rest))
        memcpy(line + 6, "a message was too long", 23);
    va_end(rest);
    size_t length = strlen(line);
    line[length] = '\n';
    write_all(STDERR_FILENO, line, length + 1);
}

int fail(int error, const char *what, const char *object) {
    const char *reason = strerror(error < 0 ? -error : error);
    if (object == NULL)
        say("cannot ", what, ": ", reason, PARTS);
    else
        say("cannot ", what, " \"", object, "\": ", reason, PARTS);
    return 125;
}

int write_all(int fd, const void *bytes, size_t size) {
    const char *at = bytes;
    while (size > 0) {
        ssize_t written = write(fd, at, size);
        if (written >= 0) {
            at += written;
            size -= (size_t)written;
        } else if (errno == EAGAIN) {
            struct pollfd ready = {.fd = fd, .events = POLLOUT};
            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return -errno;
        }
    }
    return 0;
}
