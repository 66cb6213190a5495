/* The conversation between front and engine. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

static void the_request_says_what_was_typed_and_where(void) {
    RUN("show", "", "a b", "\xff\x01");
    EXPECT(outcome.code == 42);
    OUT_HAS("build=dev flags=0 uid=");
    OUT_HAS("[show] [] [a b] [\xff\x01] environment=");
    EXPECT(strcmp(outcome.err, "to standard error\n") == 0);
    char here[600];
    snprintf(here, sizeof here, "cwd=%s ", getcwd(here + 300, 300));
    OUT_HAS(here);
}

static void a_cold_start_and_a_warm_one_answer_alike(void) {
    static char cold[KEPT];
    stop_engine();
    RUN("show");
    strcpy(cold, outcome.out);
    EXPECT(outcome.code == 42);
    pid_t pid = engine_pid();
    RUN("show");
    OUT_IS(cold);
    EXPECT(pid > 1 && engine_pid() == pid);
}

static void the_engine_gets_the_options_of_the_installation(void) {
    char options[600];
    RUN("show");
    snprintf(options, sizeof options,
             "engine: @%s/lib/java.opts -XX:CompileThresholdScaling=1 -XX:AOTCache=%s/lib/engine.aot "
             "-DZstdNativePath=%s/lib/libzstd-jni.so"
             " --class-path=%s/lib/engine.jar dev.jong.cli.Main --store %s/store --run %s/run/",
             installation, installation, installation, installation, installation, installation);
    OUT_HAS(options);
}

static void the_engine_gets_a_clean_environment(void) {
    stop_engine();
    setenv("JAVA_TOOL_OPTIONS", "-javaagent:evil", 1);
    setenv("LD_PRELOAD", "/nowhere.so", 1);
    RUN("environment");
    unsetenv("JAVA_TOOL_OPTIONS");
    unsetenv("LD_PRELOAD");
    OUT_HAS("LC_ALL=C.UTF-8\n");
    OUT_HAS("JONG_ROOT=");
    OUT_HAS("session=1 cwd=/\n");
    EXPECT(strstr(outcome.out, "JAVA_TOOL") == NULL && strstr(outcome.out, "LD_PRELOAD") == NULL);
}

static void eight_fronts_at_once_start_one_engine(void) {
    struct session sessions[8];
    stop_engine();
    host("rm -f \"$JONG_RUN\"/*/engine.log");
    for (int i = 0; i < 8; i++)
        sessions[i] = START("show");
    for (int i = 0; i < 8; i++) {
        finish(&sessions[i], "", 0);
        EXPECT(outcome.code == 42);
    }
    char command[200];
    snprintf(command, sizeof command, "pgrep -c -f '^%s/lib/runtime/bin/java .*--run' -P 1", installation);
    EXPECT(atoi(host(command)) == 1);
}

static void a_socket_without_an_engine_is_replaced(void) {
    pid_t pid = engine_pid();
    kill(pid, SIGKILL);
    pause_ms(20);
    RUN("show");
    EXPECT(outcome.code == 42);
    EXPECT(engine_pid() != pid);
}

static void an_engine_that_is_leaving_is_tried_again(void) {
    RUN("show");
    struct session session = START("leaving");
    pause_ms(5);
    kill(engine_pid(), SIGKILL);
    finish(&session, "", 0);
    EXPECT(outcome.code == 0);
    OUT_IS("an engine that stays\n");
}

static void whom_every_engine_leaves_gets_one_of_its_own(void) {
    RUN("show");
    pid_t pid = engine_pid();
    RUN("leaving");
    EXPECT(outcome.code == 0);
    OUT_IS("an engine that stays\n");
    EXPECT(outcome.err[0] == 0);
    EXPECT(engine_pid() == pid);
}

