/* floor - the smallest honest bootstrap: answers {"name":"X"} with "Hello, X!" over one kept-alive connection.
 * What loopback and the kernel take of every figure. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char in[1 << 16];

static int connected_to(char *api) {
  char *port = strchr(api, ':');
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(port + 1))};
  char *host = strndup(api, port - api);
  inet_aton(host, &address.sin_addr);
  free(host);
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(fd, (struct sockaddr *)&address, sizeof address)) exit(1);
  return fd;
}

/* Reads one message whole, and returns its body. */
static char *receive(int fd) {
  for (size_t n = 0;;) {
    ssize_t count = read(fd, in + n, sizeof in - 1 - n);
    if (count <= 0) exit(0);
    in[n += count] = 0;
    char *end = strstr(in, "\r\n\r\n");
    if (end && n >= (size_t)(end + 4 - in) + atoi(strcasestr(in, "content-length:") + 15)) return end + 4;
  }
}

static void send_all(int fd, const char *message, int length) {
  if (write(fd, message, length) != length) exit(1);
}

int main(void) {
  char *api = getenv("AWS_LAMBDA_RUNTIME_API"), out[1024], answer[256];
  int fd = connected_to(api);
  for (;;) {
    int length = snprintf(out, sizeof out, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: %s\r\n\r\n", api);
    send_all(fd, out, length);
    char *name = strstr(receive(fd), "\"name\":\"") + 8;
    char *id = strcasestr(in, "request-id:") + 11;
    id += strspn(id, " ");
    length = snprintf(answer, sizeof answer, "\"Hello, %.*s!\"", (int)strcspn(name, "\""), name);
    length = snprintf(out, sizeof out,
                      "POST /2018-06-01/runtime/invocation/%.36s/response HTTP/1.1\r\n"
                      "Host: %s\r\n"
                      "Content-Length: %d\r\n"
                      "\r\n"
                      "%s",
                      id, api, length, answer);
    send_all(fd, out, length);
    receive(fd);
  }
}
