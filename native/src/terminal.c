/* The user's side of a container's terminal. */
#include "launch.h"

#include <sys/ioctl.h>
#include <termios.h>

#include "signals.h"

#define DRAIN 200 /* ms: the last output comes a moment after the end, then the terminal gives EIO */

enum { SIGNALS, MONITOR, INPUT, OUTPUT = INPUT + 2, EVENTS = OUTPUT + 2 };

/* The state of the user's terminal before us. Not in a struct of the session: a fatal signal must find it. */
static struct termios before;
static volatile sig_atomic_t known, raw;

struct session {
    struct launch *launch;
    int signals, monitor, master, process;
    bool uses_raw; /* standard input is a terminal, and ours to read */
    struct pump in, out;
    const char *keys; /* detach sequence, or "" */
    size_t matched;   /* of them, typed and held back */
    bool detached;
    int left; /* signal that ends this front, or 0 */
};

static void restore(void) {
    if (raw) {
        raw = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
    }
}

static void restore_and_die(int number) {
    restore();
    signal(number, SIG_DFL);
    raise(number);
}

static void make_raw(const struct session *session) {
    if (!session->uses_raw || raw || (!known && tcgetattr(STDIN_FILENO, &before) < 0))
        return;
    known = 1;
    struct termios settings = before;
    cfmakeraw(&settings);
    /* In the background this stops us until the shell brings us to the front, as it should. */
    if (tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0)
        raw = 1;
}

static void copy_size(const struct session *session) {
    struct winsize size;
    for (int fd = 0; fd < 3; fd++)
        if (control(fd, TIOCGWINSZ, &size) == 0) {
            control(session->master, TIOCSWINSZ, &size);
            return;
        }
}

static void suspend(const struct session *session) {
    restore();
    kill(getpid(), SIGSTOP);
    make_raw(session);
    copy_size(session);
}

static void handle_signal(struct session *session, int number) {
    bool proxy = (session->launch->actor.plan->flags & PLAN_SIG_PROXY) != 0;
    switch (number) {
    case SIGWINCH:
        copy_size(session);
        break;
    case SIGTSTP:
        suspend(session);
        break;
    case SIGCONT: /* the shell may have changed the terminal while we were stopped */
        raw = 0;
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
        if (!session->uses_raw) {
            session->in.bytes[0] = 4;
            session->in.start = 0;
            session->in.end = 1;
        }
        return;
    }
    filter(session, typed, (size_t)got);
}

/* Waits once and moves what can be moved; the monitor's events. */
static short turn(struct session *session) {
    struct pollfd events[EVENTS];
    events[SIGNALS] = (struct pollfd){.fd = session->signals, .events = POLLIN};
    events[MONITOR] = (struct pollfd){.fd = session->monitor, .events = POLLIN};
    pump_expect(&session->in, &events[INPUT]);
    pump_expect(&session->out, &events[OUTPUT]);
    if (poll(events, EVENTS, -1) < 0)
        return 0;
    if (events[SIGNALS].revents != 0)
        for (int number; (number = signals_next(session->signals)) != 0;)
            handle_signal(session, number);
    take_input(session, events[INPUT].fd >= 0 ? events[INPUT].revents : 0);
    events[INPUT].fd = -1;
    pump_turn(&session->in, &events[INPUT]);
    pump_turn(&session->out, &events[OUTPUT]);
    return events[MONITOR].revents;
}

/* The container ended, or the monitor did; as serve. */
static int hear_end(struct session *session) {
    struct front *front = session->launch->front;
    struct note note;
    int descriptors[NOTE_DESCRIPTORS];
    if (note_receive(session->monitor, &note, descriptors) <= 0)
        return -1;
    pump_drain(&session->out, DRAIN);
    /* Now the engine cleans up; a monitor that has ended meanwhile does not mind. */
    int code = write(session->monitor, "e", 1) < 0 && errno != EPIPE ? -1 : 0;
    front->ended = true;
    front->code = note.payload[0];
    launch_send(session->launch, &note);
    return code;
}

/* 0 to go on with the conversation, the exit code of a front that is to end, or -1 when the monitor is gone.
 */
static int serve(struct session *session) {
    for (;;) {
        short monitor = turn(session);
        if (session->detached)
            break;
        if (session->left != 0)
            return 128 + session->left;
        if (session->out.to < 0) /* nobody sees the output any more */
            return 128 + SIGPIPE;
        if (monitor != 0)
            return hear_end(session);
    }
    const struct note detached = {.tag = MSG_DETACHED};
    launch_send(session->launch, &detached);
    return 0;
}

int terminal_serve(struct launch *launch, int monitor, int master, int process) {
    static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    static struct session session;
    const struct plan *plan = launch->actor.plan;
    const char *keys = plan_string(plan, plan->detach_keys);
    bool reads = (plan->flags & PLAN_STDIN) != 0;
    sigset_t old;
    session.launch = launch;
    session.monitor = monitor;
    session.master = master;
    session.process = process;
    session.matched = 0;
    session.detached = false;
    session.left = 0;
    session.uses_raw = reads && (launch->front->flags & REQUEST_STDIN_TTY) != 0;
    session.keys = keys == NULL || strlen(keys) > 1024 || !session.uses_raw ? "" : keys;
    pump_start(&session.in, reads ? STDIN_FILENO : -1, master);
    pump_start(&session.out, master, STDOUT_FILENO);
    session.signals = signals_open(&old, true);
    for (unsigned i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        signal(fatal[i], restore_and_die);
    fcntl(master, F_SETFL, O_RDWR | O_NONBLOCK);
    make_raw(&session);
    copy_size(&session);
    int code = serve(&session);
    restore();
    signals_close(session.signals, &old);
    if (code < 0)
        say("the container's monitor was killed");
    return code < 0 ? FRONT_FAILED : code;
}