static void no_engine_is_started_to_be_stopped(void) {
    stop_engine();
    pause_ms(20);
    RUN("engine", "stop");
    EXPECT(outcome.code == 0);
    EXPECT(strcmp(outcome.err, "jong: no engine runs\n") == 0);
    EXPECT(outcome.out[0] == 0);
    EXPECT(engine_pid() == 0);
    RUN("--root", "/nowhere", "engine", "stop");
    EXPECT(strcmp(outcome.err, "jong: no engine runs\n") == 0);
    RUN("--root=/nowhere", "engine", "stop");
    EXPECT(strcmp(outcome.err, "jong: no engine runs\n") == 0);
}

static void words_of_a_container_do_not_ask_for_a_stop(void) {
    stop_engine();
    RUN("show", "engine", "stop");
    EXPECT(outcome.code == 42);
}

static void a_stop_reaches_the_running_engine_from_where_engines_are_off(void) {
    RUN("show");
    setenv("JONG_ENGINE", "off", 1);
    RUN("engine", "stop");
    unsetenv("JONG_ENGINE");
    EXPECT(outcome.code == 99); /* what the engine of these tests says to words it does not know */
}

static void a_refusal_is_shown_and_another_engine_started(void) {
    RUN("show");
    pid_t pid = engine_pid();
    RUN("refused");
    kill(pid, SIGKILL);
    EXPECT(outcome.code == 0);
    EXPECT(strcmp(outcome.err, "jong: the engine is another version\n") == 0);
    EXPECT(engine_pid() != pid);
}

static void without_an_engine_one_process_serves_one_command(void) {
    stop_engine();
    pause_ms(20);
    setenv("JONG_ENGINE", "off", 1);
    RUN("show");
    EXPECT(outcome.code == 42);
    OUT_HAS("--one-shot");
    OUT_HAS("flags=16");
    RUN_WITH("abc", "sh", "cat; exit 3");
    unsetenv("JONG_ENGINE");
    EXPECT(outcome.code == 3);
    OUT_IS("abc");
    EXPECT(engine_pid() == 0);
}

static void heavy_work_gets_an_engine_of_its_own(void) {
    for (int warm = 0; warm < 2; warm++) {
        if (warm == 0)
            stop_engine();
        RUN("heavy", "word");
        EXPECT(outcome.code == 42);
        OUT_HAS("[heavy] [word]");
        OUT_HAS("/lib/worker.opts -XX:");
        OUT_HAS(" --one-shot\n");
    }
}

static void standard_input_reaches_an_engine_that_asks(void) {
    static char input[7 * 400000];
    memset(input, 'x', sizeof input);
    for (int warm = 0; warm < 2; warm++) {
        if (warm == 0)
            stop_engine();
        struct session session = START("stdin");
        finish(&session, input, sizeof input);
        EXPECT(outcome.code == 0);
        OUT_IS("2800000 bytes\n");
    }
}

static void a_large_answer_arrives_whole(void) {
    struct session session = START("flood", "60000000");
    size_t total = 0;
    char buffer[65536];
    for (ssize_t got; (got = read(session.out, buffer, sizeof buffer)) > 0;)
        total += (size_t)got;
    finish(&session, "", 0);
    EXPECT(total == 60000000);
    EXPECT(outcome.code == 0);
}

static void a_reader_that_has_seen_enough_ends_the_command(void) {
    struct session session = START("flood", "60000000");
    close(session.out);
    session.out = -1;
    finish(&session, "", 0);
    EXPECT(outcome.code == 141);
    EXPECT(outcome.err_size == 0);
}

static void an_engine_that_dies_is_reported(void) {
    RUN("show");
    RUN("die");
    EXPECT(outcome.code == 125);
    ERR_HAS("jong: the engine ended in the middle of the command\n");
}

