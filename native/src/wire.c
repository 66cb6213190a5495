#include "wire.h"

#include "text.h"

/* Reads once into the empty space; the number of bytes, 0 at the end, a negative errno. */
static long fill(int fd, void *to, size_t size) {
    for (;;) {
        ssize_t got = read(fd, to, size);
        if (got >= 0)
            return got;
        if (errno == ECONNRESET)
            return 0;
        if (errno == EAGAIN) {
            struct pollfd ready = {.fd = fd, .events = POLLIN};
            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return -errno;
        }
    }
}

int wire_next(struct wire *wire, uint32_t *tag) {
    uint32_t header[2];
    const char *piece;
    long size;
    while (wire->left > 0)
        if ((size = wire_piece(wire, &piece, wire->left)) <= 0)
            return (int)size;
    wire->left = sizeof header;
    bool heard = wire->error == 0 || wire->error == -EPIPE;
    int error = heard ? wire_take(wire, header, sizeof header) : wire->error;
    if (error < 0)
        return error == -EPIPE ? 0 : error;
    *tag = header[1];
    if (header[0] > MSG_LIMIT)
        return -EMSGSIZE;
    wire->left = header[0];
    return 1;
}

long wire_piece(struct wire *wire, const char **piece, uint64_t most) {
    if (wire->left < most)
        most = wire->left;
    if (most > 0 && wire->start == wire->end) {
        long got = fill(wire->in, wire->buffer, WIRE_BUFFER);
        if (got <= 0)
            return got < 0 ? got : -EPIPE;
        wire->start = 0;
        wire->end = (uint32_t)got;
    }
    uint32_t size = wire->end - wire->start;
    if (size > most)
        size = (uint32_t)most;
    *piece = wire->buffer + wire->start;
    wire->start += size;
    wire->left -= size;
    return size;
}

int wire_take(struct wire *wire, void *to, size_t size) {
    const char *piece;
    if (size > wire->left)
        return -EBADMSG;
    for (size_t done = 0; done < size;) {
        long got = wire_piece(wire, &piece, size - done);
        if (got < 0)
            return (int)got;
        memcpy((char *)to + done, piece, (size_t)got);
        done += (size_t)got;
    }
    return 0;
}

int wire_send(struct wire *wire, uint32_t tag, const void *payload, uint32_t size) {
    const uint32_t header[2] = {size, tag};
    char message[sizeof header + WIRE_SMALL];
    if (size > WIRE_SMALL)
        return -EMSGSIZE;
    memcpy(message, header, sizeof header);
    memcpy(message + sizeof header, payload, size);
    return wire->error = write_all(wire->out, message, sizeof header + size);
}
