/* What the processes of a launch tell each other over socket pairs: the child its parent, and a monitor its
 * front, which passes the payload on to the engine as it is. */
#ifndef JONG_NOTE_H
#define JONG_NOTE_H

#include "kernel.h"

#define NOTE_TERMINAL 0xffffffffu /* a tag of our own: the other end of the child's terminal comes along */

struct note {
    uint32_t tag;        /* MSG_STARTED, MSG_FAILED, MSG_EXITED or NOTE_TERMINAL; 0 for none */
    uint32_t size;       /* of the payload, bytes */
    uint32_t payload[3]; /* as the contract has it */
};

/* With a monitor's MSG_STARTED come, where there is a terminal, its master and the container's process. */
enum { NOTE_MASTER, NOTE_PROCESS, NOTE_DESCRIPTORS };

/* Sends a note with so many descriptors; 0 or a negative errno. */
long note_send(int socket, const struct note *note, const int *descriptors, uint32_t count);
/* Receives one: 1, or 0 at the end, or a negative errno; descriptors that did not come along are -1. */
long note_receive(int socket, struct note *note, int descriptors[NOTE_DESCRIPTORS]);

#endif
