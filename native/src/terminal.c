/* The user's side of a container that has a monitor, with a terminal or without. */
#include "launch.h"

#include <sys/ioctl.h>
#include <termios.h>

#include "signals.h"

enum { SIGNALS, MONITOR, INPUT, OUTPUT = INPUT + 2, EVENTS = OUTPUT + 2 };

struct session {
    struct launch *launch;
    int signals, monitor, process;
    int master;    /* of the container's terminal, or -1 */
    bool uses_raw; /* standard input is a terminal, and ours to read, for one of the container's */
    bool raw;
    struct termios before; /* the user's terminal as it was */
    struct pump in, out;
    const char *keys; /* detach sequence, or "" */
    size_t matched;   /* of them, typed and held back */
    bool detached;
    int left; /* signal that ends this front, or 0 */
};

static void restore(struct session *session) {
    if (session->raw)
        tcsetattr(STDIN_FILENO, TCSANOW, &session->before);
    session->raw = false;
}

static void make_raw(struct session *session) {
    if (!session->uses_raw || session->raw)
        return;
    struct termios settings = session->before;
    cfmakeraw(&settings);
    /* In the background this stops us until the shell brings us to the front, as it should. */
    session->raw = tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0;
}

static void copy_size(const struct session *session) {
    struct winsize size;
    for (int fd = 0; session->master >= 0 && fd < 3; fd++)
        if (control(fd, TIOCGWINSZ, &size) == 0) {
            control(session->master, TIOCSWINSZ, &size);
            return;
        }
}

static void handle_signal(struct session *session, int number) {
    bool proxy = (session->launch->actor.plan->flags & PLAN_SIG_PROXY) != 0;
    switch (number) {
    case SIGWINCH:
        copy_size(session);
        break;
    case SIGTSTP: /* what follows is SIGCONT */
        restore(session);
        kill(getpid(), SIGSTOP);
        break;
    case SIGCONT: /* the shell may have changed the terminal while we were stopped */
        session->raw = false;
        make_raw(session);
        copy_size(session);
        break;
    case SIGHUP: /* the terminal is gone; the container is not */
        session->left = number;
        break;
    default:
        if (!signals_forwarded(number))
            break;
        if (proxy && session->process >= 0)
            syscall(SYS_pidfd_send_signal, session->process, number, NULL, 0);
        else if (number == SIGTERM || number == SIGINT || number == SIGQUIT)
            session->left = number;
    }
}

/* Passes on what was typed, holding back the beginning of what may become the detach keys. The pump's buffer
 * is filled with `size` bytes; `typed` is a copy of them. */
static void filter(struct session *session, const char *typed, size_t size) {
    char *to = session->in.bytes;
    uint32_t used = 0;
    for (size_t i = 0; i < size; i++) {
        if (*session->keys != 0 && typed[i] == session->keys[session->matched]) {
            if (session->keys[++session->matched] == 0) {
                session->detached = true;
                break;
            }
            continue;
        }
        memcpy(to + used, session->keys, session->matched); /* it was something else after all */
        used += (uint32_t)session->matched;
        session->matched = 0;
        if (typed[i] == session->keys[0] && *session->keys != 0)
            session->matched = 1;
        else
            to[used++] = typed[i];
    }
    session->in.start = 0;
    session->in.end = used;
}

static void take_input(struct session *session, short events) {
    char typed[2048]; /* less than the pump's buffer: keys that were held back come on top */
    if (events == 0)
        return;
    ssize_t got = read(STDIN_FILENO, typed, sizeof typed);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        session->in.from = -1;
        /* A file or pipe ended: the program behind the terminal learns it by Ctrl-D. */
        if (!session->uses_raw)
            filter(session, "\x04", 1);
        return;
    }
    filter(session, typed, (size_t)got);
}

