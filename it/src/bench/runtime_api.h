/* A neutral Lambda Runtime API on loopback, for one runtime at a time. */
#include <stddef.h>
#include <sys/types.h>

enum request_kind { NEXT, RESPONSE, ERROR, INIT_ERROR, OTHER };

struct request {
  enum request_kind kind;
  int connection;
  const char *body; /* of what does not fit into 64 KiB, the beginning */
};

/* Listens on a free port, and writes the address as AWS_LAMBDA_RUNTIME_API has it. */
void open_api(char *address, size_t size);
void close_api(void);

/* Waits for the next request; 0 when the runtime has ended or asked for nothing for a minute. */
int next_request(struct request *request, pid_t runtime);
void send_event(int connection, int number, const char *event, size_t length);
void send_accepted(int connection);
