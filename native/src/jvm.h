/* Starts the JVM of an engine. */
#ifndef JONG_JVM_H
#define JONG_JVM_H

#include "front.h"

/* The descriptors of an engine; they become 0 to 4. */
struct jvm_streams {
    int listener, log, requests, answers;
};

/* Becomes the engine; comes back only when that fails, having told the front through `answers`. */
void jvm_become(struct front *front, const struct jvm_streams *streams);

#endif
