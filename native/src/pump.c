#include "pump.h"

#include "text.h"

void pump_start(struct pump *pump, int from, int to) {
    pump->from = from;
    pump->to = to;
    pump->start = pump->end = 0;
}

static void finish(struct pump *pump) {
    pump->from = -1;
    if (pump->closes && pump->to >= 0 && pump->start == pump->end) {
        close(pump->to);
        pump->to = -1;
    }
}

void pump_expect(const struct pump *pump, struct pollfd events[2]) {
    bool pending = pump->start < pump->end;
    events[0] = (struct pollfd){.fd = pending ? -1 : pump->from, .events = POLLIN};
    events[1] = (struct pollfd){.fd = pending ? pump->to : -1, .events = POLLOUT};
}

/* Reads what is there. */
static void take(struct pump *pump) {
    uint32_t header = pump->tag != 0 ? PUMP_HEADER : 0;
    long got = answer(read(pump->from, pump->bytes + header, PUMP_BUFFER));
    if (got == -EAGAIN || got == -EINTR)
        return;
    const uint32_t message[2] = {got > 0 ? (uint32_t)got : 0, pump->tag};
    memcpy(pump->bytes, message, header);
    pump->start = 0;
    pump->end = pump->to < 0 ? 0 : message[0] + header;
    if (got <= 0)
        finish(pump);
}

static void give(struct pump *pump) {
    ssize_t put = write(pump->to, pump->bytes + pump->start, pump->end - pump->start);
    if (put < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (put < 0) {
        if (pump->closes) { /* nobody reads it: stop reading the source, it may be the user's terminal */
            close(pump->to);
            pump->from = -1;
        }
        pump->to = -1;
        pump->start = pump->end;
        return;
    }
    pump->start += (uint32_t)put;
    if (pump->from < 0)
        finish(pump);
}

void pump_turn(struct pump *pump, const struct pollfd events[2]) {
    if (events[0].fd >= 0 && events[0].revents != 0)
        take(pump);
    if (events[1].fd >= 0 && events[1].revents != 0)
        give(pump);
}
