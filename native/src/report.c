#include "report.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "kernel.h"

#define MOST 2 /* descriptors in one message */

union ancillary {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(MOST * sizeof(int))];
};

long report_pass(int socket, const void *message, uint32_t size, const int *descriptors, uint32_t count) {
    union ancillary ancillary;
    struct iovec part = {(void *)(uintptr_t)message, size};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
    if (count > 0) {
        memset(&ancillary, 0, sizeof ancillary);
        ancillary.header.cmsg_level = SOL_SOCKET;
        ancillary.header.cmsg_type = SCM_RIGHTS;
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

long report_take(int socket, void *message, uint32_t size, int descriptors[2]) {
    union ancillary ancillary;
    struct iovec part = {message, size};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
    header.msg_control = &ancillary;
    header.msg_controllen = sizeof ancillary.bytes;
    descriptors[0] = descriptors[1] = -1;
    long got;
    do
        got = answer(recvmsg(socket, &header, MSG_CMSG_CLOEXEC));
    while (got == -EINTR);
    if (got <= 0)
        return got == -ECONNRESET ? 0 : got;
    struct cmsghdr *first = CMSG_FIRSTHDR(&header);
    if (first != NULL && first->cmsg_level == SOL_SOCKET && first->cmsg_type == SCM_RIGHTS)
        memcpy(descriptors, CMSG_DATA(first), first->cmsg_len - CMSG_LEN(0));
    return got == (long)size ? 1 : -EBADMSG;
}

long report_send(int socket, uint32_t index, uint32_t error, int descriptor) {
    struct report report = {index, error};
    return report_pass(socket, &report, sizeof report, &descriptor, descriptor < 0 ? 0 : 1);
}

long report_receive(int socket, struct report *report, int *descriptor) {
    int descriptors[2];
    long result = report_take(socket, report, sizeof *report, descriptors);
    *descriptor = descriptors[0];
    return result;
}
