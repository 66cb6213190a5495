/* The conversation with the engine: connect or start, retry, and the loop over its messages. */
#include "launch.h"

#define SHARED_ATTEMPTS 9    /* with engines for everybody, before one of our own */
#define LONGEST 4096         /* bytes of a string that is kept: a path, or an argument that holds one */
#define EXIT_BROKEN_PIPE 141 /* 128 + SIGPIPE */
#define FOR_WORKER -2        /* no exit code: the engine wants another to carry the command out */

const char *front_keep(struct front *front, const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    char *kept = front->space + front->used;
    size_t room = sizeof front->space - front->used;
    int length = vsnprintf(kept, room < LONGEST ? room : LONGEST, format, rest);
    va_end(rest);
    if (length < 0 || (size_t)length >= room || length >= LONGEST)
        _exit(fail(ENAMETOOLONG, "use the folder", kept));
    front->used += (size_t)length + 1;
    return kept;
}

/* Copies the payload to a standard stream; 0, or the exit code with which to leave. */
static int show(struct front *front, int fd) {
    const char *piece;
    long size;
    int error = 0;
    while ((size = wire_piece(&front->wire, &piece, MSG_LIMIT)) > 0)
        if (error == 0)
            error = write_all(fd, piece, (size_t)size);
    if (error == 0 || fd == STDERR_FILENO || front->ended)
        return 0;
    return error == -EPIPE ? EXIT_BROKEN_PIPE : fail(error, "write standard output", NULL);
}

/* Sends standard input until the engine has something to say, without ever blocking on either side. An engine
 * that has gone may have said why before. */
static void feed(struct front *front) {
    struct pump *input = &front->input;
    struct pollfd events[3] = {[2] = {.fd = front->wire.in, .events = POLLIN}};
    if (input->to >= 0)
        fcntl(front->wire.out, F_SETFL, O_RDWR | O_NONBLOCK);
    while (input->to >= 0 && (input->from >= 0 || input->start < input->end)) {
        pump_expect(input, events);
        if (poll(events, 3, -1) < 0)
            continue;
        if (events[2].revents != 0)
            return;
        pump_turn(input, events);
        front->wire.error = input->to < 0 ? -errno : 0;
    }
}

/* Carries out one message; a negative number to go on, else the exit code. */
static int answer_to(struct front *front, uint32_t tag) {
    struct pump *input = &front->input;
    int failed = 0;
    uint32_t code;
    switch (tag) {
    case MSG_OUT:
    case MSG_ERR:
        failed = show(front, tag == MSG_OUT ? STDOUT_FILENO : STDERR_FILENO);
        break;
    case MSG_WANT_STDIN:
        pump_start(input, STDIN_FILENO, front->wire.out);
        break;
    case MSG_PLAN:
        front->wire.error = write_all(input->to, input->bytes + input->start, input->end - input->start);
        input->start = input->end;
        failed = launch_plan(front);
        break;
    case MSG_EXIT:
        return wire_take(&front->wire, &code, sizeof code) < 0 ? FRONT_FAILED : (int)(code & 255);
    default:
        break; /* MSG_ACCEPTED, or a message of a later version that we can do without */
    }
    return failed == 0 ? -1 : failed;
}

/* What to do when the engine has gone without an exit code, or says what is no message. A duty begins anew:
 * whoever kills engines must not end restarts and health checks with them. */
static int broken(struct front *front, int state, const char *when) {
    if (front->argc > 3 && strcmp(front->argv[3], "duty") == 0) {
        usleep(128000);
        execve(front->program, front->argv, environ);
    }
    if (front->ended || (state < 0 && state != -EPIPE))
        return front->ended ? (int)front->code : fail(state, "talk to the engine", NULL);
    say("the engine ended %s", when);
    engine_show_log(front);
    return FRONT_FAILED;
}

/* Carries the command to its end, or to the engine's word that it is for a worker. */
static int converse(struct front *front, uint32_t tag) {
    int state = 1;
    while (state > 0) {
        int code = tag == MSG_WORKER ? FOR_WORKER : answer_to(front, tag);
        if (code != -1)
            return code;
        if (front->wire.start == front->wire.end && front->wire.left == 0) /* nothing more has come */
            feed(front);
        state = wire_next(&front->wire, &tag);
    }
    return broken(front, state, "in the middle of the command");
}

int front_run(struct front *front) {
    front->input.tag = MSG_STDIN;
    pump_start(&front->input, -1, -1);
    int failed = paths_find(front);
    for (int attempt = 0; failed == 0; attempt++) {
        if (attempt > 1)
            usleep(1000u << (attempt < 7 ? attempt : 7));
        /* Others may stop engines as quickly as they start: then one that nobody else reaches serves. */
        front->one_shot = front->one_shot || attempt >= SHARED_ATTEMPTS;
        failed = engine_reach(front);
        if (failed != 0)
            break;
        int error = request_send(front);
        if (error < 0 && error != -EPIPE && error != -ECONNRESET)
            return fail(error, "send the command to the engine", NULL);
        uint32_t tag;
        int state = wire_next(&front->wire, &tag);
        if (state > 0 && (front->one_shot || tag != MSG_REFUSED)) {
            int code = converse(front, tag);
            if (code != FOR_WORKER)
                return code;
            front->one_shot = front->worker = true;
        } else if (state > 0) {
            write_all(STDERR_FILENO, "jong: ", 6);
            show(front, STDERR_FILENO);
            write_all(STDERR_FILENO, "\n", 1);
            front->refused = engine_socket(front); /* the next one binds a new socket */
        } else if (front->started || (state < 0 && state != -EPIPE))
            return broken(front, state, "before it answered");
        close(front->wire.in);
        close(front->wire.out); /* which may be the same */
        front->wire.start = front->wire.end = front->wire.left = 0;
    }
    return failed;
}
