#include "hub.h"

#include <sys/time.h>
#include <sys/uio.h>

#include "text.h"

#define PATIENCE 5 /* seconds for which a front that does not read may hold up the container */
#define DRAIN 200  /* ms: a terminal's last output comes a moment after the end, then EIO */

enum { OUTPUT, ERRORS, LISTENER, FRONTS };

void hub_begin(struct hub *hub, int front) {
    hub->sources[0] = hub->sources[1] = hub->input = hub->process = hub->listener = -1;
    memset(hub->fronts, 0xff, sizeof hub->fronts);
    hub->fronts[0] = front;
}

void hub_leave(struct hub *hub, int i) {
    close(hub->fronts[i]);
    hub->fronts[i] = -1;
}

void hub_tell(struct hub *hub, const struct note *note) {
    for (int i = 0; i < HUB_FRONTS; i++)
        if (note_send(hub->fronts[i], note, NULL, 0) < 0)
            hub_leave(hub, i); /* or it would wait for ever */
}

int hub_greet(struct hub *hub, int i, bool asked) {
    const struct timeval patience = {.tv_sec = PATIENCE};
    const int descriptors[NOTE_DESCRIPTORS] = {hub->process, hub->input};
    /* A terminal is for its size too. */
    bool gives = hub->input >= 0 && (asked || hub->input == hub->sources[0]);
    setsockopt(hub->fronts[i], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    long sent = note_send(hub->fronts[i], &(struct note){.tag = MSG_STARTED}, descriptors, gives ? 2 : 1);
    if (gives && hub->once) {
        close(hub->input);
        hub->input = -1;
    }
    return (int)sent;
}

static void welcome(struct hub *hub) {
    int fd = accept4(hub->listener, NULL, NULL, SOCK_CLOEXEC), i = 1;
    while (i < HUB_FRONTS && hub->fronts[i] >= 0)
        i++;
    if (fd < 0)
        hub->listener = -1; /* or it would be ready for ever */
    else if (i == HUB_FRONTS)
        close(fd);
    else
        hub->fronts[i] = fd;
}

/* A front asks for what it needs, or has ended. */
static void hear(struct hub *hub, int i) {
    char word;
    if (recv(hub->fronts[i], &word, 1, MSG_DONTWAIT) <= 0 || hub_greet(hub, i, word == NOTE_WITH_INPUT) < 0)
        hub_leave(hub, i);
}

int hub_expect(struct hub *hub, struct pollfd *events) {
    bool held = hub->process < 0;
    for (int i = 0; i < HUB_FRONTS; i++)
        events[FRONTS + i] = (struct pollfd){.fd = hub->fronts[i], .events = POLLOUT};
    poll(&events[FRONTS], HUB_FRONTS, 0);
    for (struct pollfd *front = &events[FRONTS]; front < &events[HUB_EVENTS]; front++) {
        /* Whoever has any room has some for more than one piece. Others hold up what the container says. */
        bool full = front->fd >= 0 && (front->revents & POLLOUT) == 0;
        held = held || full;
        front->events = (full ? POLLOUT : 0) | (hub->direct ? 0 : POLLIN);
        front->fd = full || !hub->direct ? front->fd : -1;
    }
    for (int i = 0; i < 2; i++)
        events[i] = (struct pollfd){.fd = held ? -1 : hub->sources[i], .events = POLLIN};
    events[LISTENER] = (struct pollfd){.fd = hub->process < 0 ? -1 : hub->listener, .events = POLLIN};
    return held ? PATIENCE * 1000 : hub->log.touched ? 1000 : -1;
}

/* Passes on what a stream says; false when it says nothing. */
static bool take(struct hub *hub, int stream) {
    const char *bytes;
    uint32_t tag = stream == 0 ? MSG_OUT : MSG_ERR;
    long got = log_read(&hub->log, stream, hub->sources[stream], &bytes);
    if (got == -EAGAIN)
        return false;
    if (got <= 0)
        hub->sources[stream] = -1;
    struct iovec parts[] = {{&tag, sizeof tag}, {(void *)(uintptr_t)bytes, got < 0 ? 0 : (size_t)got}};
    const struct msghdr piece = {.msg_iov = parts, .msg_iovlen = 2};
    for (int i = 0; got > 0 && !hub->direct && i < HUB_FRONTS; i++)
        if (hub->fronts[i] >= 0 && sendmsg(hub->fronts[i], &piece, MSG_NOSIGNAL) < 0)
            hub_leave(hub, i);
    if (got > 0 && hub->direct)
        write_all(stream + 1, bytes, (size_t)got);
    log_write(&hub->log, stream, got <= 0);
    return got > 0;
}

void hub_turn(struct hub *hub, const struct pollfd *events, bool quiet) {
    if (quiet)
        log_rest(&hub->log);
    for (int i = 0; i < 2; i++)
        if (events[i].revents != 0)
            take(hub, i);
    for (int i = 0; i < HUB_FRONTS; i++) {
        const struct pollfd *front = &events[FRONTS + i];
        /* The launching front may hold up the container for ever, as does a terminal of our own. */
        if (quiet && i > 0 && !hub->direct && (front->events & POLLOUT) != 0) {
            note_send(front->fd, &(struct note){.tag = NOTE_DROPPED}, NULL, 0);
            hub_leave(hub, i);
        } else if ((front->revents & POLLIN) != 0 && front->fd == hub->fronts[i])
            hear(hub, i);
    }
    if (events[LISTENER].revents != 0)
        welcome(hub);
}

void hub_drain(struct hub *hub) {
    for (int i = 0; i < 2; i++) {
        struct pollfd more = {.fd = hub->sources[i], .events = POLLIN};
        int patience = more.fd == hub->input ? DRAIN : 0;
        while (hub->sources[i] >= 0 && poll(&more, 1, patience) > 0 && take(hub, i))
            continue;
        log_write(&hub->log, i, true);
    }
    log_close(&hub->log);
}
