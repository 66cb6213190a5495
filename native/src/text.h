/* Short strings without allocation. */
#pragma once

#include "kernel.h"

#include <stdarg.h>

#define TEXT_NUMBER 24 /* bytes that hold any number with its NUL */
#define FORMATTED(at, first) __attribute__((format(printf, at, first)))

/* Formats as printf does; false when it does not fit. */
FORMATTED(3, 4) bool text_format(char *to, size_t size, const char *format, ...);
/* Reads a decimal number and moves `from` behind it; false when there is none or it is too large. */
bool text_parse(const char **from, uint64_t *value);
/* Reads a text that is a decimal number and nothing else. */
bool text_number(const char *text, uint64_t *value);
/* Whether text begins with prefix. */
bool text_begins(const char *text, const char *prefix);
/* Prints "jong: ", the text and a newline on standard error. */
FORMATTED(1, 2) void say(const char *format, ...);
/* Prints "jong: cannot WHAT "OBJECT": ERRNO" and returns the exit code of failures of our own, 125. */
int fail(int error, const char *what, const char *object);
/* Writes everything, waiting where the descriptor does not block; 0 or a negative errno. */
int write_all(int fd, const void *bytes, size_t size);
