/* Signals as descriptors, for poll loops. */
#pragma once

#include "kernel.h"

/* Blocks what can be forwarded and gives a descriptor to read it from, or a negative errno. Stop signals of
 * the terminal keep their meaning, unless `stops` asks for them too. */
int signals_open(sigset_t *old, bool stops);
/* The next signal, or 0 when there is none. */
int signals_next(int fd);
/* Forgets what is pending and restores the mask. */
void signals_close(int fd, const sigset_t *old);
/* Gives every signal its standard meaning and blocks none: over an exec, ignored ones would stay ignored. */
void signals_reset(void);
/* Whether a signal that reached us is meant for the program in the container. */
bool signals_forwarded(int number);
