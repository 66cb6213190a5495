/* What a container looks like from inside: one "key value" line for each fact, control bytes as \xHH. */
#ifndef PROBE_H
#define PROBE_H

#include <stddef.h>

void tell(const char *key, const char *value);
void tell_number(const char *key, long value);

/* Everything that can be read. */
void dump(char **argv, char **environment);
/* Everything that should be refused, each in a process of its own: "try.NAME OK" or the name of the error. */
void attempt_all(void);
int attempt_one(const char *name);

/* Attacks that go on until the time is up: SECONDS, then what they need. */
int attack_programs(int seconds, const char *text);
int attack_by_exchange(int seconds, const char *one, const char *other);

/* Answers on COUNT ports from PORT on, over TCP and UDP: HOSTNAME saw ADDRESS. Prints it too. Does not end. */
int peer_answer(int port, int count);
/* Prints what is answered, or the name of the error; waits two seconds at most. */
int peer_ask(const char *protocol, const char *address, int port, const char *source);

#endif
