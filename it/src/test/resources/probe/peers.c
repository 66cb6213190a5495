/* Both ends of a connection, to see who reaches whom and by which address. */
#include "probe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 4096
#define WAIT_SECONDS 2

static int bound(int type, int port) {
    int one = 1;
    int none = 0;
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons((unsigned short)port)};
    int fd = socket(AF_INET6, type, 0);
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &none, sizeof none);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (fd < 0 || bind(fd, (struct sockaddr *)&any, sizeof any) < 0) {
        fprintf(stderr, "probe: cannot answer on %d: %s\n", port, strerrorname_np(errno));
        exit(1);
    }
    return fd;
}

/* HOSTNAME saw ADDRESS, one line. */
static void seen(const struct sockaddr_in6 *peer, char *line, size_t size) {
    char host[65] = "";
    char address[INET6_ADDRSTRLEN] = "";
    gethostname(host, sizeof host - 1);
    inet_ntop(AF_INET6, &peer->sin6_addr, address, sizeof address);
    const char *plain = IN6_IS_ADDR_V4MAPPED(&peer->sin6_addr) ? address + strlen("::ffff:") : address;
    snprintf(line, size, "%s saw %s\n", host, plain);
    fputs(line, stdout);
    fflush(stdout);
}

static void answer(int fd, int datagrams) {
    char line[256];
    struct sockaddr_in6 peer;
    socklen_t size = sizeof peer;
    if (datagrams) {
        if (recvfrom(fd, line, sizeof line, 0, (struct sockaddr *)&peer, &size) < 0)
            return;
        seen(&peer, line, sizeof line);
        sendto(fd, line, strlen(line), 0, (struct sockaddr *)&peer, size);
        return;
    }
    int client = accept(fd, (struct sockaddr *)&peer, &size);
    if (client < 0)
        return;
    seen(&peer, line, sizeof line);
    send(client, line, strlen(line), MSG_NOSIGNAL);
    close(client);
}

int peer_answer(int port, int count) {
    static struct pollfd all[MOST];
    if (count < 1 || count > MOST / 2)
        return 2;
    for (int i = 0; i < count; i++) {
        int tcp = bound(SOCK_STREAM, port + i);
        listen(tcp, 64);
        all[2 * i] = (struct pollfd){.fd = tcp, .events = POLLIN};
        all[2 * i + 1] = (struct pollfd){.fd = bound(SOCK_DGRAM, port + i), .events = POLLIN};
    }
    puts("ready");
    fflush(stdout);
    while (poll(all, (nfds_t)(2 * count), -1) >= 0)
        for (int i = 0; i < 2 * count; i++)
            if (all[i].revents != 0)
                answer(all[i].fd, i % 2);
    return 1;
}

static int parsed(const char *text, int port, struct sockaddr_storage *to) {
    struct sockaddr_in *four = (struct sockaddr_in *)to;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)to;
    memset(to, 0, sizeof *to);
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((unsigned short)port);
        return sizeof *four;
    }
    six->sin6_family = AF_INET6;
    six->sin6_port = htons((unsigned short)port);
    return inet_pton(AF_INET6, text, &six->sin6_addr) == 1 ? (int)sizeof *six : 0;
}

static int failed(void) {
    printf("%s\n", errno == EINPROGRESS || errno == EWOULDBLOCK ? "ETIMEDOUT" : strerrorname_np(errno));
    return 1;
}

int peer_ask(const char *protocol, const char *address, int port, const char *source) {
    struct sockaddr_storage to;
    struct sockaddr_storage from;
    struct timeval wait = {.tv_sec = WAIT_SECONDS};
    char line[256];
    int size = parsed(address, port, &to);
    int fd = socket(to.ss_family, strcmp(protocol, "udp") == 0 ? SOCK_DGRAM : SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    if (size == 0 || (source != NULL && parsed(source, 0, &from) == 0))
        return 2;
    if (source != NULL && bind(fd, (struct sockaddr *)&from, (socklen_t)size) < 0)
        return failed();
    if (connect(fd, (struct sockaddr *)&to, (socklen_t)size) < 0)
        return failed();
    if (strcmp(protocol, "udp") == 0 && send(fd, "?", 1, 0) < 0)
        return failed();
    ssize_t got = recv(fd, line, sizeof line, 0);
    if (got < 0)
        return failed();
    fwrite(line, 1, (size_t)got, stdout);
    return got == 0;
}
