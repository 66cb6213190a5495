#include "plan.h"

union ancillary {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(NOTE_DESCRIPTORS * sizeof(int))];
};

long note_send(int socket, const struct note *note, const int *descriptors, uint32_t count) {
    union ancillary ancillary = {.header = {.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    struct iovec part = {(void *)(uintptr_t)note, sizeof *note};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
    if (count > 0) {
        ancillary.header.cmsg_len = (socklen_t)CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(&ancillary.header), descriptors, count * sizeof(int));
        header.msg_control = &ancillary;
        header.msg_controllen = (socklen_t)CMSG_SPACE(count * sizeof(int));
    }
    long sent;
    do
        sent = answer(sendmsg(socket, &header, MSG_NOSIGNAL));
    while (sent == -EINTR);
    return sent < 0 ? sent : 0;
}

long note_receive(int socket, void *to, size_t size, int descriptors[NOTE_DESCRIPTORS]) {
    union ancillary ancillary;
    struct iovec part = {to, size};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
    header.msg_control = &ancillary;
    header.msg_controllen = sizeof ancillary.bytes;
    descriptors[NOTE_PROCESS] = descriptors[NOTE_INPUT] = -1;
    long got;
    /* The kernel says once that the other end left a message unread; what that end had said comes after it.
     */
    do
        got = answer(recvmsg(socket, &header, MSG_CMSG_CLOEXEC));
    while (got == -EINTR || got == -ECONNRESET);
    if (got <= 0)
        return got;
    struct cmsghdr *first = CMSG_FIRSTHDR(&header);
    if (first != NULL && first->cmsg_level == SOL_SOCKET && first->cmsg_type == SCM_RIGHTS)
        memcpy(descriptors, CMSG_DATA(first), first->cmsg_len - CMSG_LEN(0));
    return got;
}
