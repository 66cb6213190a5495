/* Sends standard input to an engine that asked for it, without ever blocking on either side. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "contract.h"
#include "front.h"
#include "text.h"

#define FEED_BUFFER 32768

/* A message that is on its way. */
static struct {
    uint32_t start, end;
    bool last; /* it says that standard input has ended */
    _Alignas(4096) char bytes[8 + FEED_BUFFER];
} outgoing;

static void read_input(void) {
    ssize_t got = read(STDIN_FILENO, outgoing.bytes + 8, FEED_BUFFER);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    uint32_t header[2] = {got > 0 ? (uint32_t)got : 0, MSG_STDIN};
    memcpy(outgoing.bytes, header, sizeof header);
    outgoing.start = 0;
    outgoing.end = (uint32_t)sizeof header + header[0];
    outgoing.last = got <= 0; /* an empty message is the end */
}

static int write_output(struct front *front) {
    ssize_t sent = write(front->wire.out, outgoing.bytes + outgoing.start, outgoing.end - outgoing.start);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        outgoing.start = outgoing.end = 0;
        front->wants_stdin = false;
        return errno == EPIPE ? 0 : -errno; /* the engine may have said why before it closed */
    }
    if (sent > 0)
        outgoing.start += (uint32_t)sent;
    if (outgoing.last && outgoing.start == outgoing.end)
        front->wants_stdin = false;
    return 0;
}

int feed_until_answer(struct front *front) {
    int old = fcntl(front->wire.out, F_GETFL);
    if (old >= 0 && (old & O_NONBLOCK) == 0)
        fcntl(front->wire.out, F_SETFL, old | O_NONBLOCK);
    while (front->wants_stdin) {
        bool pending = outgoing.start < outgoing.end;
        struct pollfd events[3] = {
            {.fd = front->wire.in, .events = POLLIN},
            {.fd = pending ? -1 : STDIN_FILENO, .events = POLLIN},
            {.fd = pending ? front->wire.out : -1, .events = POLLOUT},
        };
        if (poll(events, 3, -1) < 0) {
            if (errno == EINTR)
                continue;
            return -errno;
        }
        int error = 0;
        if (events[0].revents != 0)
            return 0;
        if (events[1].revents != 0)
            read_input();
        if (events[2].revents != 0)
            error = write_output(front);
        if (error < 0)
            return error;
    }
    return 0;
}

void feed_finish(struct front *front) {
    write_all(front->wire.out, outgoing.bytes + outgoing.start, outgoing.end - outgoing.start);
    outgoing.start = outgoing.end = 0;
}
