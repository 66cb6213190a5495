#ifndef JONG_SEALED_H
#define JONG_SEALED_H

/* A copy of this program in memory that nobody can change any more; a descriptor, or a negative errno. */
long sealed_copy(void);

#endif
