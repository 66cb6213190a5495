/* Runs the front as a user would, in an installation whose JVM is the engine of the tests. */
#ifndef JONG_TEST_HARNESS_H
#define JONG_TEST_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define KEPT 262144 /* bytes of each stream that an outcome keeps */

struct outcome {
    int code;   /* exit code, or -1 */
    int signal; /* that ended the front, or 0 */
    size_t out_size, err_size;
    char out[KEPT], err[KEPT];
};

/* Of the front that runs: */
struct session {
    pid_t pid;
    int in, out, err; /* our ends of its streams, -1 where it has none */
};

extern char installation[];    /* folder of the tests: bin, lib, run, store, and files of the tests */
extern struct outcome outcome; /* of the last run */

/* Registers a test; tests run in the order of their files. */
void test(const char *name, void (*run)(void));
/* Notes a failure of the present test. */
void expect(bool condition, const char *what, const char *file, int line);
/* The present test cannot run here, and says why. */
void skip(const char *why);

/* Starts the front; NULL ends the arguments. */
struct session start(const char *const *args);
/* Waits for its end, at most 20 s, and gathers what it wrote. */
void finish(struct session *session, const char *input, size_t size);
void run_with(const char *input, const char *const *args);
/* A path below the installation, valid until the eighth next call. */
char *path(const char *name);
/* Contents of a file, or "" when it is missing; valid until the next call. */
const char *contents(const char *file);
/* Waits until a file exists and is not empty, at most 5 s. */
bool appears(const char *file);
/* Runs a shell command on the host; its output is valid until the next call. */
const char *host(const char *command);
/* An empty folder below the installation. */
char *folder(const char *name);
/* Ends the engine that runs, if one does. */
void stop_engine(void);
/* The engine's process id, or 0. */
pid_t engine_pid(void);
void pause_ms(long milliseconds);

#define EXPECT(condition) expect(condition, #condition, __FILE__, __LINE__)
#define RUN(...) run_with("", (const char *const[]){__VA_ARGS__, NULL})
#define RUN_WITH(input, ...) run_with(input, (const char *const[]){__VA_ARGS__, NULL})
#define START(...) start((const char *const[]){__VA_ARGS__, NULL})
#define TEST(function) test(#function, function)
#define OUT_IS(text) EXPECT(strcmp(outcome.out, text) == 0)
#define OUT_HAS(text) EXPECT(strstr(outcome.out, text) != NULL)
#define ERR_HAS(text) EXPECT(strstr(outcome.err, text) != NULL)

/* The files of tests. */
void front_tests(void);
void plan_tests(void);
void inroot_tests(void);
void monitor_tests(void);
void log_tests(void);
void attach_tests(void);
void terminal_tests(void);
void hostile_tests(void);
void rootless_tests(void);

#endif