static void a_jvm_that_does_not_start_is_reported(void) {
    stop_engine();
    host("mv $JONG_RUN/../lib/runtime/bin/java $JONG_RUN/../lib/runtime/bin/away");
    RUN("show");
    EXPECT(outcome.code == 125);
    ERR_HAS("lib/runtime/bin/java\": No such file or directory");
    host("printf '#!/bin/sh\\necho the last words >&2\\n' > $JONG_RUN/../lib/runtime/bin/java; chmod 755 "
         "$JONG_RUN/../lib/runtime/bin/java");
    RUN("show");
    EXPECT(outcome.code == 125);
    ERR_HAS("jong: the engine ended before it answered\n");
    ERR_HAS("the last words\n");
    host("mv $JONG_RUN/../lib/runtime/bin/away $JONG_RUN/../lib/runtime/bin/java");
}

static void the_root_option_chooses_the_store(void) {
    char other[300], option[320];
    snprintf(other, sizeof other, "%s/other", installation);
    snprintf(option, sizeof option, "--root=%s//", other);
    setenv("JONG_ENGINE", "off", 1);
    RUN("--root", other, "show");
    EXPECT(outcome.code == 99); /* the test's engine sees the option as the command */
    RUN(option, "show");
    unsetenv("JONG_ENGINE");
    EXPECT(outcome.code == 99);
    EXPECT(atoi(host("ls $JONG_RUN | wc -l")) == 2);
}

static void a_runtime_directory_of_others_is_refused(void) {
    char *other = folder("loose");
    char *kept = strdup(getenv("JONG_RUN"));
    chmod(other, 0777);
    setenv("JONG_RUN", other, 1);
    RUN("show");
    EXPECT(outcome.code == 125);
    ERR_HAS("must be a directory of mode 0700");
    chmod(other, 0700);
    if (chown(other, 12345, 0) == 0) {
        RUN("show");
        EXPECT(outcome.code == 125);
    }
    unlink(path("link"));
    EXPECT(symlink(kept, path("link")) == 0);
    setenv("JONG_RUN", path("link"), 1);
    RUN("show");
    EXPECT(outcome.code == 125);
    setenv("JONG_RUN", kept, 1);
    free(kept);
}

static void a_long_runtime_path_still_finds_its_socket(void) {
    char *kept = strdup(getenv("JONG_RUN"));
    char *deep =
        folder("a-name-that-is-long-enough-to-leave-no-room-for-the-socket/in-the-hundred-and-eight-bytes");
    chmod(deep, 0700);
    setenv("JONG_RUN", deep, 1);
    RUN("show");
    EXPECT(outcome.code == 42);
    pid_t pid = engine_pid();
    RUN("show");
    EXPECT(outcome.code == 42);
    EXPECT(pid > 1 && pid == engine_pid());
    stop_engine();
    setenv("JONG_RUN", kept, 1);
    free(kept);
}

void front_tests(void) {
    TEST(the_request_says_what_was_typed_and_where);
    TEST(a_cold_start_and_a_warm_one_answer_alike);
    TEST(the_engine_gets_the_options_of_the_installation);
    TEST(the_engine_gets_a_clean_environment);
    TEST(eight_fronts_at_once_start_one_engine);
    TEST(a_socket_without_an_engine_is_replaced);
    TEST(an_engine_that_is_leaving_is_tried_again);
    TEST(whom_every_engine_leaves_gets_one_of_its_own);
    TEST(no_engine_is_started_to_be_stopped);
    TEST(words_of_a_container_do_not_ask_for_a_stop);
    TEST(a_stop_reaches_the_running_engine_from_where_engines_are_off);
    TEST(a_refusal_is_shown_and_another_engine_started);
    TEST(without_an_engine_one_process_serves_one_command);
    TEST(heavy_work_gets_an_engine_of_its_own);
    TEST(standard_input_reaches_an_engine_that_asks);
    TEST(a_large_answer_arrives_whole);
    TEST(a_reader_that_has_seen_enough_ends_the_command);
    TEST(an_engine_that_dies_is_reported);
    TEST(a_jvm_that_does_not_start_is_reported);
    TEST(the_root_option_chooses_the_store);
    TEST(a_runtime_directory_of_others_is_refused);
    TEST(a_long_runtime_path_still_finds_its_socket);
}
