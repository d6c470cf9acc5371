/* coldbench - times Lambda bootstraps as whole processes, side by side.
 *
 *   coldbench -e FILE [options] -- NAME DIR COMMAND [ARG...] [-- NAME DIR COMMAND [ARG...]]...
 *
 * Every COMMAND is started in DIR, its LAMBDA_TASK_ROOT, as Lambda would start a bootstrap; it is given the
 * event, answers, is given it WARM more times, and is killed. The commands take turns, run by run, so that a
 * drift of the machine's speed hits all alike. A command after --run instead of -- is run to its end, and
 * that is timed.
 *
 *   -e FILE     the event
 *   -H HANDLER  value of _HANDLER
 *   -m MB       value of AWS_LAMBDA_FUNCTION_MEMORY_SIZE (default 512)
 *   -q PERCENT  from the first GET next on, that much of one processor for the command (needs root and a cpu cgroup):
 *               Lambda gives the init phase a whole one, and an invocation MEMORY / 1769 of one
 *   -n RUNS     counted runs of each command (default 9), after one that is not counted
 *   -w WARM     warm invocations in each run (default 200)
 *   -c          drop the page cache before every run (needs root): a start from cold storage
 *   -t          no figures: one run of each command, ended by SIGTERM, at which a JVM writes its startup cache
 *   -l          leave the commands' output on the terminal
 *
 * Prints a line for each command, tab-separated, medians over the runs:
 *   name    init: ms to the first GET next    first: ms to the first complete response
 *   work: ms of processor time of the first invocation, all threads, up to the second GET next
 *   p50, p99: us of a warm invocation, from event sent to response received, all on one processor: waking up
 *     another takes as long as a good part of an invocation, and would hide what the runtimes differ in
 *   cpu: ms of processor time of the whole run    rss: peak MiB of the process after 200 invocations
 *   failed: runs that did    answer: the first response
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime_api.h"

enum { MAX_COMMANDS = 12, MAX_RUNS = 200, MAX_EVENT = 6 << 20, END_TIMEOUT_SECONDS = 60, MEMORY_AFTER = 200, PERIOD_US = 20000 };

enum figure { INIT, FIRST, WORK, P50, P99, CPU, RSS, FIGURES };

struct command {
  char *name, *dir, **argv;
  int to_its_end; /* serves no events */
  int runs, failed;
  double figures[FIGURES][MAX_RUNS];
  char answer[300];
};

static struct command commands[MAX_COMMANDS];
static int command_count;

static int run_count = 9, warm_count = 200, share, drop_cache, training, leave_output;
static const char *handler = "", *memory = "512";
static char event[MAX_EVENT];
static size_t event_length;

static char group[64]; /* the cgroup of a command that has a share of a processor */
static cpu_set_t all_processors;
static volatile pid_t child; /* the running command, and its process group */

/* Ends the command with us, or alone when it does not end in time. */
static void end_child(int signal_number) {
  if (child) kill(-child, SIGKILL);
  if (signal_number != SIGALRM) _exit(128 + signal_number);
}

static void fail(const char *what) {
  fprintf(stderr, "coldbench: ");
  perror(what);
  exit(2);
}

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static double milliseconds(struct timeval time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; }

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The value that a share of all is below; 0 of none. */
static double quantile(double *values, int count, double share) {
  qsort(values, count, sizeof *values, by_value);
  return count ? values[(int)(count * share)] : 0;
}

static void empty_page_cache(void) {
  sync();
  int fd = open("/proc/sys/vm/drop_caches", O_WRONLY);
  if (fd < 0 || write(fd, "3", 1) != 1) fail("drop_caches");
  close(fd);
}

static double peak_rss_mib(pid_t pid) {
  char path[64], line[256];
  double kib = 0;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "r");
  while (file && fgets(line, sizeof line, file)) {
    if (!strncmp(line, "VmHWM:", 6)) kib = atof(line + 6);
  }
  if (file) fclose(file);
  return kib / 1024;
}

/* Processor time of all threads so far. */
static double work_ms(void) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(child, &clock) || clock_gettime(clock, &time)) return 0;
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void write_group_file(const char *file, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", group, file);
  int fd = open(path, O_WRONLY);
  if (fd < 0 || write(fd, text, strlen(text)) < 0) fail(path);
  close(fd);
}

