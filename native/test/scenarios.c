/* What the engine of the tests does, by the first argument of the command. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "engine.h"

#define NAMESPACES (CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET)

static struct builder plan;

/* Waits for the end of a plan and leaves as the container did, telling failures in words. */
static void finish(struct engine *engine) {
    char line[128];
    for (;;) {
        uint32_t tag, size;
        uint32_t *payload = engine_receive(engine, &tag, &size);
        if (tag == MSG_EXITED) {
            if (payload[1] != 0) {
                snprintf(line, sizeof line, "signal %u\n", payload[1]);
                engine_print(engine, MSG_ERR, line);
            }
            engine_exit(engine, payload[0]);
            return;
        }
        if (tag == MSG_FAILED) {
            snprintf(line, sizeof line, "failed list %d index %d errno %u\n", (int)payload[0], (int)payload[1],
                     payload[2]);
            engine_print(engine, MSG_ERR, line);
            engine_exit(engine, 126);
            return;
        }
        if (tag == MSG_DONE) {
            int64_t result;
            memcpy(&result, payload, sizeof result);
            snprintf(line, sizeof line, "done %lld\n", (long long)result);
            engine_print(engine, MSG_OUT, line);
            engine_exit(engine, 0);
            return;
        }
        if (tag == MSG_STARTED && (plan.head.flags & PLAN_DETACH) != 0) {
            engine_print(engine, MSG_OUT, "started\n");
            engine_exit(engine, 0);
            return;
        }
        if (tag == MSG_DETACHED) {
            engine_print(engine, MSG_ERR, "detached\n");
            engine_exit(engine, 0);
            return;
        }
    }
}

static const char *argument(struct engine *engine, uint32_t index) {
    return index < engine->argc ? engine->argv[index] : "";
}

static void show_request(struct engine *engine) {
    char line[8192];
    int used = snprintf(line, sizeof line, "build=%s flags=%u uid=%u gid=%u umask=%o size=%ux%u cwd=%s",
                        engine->build, engine->numbers[0], engine->numbers[1], engine->numbers[2],
                        engine->numbers[3], engine->numbers[4], engine->numbers[5], engine->cwd);
    for (uint32_t i = 0; i < engine->argc; i++)
        used += snprintf(line + used, sizeof line - (size_t)used, " [%s]", engine->argv[i]);
    snprintf(line + used, sizeof line - (size_t)used, " environment=%u\n", engine->environment_count);
    engine_print(engine, MSG_OUT, line);
    engine_print(engine, MSG_ERR, "to standard error\n");
    engine_exit(engine, 42);
}

/* sh COMMAND: a shell in new namespaces, attached. */
static void run_shell(struct engine *engine, uint32_t flags, uint64_t namespaces) {
    plan_begin(&plan, PLAN_HAS_CHILD | flags, namespaces);
    plan_shell(&plan, argument(engine, 1));
    engine_plan(engine, &plan);
    finish(engine);
}

void scenario_run(struct engine *engine) {
    const char *name = argument(engine, 0);
    if (strcmp(name, "show") == 0)
        show_request(engine);
    else if (strcmp(name, "sh") == 0)
        run_shell(engine, PLAN_STDIN | PLAN_SIG_PROXY, NAMESPACES);
    else
        engine_exit(engine, 99);
}
