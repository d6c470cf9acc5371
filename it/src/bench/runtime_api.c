#define _GNU_SOURCE
#include "runtime_api.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 16, REQUEST_TIMEOUT_SECONDS = 60, READ_SIZE = 65536, POLL_MS = 200 };

struct connection {
  int fd;
  char *buffer; /* what has come and is not handled yet, NUL-terminated */
  size_t length, capacity;
};

static int listener;
static struct connection connections[MAX_CONNECTIONS];
static int connection_count;
static char body_copy[1 << 16];

void open_api(char *address, size_t size) {
  struct sockaddr_in any_port = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct sockaddr *socket_address = (struct sockaddr *)&any_port;
  socklen_t length = sizeof any_port;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, socket_address, length) || listen(listener, MAX_CONNECTIONS)
      || getsockname(listener, socket_address, &length)) {
    perror("coldbench: listen");
    exit(2);
  }
  snprintf(address, size, "127.0.0.1:%d", ntohs(any_port.sin_port));
}

static void close_connection(int i) {
  close(connections[i].fd);
  free(connections[i].buffer);
  connections[i] = connections[--connection_count];
}

void close_api(void) {
  while (connection_count) close_connection(0);
  close(listener);
}

static void accept_connection(void) {
  int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC), one = 1;
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  connections[connection_count++] = (struct connection){.fd = fd};
}

/* 0 at the connection's end. */
static int read_more(struct connection *c) {
  if (c->capacity - c->length < READ_SIZE) {
    c->capacity = c->capacity ? c->capacity * 2 : 2 * READ_SIZE;
    c->buffer = realloc(c->buffer, c->capacity);
  }
  ssize_t n = read(c->fd, c->buffer + c->length, c->capacity - c->length - 1);
  if (n <= 0) return 0;
  c->length += n;
  c->buffer[c->length] = 0;
  return 1;
}

/* The value of a header between a message's start and its empty line, NULL for none. */
static const char *header(const char *head, const char *end, const char *name) {
  size_t length = strlen(name);
  for (const char *line = strstr(head, "\r\n"); line && line < end; line = strstr(line + 2, "\r\n")) {
    const char *start = line + 2;
    if (!strncasecmp(start, name, length) && start[length] == ':') {
      const char *value = start + length + 1;
      return value + strspn(value, " ");
    }
  }
  return NULL;
}

static void keep_body(const char *part, size_t length, size_t *kept) {
  size_t room = sizeof body_copy - 1 - *kept, taken = length < room ? length : room;
  memcpy(body_copy + *kept, part, taken);
  *kept += taken;
  body_copy[*kept] = 0;
}

/* The end of a complete chunked body, NULL while it is incomplete. */
static char *chunked_body_end(char *body, char *limit) {
  size_t kept = 0;
  for (char *p = body;;) {
    char *line_end = memmem(p, limit - p, "\r\n", 2);
    if (!line_end) return NULL;
    size_t size = strtoul(p, NULL, 16);
    if (!size) {
      /* Trailers may follow; an empty line ends the message. */
      char *end = memmem(line_end, limit - line_end, "\r\n\r\n", 4);
      return end ? end + 4 : NULL;
    }
    p = line_end + 2;
    if ((size_t)(limit - p) < size + 2) return NULL;
    keep_body(p, size, &kept);
    p += size + 2;
  }
}

/* The end of the complete request at the buffer's start, NULL while it is incomplete; its body is copied aside. */
static char *request_end(struct connection *c) {
  char *head_end = c->length ? strstr(c->buffer, "\r\n\r\n") : NULL;
  if (!head_end) return NULL;
  char *body = head_end + 4, *limit = c->buffer + c->length;
  body_copy[0] = 0;
  const char *encoding = header(c->buffer, head_end, "transfer-encoding");
  if (encoding && !strncasecmp(encoding, "chunked", 7)) return chunked_body_end(body, limit);
  const char *content_length = header(c->buffer, head_end, "content-length");
  size_t size = content_length ? strtoul(content_length, NULL, 10) : 0, kept = 0;
  if ((size_t)(limit - body) < size) return NULL;
  keep_body(body, size, &kept);
  return body + size;
}

static enum request_kind kind(const char *request_line) {
  if (strstr(request_line, "/invocation/next")) return NEXT;
  if (strstr(request_line, "/response")) return RESPONSE;
  if (strstr(request_line, "/init/error")) return INIT_ERROR;
  return strstr(request_line, "/error") ? ERROR : OTHER;
}

static int take_request(struct request *request) {
  for (int i = 0; i < connection_count; i++) {
    struct connection *c = &connections[i];
    char *end = request_end(c);
    if (!end) continue;
    *strstr(c->buffer, "\r\n") = 0;
    *request = (struct request){kind(c->buffer), i, body_copy};
    c->length -= end - c->buffer;
    memmove(c->buffer, end, c->length);
    c->buffer[c->length] = 0;
    return 1;
  }
  return 0;
}

static int has_ended(pid_t pid) {
  siginfo_t end = {0};
  return !waitid(P_PID, pid, &end, WEXITED | WNOHANG | WNOWAIT) && end.si_pid;
}

int next_request(struct request *request, pid_t runtime) {
  time_t end = time(NULL) + REQUEST_TIMEOUT_SECONDS;
  while (!take_request(request)) {
    if (time(NULL) > end || has_ended(runtime)) return 0;
    struct pollfd sources[MAX_CONNECTIONS + 1] = {{listener, POLLIN, 0}};
    for (int i = 0; i < connection_count; i++) sources[i + 1] = (struct pollfd){connections[i].fd, POLLIN, 0};
    if (poll(sources, connection_count + 1, POLL_MS) < 0 && errno != EINTR) return 0;
    for (int i = connection_count - 1; i >= 0; i--) {
      if (sources[i + 1].revents && !read_more(&connections[i])) close_connection(i);
    }
    if (sources[0].revents && connection_count < MAX_CONNECTIONS) accept_connection();
  }
  return 1;
}

static void write_all(int fd, const char *data, size_t length) {
  while (length) {
    ssize_t n = write(fd, data, length);
    if (n <= 0) return; /* the runtime has gone, as next_request will see */
    data += n;
    length -= n;
  }
}

void send_event(int connection, int number, const char *event, size_t length) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  long long deadline_ms = now.tv_sec * 1000LL + now.tv_nsec / 1000000 + 30000;
  char *message;
  size_t size = 0;
  FILE *out = open_memstream(&message, &size);
  fprintf(out,
          "HTTP/1.1 200 OK\r\n"
          "Content-Type: application/json\r\n"
          "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe59%06d\r\n"
          "Lambda-Runtime-Deadline-Ms: %lld\r\n"
          "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:bench\r\n"
          "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1\r\n"
          "Content-Length: %zu\r\n"
          "\r\n",
          number, deadline_ms, length);
  fwrite(event, 1, length, out);
  fclose(out);
  write_all(connections[connection].fd, message, size); /* in one piece, as a small answer comes from Lambda */
  free(message);
}

void send_accepted(int connection) {
  static const char accepted[] =
      "HTTP/1.1 202 Accepted\r\n"
      "Content-Type: application/json\r\n"
      "Content-Length: 16\r\n"
      "\r\n"
      "{\"status\":\"OK\"}\n";
  write_all(connections[connection].fd, accepted, sizeof accepted - 1);
}
