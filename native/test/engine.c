/* Stands where the JVM of an engine would: takes requests and answers them with plans built by hand.
 * The first argument of a command names a scenario in scenarios.c. */
#include "engine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void read_exactly(int fd, void *to, size_t size) {
    for (size_t done = 0; done < size;) {
        ssize_t got = read(fd, (char *)to + done, size - done);
        if (got <= 0)
            _exit(3); /* the front has gone */
        done += (size_t)got;
    }
}

void *engine_receive(struct engine *engine, uint32_t *tag, uint32_t *size) {
    uint32_t header[2];
    read_exactly(engine->in, header, sizeof header);
    char *payload = malloc((size_t)header[0] + 1);
    read_exactly(engine->in, payload, header[0]);
    payload[header[0]] = 0;
    *size = header[0];
    *tag = header[1];
    return payload;
}

void engine_send(struct engine *engine, uint32_t tag, const void *payload, uint32_t size) {
    uint32_t header[2] = {size, tag};
    const char *parts[2] = {(const char *)header, payload};
    uint32_t sizes[2] = {sizeof header, size};
    for (int i = 0; i < 2; i++)
        for (uint32_t done = 0; done < sizes[i];) {
            ssize_t put = write(engine->out, parts[i] + done, sizes[i] - done);
            if (put < 0)
                _exit(4);
            done += (uint32_t)put;
        }
}

void engine_print(struct engine *engine, uint32_t tag, const char *text) {
    engine_send(engine, tag, text, (uint32_t)strlen(text));
}

void engine_exit(struct engine *engine, uint32_t code) {
    engine_send(engine, MSG_EXIT, &code, sizeof code);
}

void engine_plan(struct engine *engine, struct builder *plan) {
    uint32_t size = plan_size(plan);
    engine_send(engine, MSG_PLAN, plan, size);
}

static char *take_string(char **at) {
    uint32_t length;
    memcpy(&length, *at, 4);
    char *text = malloc((size_t)length + 1);
    memcpy(text, *at + 4, length);
    text[length] = 0;
    *at += 4 + length;
    return text;
}

static char **take_list(char **at, uint32_t *count) {
    memcpy(count, *at, 4);
    *at += 4;
    char **list = calloc((size_t)*count + 8, sizeof *list);
    for (uint32_t i = 0; i < *count; i++)
        list[i] = take_string(at);
    return list;
}

static void parse(struct engine *engine, char *payload) {
    char *at = payload;
    engine->build = take_string(&at);
    memcpy(engine->numbers, at, sizeof engine->numbers);
    at += sizeof engine->numbers;
    engine->program = take_string(&at);
    engine->cwd = take_string(&at);
    engine->argv = take_list(&at, &engine->argc);
    engine->environment = take_list(&at, &engine->environment_count);
}

static void serve(struct engine *engine) {
    uint32_t tag, size;
    char *payload = engine_receive(engine, &tag, &size);
    if (tag != MSG_REQUEST)
        _exit(5);
    parse(engine, payload);
    if (engine->argc > 0 && strcmp(engine->argv[0], "leaving") == 0 && !engine->first)
        _exit(0); /* as an engine that ends just now: the front is to try again */
    if (engine->argc > 0 && strcmp(engine->argv[0], "refused") == 0 && !engine->first) {
        engine_print(engine, MSG_REFUSED, "the engine is another version");
        _exit(7); /* tells accept_all to leave */
    }
    if (engine->argc > 0 && strcmp(engine->argv[0], "heavy") == 0 && !engine->one_shot) {
        engine_send(engine, MSG_WORKER, NULL, 0);
        _exit(0);
    }
    engine_send(engine, MSG_ACCEPTED, NULL, 0);
    scenario_run(engine);
    _exit(0);
}

static const char *option(int argc, char **argv, const char *name) {
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return argv[i + 1];
    return NULL;
}

static int accept_all(struct engine *engine) {
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int fd = accept4(0, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            return 1;
        if (fork() == 0) {
            signal(SIGCHLD, SIG_DFL);
            engine->in = engine->out = fd;
            engine->first = 0;
            serve(engine);
        }
        close(fd);
    }
}

int main(int argc, char **argv) {
    static struct engine engine;
    engine.store = option(argc, argv, "--store");
    engine.run = option(argc, argv, "--run");
    engine.engine_argc = argc;
    engine.engine_argv = argv;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--one-shot") == 0)
            engine.one_shot = 1;
    signal(SIGPIPE, SIG_IGN);
    if (fork() == 0) {
        engine.in = 3;
        engine.out = 4;
        engine.first = 1;
        serve(&engine);
    }
    close(3);
    close(4);
    if (engine.one_shot)
        return 0;
    /* The tests end this process by the number in engine.pid. */
    return accept_all(&engine);
}
