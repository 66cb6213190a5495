/* The first message of a front: the command line and where it was typed. */
#include <sys/ioctl.h>

#include "front.h"

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

/* Appends to a message, or only counts where there is none yet; its size. */
static uint64_t put(char **to, const void *bytes, size_t size) {
    if (*to != NULL)
        *to = (char *)memcpy(*to, bytes, size) + size;
    return size;
}

static uint64_t put_string(char **to, const char *text) {
    uint32_t length = (uint32_t)strlen(text);
    uint64_t size = put(to, &length, sizeof length);
    return size + put(to, text, length);
}

static uint64_t put_list(char **to, char *const *list) {
    uint32_t count = 0;
    while (list[count] != NULL)
        count++;
    uint64_t size = put(to, &count, sizeof count);
    for (; *list != NULL; list++)
        size += put_string(to, *list);
    return size;
}

static uint64_t put_all(char **to, const struct front *front, const char *here, uint32_t mask) {
    uint32_t flags = front->flags | (front->inside ? (uint32_t)REQUEST_USERNS : 0) |
                     (front->one_shot ? (uint32_t)REQUEST_ONE_SHOT : 0);
    uint32_t numbers[6] = {flags, front->uid, front->gid, mask, front->columns, front->rows};
    uint64_t size = put_string(to, JONG_BUILD);
    size += put(to, numbers, sizeof numbers);
    size += put_string(to, front->program);
    size += put_string(to, here);
    size += put_list(to, front->argv + (front->argc > 0));
    return size + put_list(to, environ);
}

int request_send(struct front *front) {
    char here[4096], *at = NULL;
    if (syscall(SYS_getcwd, here, sizeof here) < 0)
        here[0] = 0; /* removed, or out of reach: the engine says so where it matters */
    mode_t mask = umask(077);
    umask(mask);
    uint64_t size = put_all(&at, front, here, mask);
    uint32_t header[2] = {(uint32_t)size, MSG_REQUEST};
    if (size > MSG_LIMIT)
        return -E2BIG;
    size += sizeof header;
    char *message = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (message == MAP_FAILED)
        return -errno;
    at = message;
    put(&at, header, sizeof header);
    put_all(&at, front, here, mask);
    int error = write_all(front->wire.out, message, size);
    munmap(message, size);
    return error;
}