/* From now on the command has its share of a processor, in periods as long as Lambda's. */
static void ration_processor(void) {
  int version_1 = !access("/sys/fs/cgroup/cpu", W_OK);
  char text[32];
  snprintf(group, sizeof group, "/sys/fs/cgroup%s/coldbench%d", version_1 ? "/cpu" : "", getpid());
  mkdir(group, 0755);
  snprintf(text, sizeof text, version_1 ? "%d" : "%d 20000", share * PERIOD_US / 100);
  if (version_1) write_group_file("cpu.cfs_period_us", "20000");
  write_group_file(version_1 ? "cpu.cfs_quota_us" : "cpu.max", text);
  snprintf(text, sizeof text, "%d", child);
  write_group_file("cgroup.procs", text);
}

/* From now on the command and we run on the first of our processors. */
static void share_one_processor(void) {
  cpu_set_t one;
  int first = 0;
  while (!CPU_ISSET(first, &all_processors)) first++;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  sched_setaffinity(0, sizeof one, &one);
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", child);
  DIR *threads = opendir(path);
  for (struct dirent *thread; threads && (thread = readdir(threads));) {
    int id = atoi(thread->d_name);
    if (id) sched_setaffinity(id, sizeof one, &one);
  }
  if (threads) closedir(threads);
}

/* In the child process. */
static void become(const struct command *c, const char *api) {
  const char *environment[][2] = {
      {"AWS_LAMBDA_RUNTIME_API", api},
      {"LAMBDA_TASK_ROOT", c->dir},
      {"_HANDLER", handler},
      {"AWS_REGION", "us-east-1"},
      {"AWS_LAMBDA_FUNCTION_NAME", "bench"},
      {"AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"},
      {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory},
      {"AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench"},
      {"AWS_LAMBDA_LOG_STREAM_NAME", "bench"},
      {"AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"},
      {"TZ", ":UTC"},
  };
  for (size_t i = 0; i < sizeof environment / sizeof *environment; i++) setenv(environment[i][0], environment[i][1], 1);
  setpgid(0, 0);
  /* A share is of the fair scheduler's time. */
  if (share && sched_setscheduler(0, SCHED_OTHER, &(struct sched_param){0})) fail("scheduler");
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* should coldbench be killed itself */
  if (chdir(c->dir)) {
    perror(c->dir);
    _exit(127);
  }
  if (!leave_output) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
  }
  execvp(c->argv[0], c->argv);
  perror(c->argv[0]);
  _exit(127);
}

static int await_end(int *status, struct rusage *usage) {
  alarm(END_TIMEOUT_SECONDS);
  while (wait4(child, status, 0, usage) < 0) {
    if (errno != EINTR) fail("wait");
  }
  alarm(0);
  return WIFEXITED(*status) && !WEXITSTATUS(*status);
}

/* Gives the command its events, and fills in the figures but for the processor time; 1 when it answered all. */
static int serve(struct command *c, double start, double *figures) {
  double sent = 0, before = 0, *latency = calloc(warm_count + 1, sizeof *latency);
  int answered = 0, done = 0;
  struct request request;
  while (!done && next_request(&request, child)) {
    double now = now_ms();
    switch (request.kind) {
      case NEXT:
        if (!figures[INIT]) {
          figures[INIT] = now - start;
          if (share) ration_processor();
          before = work_ms();
        } else if (answered == 1) {
          figures[WORK] = work_ms() - before;
          share_one_processor();
        }
        if (answered == (warm_count < MEMORY_AFTER ? warm_count + 1 : MEMORY_AFTER)) figures[RSS] = peak_rss_mib(child);
        if (answered > warm_count) {
          done = 1;
        } else {
          sent = now_ms();
          send_event(request.connection, answered, event, event_length);
        }
        break;
      case RESPONSE:
        if (answered++) {
          latency[answered - 2] = (now - sent) * 1e3;
        } else {
          figures[FIRST] = now - start;
          snprintf(c->answer, sizeof c->answer, "%s", request.body);
        }
        send_accepted(request.connection);
        break;
      case ERROR:
      case INIT_ERROR:
        fprintf(stderr, "coldbench: %s: %.400s\n", c->name, request.body);
        free(latency);
        return 0;
      case OTHER:
        send_accepted(request.connection);
    }
  }
  if (!done) fprintf(stderr, "coldbench: %s stopped after %d answers\n", c->name, answered);
  figures[P50] = quantile(latency, answered > 1 ? answered - 1 : 0, 0.5);
  figures[P99] = quantile(latency, answered > 1 ? answered - 1 : 0, 0.99);
  free(latency);
  return done;
}

