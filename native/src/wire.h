/* Framing of messages between front and engine: u32 size, u32 tag, payload. */
#pragma once

#include "contract.h"
#include "kernel.h"

#define WIRE_BUFFER 32768
#define WIRE_SMALL 5000 /* bytes of payload in a message that is sent at once */

struct wire {
    int in;              /* answers come here */
    int out;             /* requests go here; the same descriptor when it is a socket */
    uint32_t start, end; /* bytes of the buffer that are not read yet */
    uint32_t left;       /* bytes of the present message that are not read yet */
    int error;           /* why the engine does not have what was last said to it, or 0 */
    /* Aligned, so that a monitor can give its pages back. */
    _Alignas(4096) char buffer[WIRE_BUFFER];
};

/* Waits for the next message, skipping what is left of the present one. 1: there is one; 0: the connection
 * ended; a negative errno otherwise, EMSGSIZE for a message over MSG_LIMIT. There is none where the engine
 * waits too, for what could not be sent; one that has gone may have said why before. */
int wire_next(struct wire *wire, uint32_t *tag);
/* A piece of the payload, a byte to `most`, without a copy; 0 at its end, a negative errno when it breaks
 * off. */
long wire_piece(struct wire *wire, const char **piece, uint64_t most);
/* Exactly `size` bytes of the payload; 0 or a negative errno. */
int wire_take(struct wire *wire, void *to, size_t size);
/* Sends a small message; 0 or a negative errno, which is kept. */
int wire_send(struct wire *wire, uint32_t tag, const void *payload, uint32_t size);
