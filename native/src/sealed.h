/* Copies of this program in memory that nobody can write to. */
#ifndef JONG_SEALED_H
#define JONG_SEALED_H

#include "kernel.h"

/* A descriptor of a sealed copy of this program, close-on-exec, or a negative errno. */
long sealed_copy(void);
/* Executes a sealed copy of this program, with the program's path as first argument. Returns 0 when this
 * process is one already, or a negative errno. */
long sealed_become(char **argv, char **environment);
/* Finds the path of this program; whether it is a sealed copy. An empty path tells of a failure. */
bool sealed_path(char *path, size_t size);

#endif