/* The kernel stops programs of a real-time class for 50 ms in a second in which they used 950 of it, and a run
 * may have used most of those: without this pause, the next one would wait in its start. */
static void await_real_time(void) {
  struct timespec pause = {.tv_nsec = 150 * 1000 * 1000};
  int class = sched_getscheduler(0);
  if (class == SCHED_RR || class == SCHED_FIFO) nanosleep(&pause, NULL);
}

static void run_once(struct command *c, int counted) {
  char api[64];
  await_real_time();
  open_api(api, sizeof api);
  if (drop_cache) empty_page_cache();
  double figures[FIGURES] = {0}, start = now_ms();
  child = fork();
  if (!child) become(c, api);
  setpgid(child, child);
  int ok, status;
  struct rusage usage;
  if (c->to_its_end) {
    ok = await_end(&status, &usage);
    figures[INIT] = figures[FIRST] = now_ms() - start;
    figures[RSS] = usage.ru_maxrss / 1024.0;
    if (!ok) fprintf(stderr, "coldbench: %s ended with status %d\n", c->name, status);
  } else {
    ok = serve(c, start, figures);
    kill(-child, training ? SIGTERM : SIGKILL);
    await_end(&status, &usage);
  }
  figures[CPU] = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
  child = 0;
  if (*group) rmdir(group);
  sched_setaffinity(0, sizeof all_processors, &all_processors);
  close_api();
  if (!ok) {
    c->failed++;
  } else if (counted) {
    for (int i = 0; i < FIGURES; i++) c->figures[i][c->runs] = figures[i];
    c->runs++;
  }
}

static int starts_command(const char *argument) { return !strcmp(argument, "--") || !strcmp(argument, "--run"); }

/* Returns the index of what starts the first command. */
static int read_options(int argc, char **argv) {
  const char *event_file = "/dev/null";
  int end = 1;
  while (end < argc && !starts_command(argv[end])) end++;
  for (int option; (option = getopt(end, argv, "e:H:m:n:q:w:ctl")) != -1;) {
    switch (option) {
      case 'e': event_file = optarg; break;
      case 'H': handler = optarg; break;
      case 'm': memory = optarg; break;
      case 'n': run_count = atoi(optarg); break;
      case 'q': share = atoi(optarg); break;
      case 'w': warm_count = atoi(optarg); break;
      case 'c': drop_cache = 1; break;
      case 't': training = 1; break;
      case 'l': leave_output = 1; break;
      default: exit(2);
    }
  }
  FILE *file = fopen(event_file, "r");
  if (!file) fail(event_file);
  event_length = fread(event, 1, sizeof event, file);
  fclose(file);
  return end;
}

static void read_commands(int argc, char **argv, int first) {
  for (int i = first; i < argc && command_count < MAX_COMMANDS;) {
    int to_its_end = !strcmp(argv[i], "--run");
    argv[i++] = NULL; /* ends the command before */
    if (argc - i < 3) break;
    commands[command_count++] =
        (struct command){.name = argv[i], .dir = argv[i + 1], .argv = argv + i + 2, .to_its_end = to_its_end};
    while (i < argc && !starts_command(argv[i])) i++;
  }
  if (!command_count || run_count < 1 || run_count > MAX_RUNS || warm_count < 0 || share < 0) {
    fprintf(stderr, "coldbench: nothing to run; the head of coldbench.c is the manual\n");
    exit(2);
  }
}

int main(int argc, char **argv) {
  read_commands(argc, argv, read_options(argc, argv));
  if (sched_getaffinity(0, sizeof all_processors, &all_processors)) fail("processors");
  signal(SIGPIPE, SIG_IGN);
  signal(SIGINT, end_child);
  signal(SIGTERM, end_child);
  signal(SIGALRM, end_child);
  for (int run = 0; run <= (training ? 0 : run_count); run++) {
    for (int i = 0; i < command_count; i++) run_once(&commands[i], run > 0);
  }
  int failed = 0;
  for (int i = 0; i < command_count; i++) {
    struct command *c = &commands[i];
    printf("%s", c->name);
    for (int k = 0; k < FIGURES; k++) printf("\t%.3f", quantile(c->figures[k], c->runs, 0.5));
    printf("\t%d\t%s\n", c->failed, c->answer);
    failed += c->failed;
  }
  return failed ? 1 : 0;
}
