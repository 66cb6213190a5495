/* The first process of a container, from its second life on: a sealed copy of the program. */
#ifndef JONG_CHILD_H
#define JONG_CHILD_H

#define CHILD_NAME "jong-child" /* argv[0] that tells the two roles of the program apart */

/* Carries out LIST_CHILD of the plan behind a descriptor. Comes back only when it fails. */
int child_main(const char *plan, const char *report);

#endif
