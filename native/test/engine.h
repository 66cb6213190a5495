/* The engine of the tests: one request, and what scenarios do with it. */
#ifndef JONG_TEST_ENGINE_H
#define JONG_TEST_ENGINE_H

#include "plans.h"

struct engine {
    int in, out, first, one_shot;
    const char *store, *run;
    int engine_argc;
    char **engine_argv;
    char *build, *program, *cwd;
    uint32_t numbers[6]; /* flags, uid, gid, umask, columns, rows */
    uint32_t argc, environment_count;
    char **argv, **environment;
};

void *engine_receive(struct engine *engine, uint32_t *tag, uint32_t *size);
void engine_send(struct engine *engine, uint32_t tag, const void *payload, uint32_t size);
void engine_print(struct engine *engine, uint32_t tag, const char *text);
void engine_exit(struct engine *engine, uint32_t code);
void engine_plan(struct engine *engine, struct builder *plan);
/* Carries out the scenario that the request names. */
void scenario_run(struct engine *engine);

#endif