/* Waits once and moves what can be moved; the monitor's events. */
static short turn(struct session *session) {
    struct pollfd events[EVENTS];
    events[SIGNALS] = (struct pollfd){.fd = session->signals, .events = POLLIN};
    pump_expect(&session->in, &events[INPUT]);
    pump_expect(&session->out, &events[OUTPUT]);
    /* What the monitor says next waits until the last of it is out. */
    events[MONITOR] =
        (struct pollfd){.fd = events[OUTPUT + 1].fd < 0 ? session->monitor : -1, .events = POLLIN};
    if (poll(events, EVENTS, -1) < 0)
        return 0;
    if (events[SIGNALS].revents != 0)
        for (int number; (number = signals_next(session->signals)) != 0;)
            handle_signal(session, number);
    if (session->master >= 0) {
        take_input(session, events[INPUT].fd >= 0 ? events[INPUT].revents : 0);
        events[INPUT].fd = -1;
    }
    pump_turn(&session->in, &events[INPUT]);
    pump_turn(&session->out, &events[OUTPUT]);
    return events[MONITOR].revents;
}

/* What the monitor says: output, or how the container ended; a negative number to go on, else as serve. */
static int hear(struct session *session) {
    struct launch *launch = session->launch;
    struct pump *out = &session->out;
    struct note note;
    int descriptors[NOTE_DESCRIPTORS];
    long size = note_receive(session->monitor, out->bytes, sizeof out->bytes, descriptors);
    memcpy(&note, out->bytes, sizeof note);
    if (size <= 0 || note.tag == NOTE_DROPPED) {
        say(size <= 0 ? "the container's monitor was killed"
                      : "the container's output was not taken for too long: it goes on without this command");
        return FRONT_FAILED;
    }
    if (note.tag == MSG_EXITED) {
        /* Now the engine cleans up. A monitor that has ended meanwhile does not mind. */
        send(session->monitor, (char[]){NOTE_TAKEN}, 1, MSG_NOSIGNAL);
        launch->front->ended = true;
        launch->front->code = note.payload[0];
        launch_send(launch, &note);
        return 0;
    }
    out->to = note.tag == MSG_OUT ? STDOUT_FILENO : STDERR_FILENO;
    out->start = sizeof note.tag;
    out->end = (uint32_t)size;
    return -1;
}

/* 0 to go on with the conversation, or the exit code of a front that is to end. */
static int serve(struct session *session) {
    for (;;) {
        short monitor = turn(session);
        if (session->detached) {
            launch_send(session->launch, &(struct note){.tag = MSG_DETACHED});
            return 0;
        }
        if (session->left != 0)
            return 128 + session->left;
        if (session->out.to < 0) /* nobody sees the output any more */
            return 128 + SIGPIPE;
        int code = monitor != 0 ? hear(session) : -1;
        if (code >= 0)
            return code;
    }
}

int terminal_serve(struct launch *launch, int monitor, int process, int input) {
    static struct session session; /* zeros: a front has one in its life */
    const struct plan *plan = launch->actor.plan;
    const char *keys = plan_string(plan, plan->detach_keys);
    bool reads = (plan->flags & PLAN_STDIN) != 0;
    sigset_t old;
    session.launch = launch;
    session.monitor = monitor;
    session.master = (plan->flags & PLAN_TTY) != 0 ? input : -1;
    session.process = process;
    session.uses_raw = reads && session.master >= 0 && tcgetattr(STDIN_FILENO, &session.before) == 0;
    session.keys = keys == NULL || strlen(keys) > 1024 || !session.uses_raw ? "" : keys;
    session.in.closes = session.master < 0;
    pump_start(&session.in, reads && input >= 0 ? STDIN_FILENO : -1, input);
    pump_start(&session.out, -1, STDOUT_FILENO);
    session.signals = signals_open(&old, true);
    make_raw(&session);
    copy_size(&session);
    int code = serve(&session);
    restore(&session);
    signals_close(session.signals, &old);
    return code;
}
