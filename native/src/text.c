#include "text.h"

bool text_format(char *to, size_t size, const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    int length = vsnprintf(to, size, format, rest);
    va_end(rest);
    return length >= 0 && (size_t)length < size;
}

bool text_parse(const char **from, uint64_t *value) {
    char *end;
    if (**from < '0' || **from > '9') /* strtoull takes blanks and signs too */
        return false;
    errno = 0;
    *value = strtoull(*from, &end, 10);
    *from = end;
    return errno == 0;
}

bool text_number(const char *text, uint64_t *value) {
    return text_parse(&text, value) && *text == 0;
}

bool text_begins(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

void say(const char *format, ...) {
    char line[1024] = "jong: ";
    va_list rest;
    va_start(rest, format);
    vsnprintf(line + 6, sizeof line - 7, format, rest);
    va_end(rest);
    size_t length = strlen(line);
    line[length] = '\n';
    write_all(STDERR_FILENO, line, length + 1);
}

int fail(int error, const char *what, const char *object) {
    const char *reason = strerror(error < 0 ? -error : error);
    if (object == NULL)
        say("cannot %s: %s", what, reason);
    else
        say("cannot %s \"%s\": %s", what, object, reason);
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
