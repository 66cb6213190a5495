/* Short strings without allocation and without the printf family. */
#ifndef JONG_TEXT_H
#define JONG_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEXT_NUMBER 24        /* bytes that hold any number with its NUL */
#define PARTS (const char *)0 /* ends a list of parts */

/* Joins parts into one string; false when it does not fit. */
bool text_join(char *to, size_t size, const char *part, ...);
/* Writes a number in decimal; returns its first digit, which lies inside `to`. */
const char *text_number(char to[TEXT_NUMBER], uint64_t value);
/* Reads a decimal number and moves `from` behind it; false when there is none or it is too large. */
bool text_parse(const char **from, uint64_t *value);
/* The value of NAME in an environment, or NULL. */
const char *text_environment(char *const *environment, const char *name);
/* Whether text begins with prefix. */
bool text_begins(const char *text, const char *prefix);
/* Prints "jong: ", the parts and a newline on standard error. */
void say(const char *part, ...);
/* Prints "jong: cannot WHAT "OBJECT": ERRNO" and returns the exit code of failures of our own, 125. */
int fail(int error, const char *what, const char *object);
/* Writes everything, waiting where the descriptor does not block; 0 or a negative errno. */
int write_all(int fd, const void *bytes, size_t size);

#endif
