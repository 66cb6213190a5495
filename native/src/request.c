/* The first message of a front: the command line and where it was typed. */
#include <sys/ioctl.h>

#include "front.h"

#ifndef JONG_BUILD
#define JONG_BUILD "dev"
#endif

int request_streams(struct front *front) {
    for (int fd = 0; fd < 3; fd++) {
        struct winsize size;
        long got = control(fd, TIOCGWINSZ, &size);
        if (got == 0) {
            front->flags |= 1u << fd;
            front->columns = size.ws_col;
            front->rows = size.ws_row;
        } else if (got == -EBADF && fcntl(fd, F_GETFD) < 0) {
            /* The lowest free number is this one, as those below are open. */
            if (open("/dev/null", O_RDWR) < 0)
                return -errno;
        }
    }
    return 0;
}

static uint64_t list_size(char *const *list, uint32_t *count) {
    uint64_t size = 4;
    for (*count = 0; *list != NULL; list++, ++*count)
        size += 4 + strlen(*list);
    return size;
}

static int put_list(struct wire *wire, char *const *list, uint32_t count) {
    int error = wire_put(wire, &count, sizeof count);
    for (; error == 0 && *list != NULL; list++)
        error = wire_put_string(wire, *list);
    return error;
}

int request_send(struct front *front) {
    struct wire *wire = &front->wire;
    char here[4096];
    if (syscall(SYS_getcwd, here, sizeof here) < 0)
        here[0] = 0; /* removed, or out of reach: the engine says so where it matters */
    mode_t mask = umask(077);
    umask(mask);
    uint32_t flags = front->flags | (front->inside ? (uint32_t)REQUEST_USERNS : 0) |
                     (front->one_shot ? (uint32_t)REQUEST_ONE_SHOT : 0);
    uint32_t numbers[6] = {flags, front->uid, front->gid, (uint32_t)mask, front->columns, front->rows};
    char *const *arguments = front->argv + (front->argc > 0);
    uint32_t argument_count, environment_count;
    uint64_t size = 4 + strlen(JONG_BUILD) + sizeof numbers + 4 + strlen(front->program) + 4 + strlen(here);
    size += list_size(arguments, &argument_count);
    size += list_size(front->environment, &environment_count);
    if (size > MSG_LIMIT)
        return -E2BIG;
    wire_begin(wire, MSG_REQUEST, (uint32_t)size);
    int error = wire_put_string(wire, JONG_BUILD);
    error = error ? error : wire_put(wire, numbers, sizeof numbers);
    error = error ? error : wire_put_string(wire, front->program);
    error = error ? error : wire_put_string(wire, here);
    error = error ? error : put_list(wire, arguments, argument_count);
    error = error ? error : put_list(wire, front->environment, environment_count);
    int flushed = wire_flush(wire);
    return error ? error : flushed;
}
