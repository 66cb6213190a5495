/* probe dump | try [NAME] | exit N | signal N | wait | bomb | steal SECONDS TEXT | swap SECONDS A B | answer PORT [COUNT] |
   ask tcp|udp ADDRESS PORT [SOURCE]: the program in the images of the tests. */
#include "probe.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void escaped(const char *text) {
    for (; *text != 0; text++)
        if ((unsigned char)*text < 32 || (unsigned char)*text > 126 || *text == '\\')
            printf("\\x%02x", (unsigned char)*text);
        else
            putchar(*text);
}

void tell(const char *key, const char *value) {
    escaped(key);
    putchar(' ');
    escaped(value);
    putchar('\n');
}

void tell_number(const char *key, long value) {
    printf("%s %ld\n", key, value);
}

int main(int argc, char **argv, char **environment) {
    const char *word = argc > 1 ? argv[1] : "dump";
    if (strcmp(word, "dump") == 0) {
        dump(argv, environment);
    } else if (strcmp(word, "try") == 0) {
        if (argc > 2)
            return attempt_one(argv[2]);
        attempt_all();
    } else if (strcmp(word, "exit") == 0 && argc > 2) {
        return atoi(argv[2]);
    } else if (strcmp(word, "signal") == 0 && argc > 2) {
        signal(atoi(argv[2]), SIG_DFL);
        raise(atoi(argv[2]));
        return 99;
    } else if (strcmp(word, "steal") == 0 && argc > 3) {
        return attack_programs(atoi(argv[2]), argv[3]);
    } else if (strcmp(word, "swap") == 0 && argc > 4) {
        return attack_by_exchange(atoi(argv[2]), argv[3], argv[4]);
    } else if (strcmp(word, "answer") == 0 && argc > 2) {
        return peer_answer(atoi(argv[2]), argc > 3 ? atoi(argv[3]) : 1);
    } else if (strcmp(word, "ask") == 0 && argc > 4) {
        return peer_ask(argv[2], argv[3], atoi(argv[4]), argc > 5 ? argv[5] : NULL);
    } else if (strcmp(word, "bomb") == 0) {
        for (;;)
            if (fork() < 0)
                usleep(50000);
    } else if (strcmp(word, "wait") == 0) {
        pause();
    } else {
        fprintf(stderr, "probe: what is %s?\n", word);
        return 2;
    }
    fflush(stdout);
    return ferror(stdout) != 0;
}
