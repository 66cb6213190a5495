/* The same as an ordinary user, in a user namespace. Run as root, the tests become such a user. */
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

#define USER 23456 /* an ordinary number, without an entry anywhere */

/* Runs the front as the user; `command` is for a shell whose $J is the front. */
static const char *as_user(uid_t uid, const char *command) {
    char line[4000];
    snprintf(
        line, sizeof line,
        "cd /; HOME=%s JONG_RUN=%s/run-%d JONG_ROOT=%s/store-%d J=%s/bin/jong setpriv --reuid %d --regid %d "
        "--clear-groups -- sh -c '%s' 2>&1",
        installation, path("users"), uid, path("users"), uid, installation, uid, uid, command);
    return host(line);
}

static void stop_engines(uid_t uid) {
    char command[300];
    snprintf(command, sizeof command,
             "kill -9 $(cut -d' ' -f1 %s/run-%d/*/engine.pid) 2>/dev/null; rm -rf %s/run-%d", path("users"),
             uid, path("users"), uid);
    host(command);
}

static bool can_become_users(void) {
    char *users = folder("users");
    if (geteuid() != 0 || chmod(users, 01777) < 0) {
        skip("needs root to become other users");
        return false;
    }
    if (strcmp(host("unshare -U true && echo yes"), "yes\n") != 0) {
        skip("needs user namespaces");
        return false;
    }
    return true;
}

static void without_ranges_one_number_is_mapped(void) {
    if (!can_become_users())
        return;
    const char *said = as_user(USER, "$J userns \"id -u; cat /proc/self/uid_map | tr -s \\\" \\\"; cat "
                                     "/proc/self/setgroups\"; echo code $?");
    EXPECT(strcmp(said, "0\n 0 23456 1\ndeny\ncode 0\n") == 0);
    /* Warm: the engine lives in the namespace, the front joins it. */
    said = as_user(USER, "$J userns \"readlink /proc/self/ns/user\"; $J userns \"readlink "
                         "/proc/self/ns/user; exit 3\"; echo code $?");
    const char *second = strchr(said, '\n');
    EXPECT(second != NULL && strncmp(said, "user:[", 6) == 0 &&
           strncmp(said, second + 1, (size_t)(second - said)) == 0);
    EXPECT(strstr(said, "code 3\n") != NULL);
    stop_engines(USER);
}

static void with_ranges_many_numbers_are_mapped(void) {
    if (!can_become_users())
        return;
    if (access("/usr/bin/newuidmap", X_OK) < 0) {
        skip("needs newuidmap");
        return;
    }
    host("cp -a /etc/subuid /etc/subuid.jong-check; cp -a /etc/subgid /etc/subgid.jong-check; "
         "echo 23457:700000:65536 >> /etc/subuid; echo 23457:800000:65536 >> /etc/subgid; "
         "cp -a /etc/passwd /etc/passwd.jong-check; echo jong-check:x:23457:23457::/:/bin/sh >> /etc/passwd");
    const char *said = as_user(
        USER + 1, "$J userns \"cat /proc/self/uid_map /proc/self/gid_map | tr -s \\\" \\\"\"; echo code $?");
    EXPECT(strcmp(said, " 0 23457 1\n 1 700000 65536\n 0 23457 1\n 1 800000 65536\ncode 0\n") == 0);
    host("mv /etc/subuid.jong-check /etc/subuid; mv /etc/subgid.jong-check /etc/subgid; mv "
         "/etc/passwd.jong-check /etc/passwd");
    stop_engines(USER + 1);
}

static void a_namespace_outlives_its_engine_with_a_monitor(void) {
    if (!can_become_users())
        return;
    char command[900];
    char *kept = folder("users/kept");
    chmod(kept, 0777);
    snprintf(command, sizeof command,
             "$J userns \"readlink /proc/self/ns/user > %s/first; sleep 1\" detach %s; kill -9 $(cut -d\\  "
             "-f1 $JONG_RUN/*/engine.pid); "
             "sleep 0.1; $J userns \"readlink /proc/self/ns/user > %s/second\"",
             kept, kept, kept);
    as_user(USER, command);
    char first[64];
    snprintf(first, sizeof first, "%s", contents(path("users/kept/first")));
    EXPECT(strncmp(first, "user:[", 6) == 0 && strcmp(first, contents(path("users/kept/second"))) == 0);
    EXPECT(appears(path("users/kept/clean")));
    /* Inside the namespace the clean-up has the number 0, and is told that it is no real one: REQUEST_USERNS.
     */
    EXPECT(strcmp(contents(path("users/kept/clean")), "uid 0 flags 8\n") == 0);
    stop_engines(USER);
}

static void refused_namespaces_are_reported_to_the_engine(void) {
    if (!can_become_users())
        return;
    char before[32];
    snprintf(before, sizeof before, "%s", host("cat /proc/sys/user/max_user_namespaces"));
    if (strcmp(host("echo 0 > /proc/sys/user/max_user_namespaces && echo done"), "done\n") != 0) {
        skip("needs to change user.max_user_namespaces");
        return;
    }
    char command[100];
    const char *said = as_user(USER, "$J show; echo code $?");
    EXPECT(strstr(said, "--no-userns 28\n") != NULL && strstr(said, "code 42\n") != NULL);
    snprintf(command, sizeof command, "echo %s > /proc/sys/user/max_user_namespaces", before);
    host(command);
    stop_engines(USER);
}

void rootless_tests(void) {
    TEST(without_ranges_one_number_is_mapped);
    TEST(with_ranges_many_numbers_are_mapped);
    TEST(a_namespace_outlives_its_engine_with_a_monitor);
    TEST(refused_namespaces_are_reported_to_the_engine);
}
