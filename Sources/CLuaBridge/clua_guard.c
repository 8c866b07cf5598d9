/*
** clua_guard.c - the limits of a run: clock, instructions, memory, interrupt.
**
** A limit that was hit is sticky: `dead` stays set until the outermost call
** returns, and everything that can catch an error raises it again.
*/
#include "clua_internal.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

/* What other threads share with a running script. */
struct clua_interrupt {
  atomic_bool raised;
  _Atomic uint64_t deadline; /* of the call in progress, 0 = none */
};

clua_interrupt *clua_interrupt_new(void) {
  clua_interrupt *interrupt = malloc(sizeof(clua_interrupt));
  if (interrupt == NULL) return NULL;
  atomic_init(&interrupt->raised, false);
  atomic_init(&interrupt->deadline, 0);
  return interrupt;
}

void clua_interrupt_free(clua_interrupt *interrupt) { free(interrupt); }

/* May be called from any thread. */
void clua_interrupt_raise(clua_interrupt *interrupt) {
  atomic_store(&interrupt->raised, true);
}

void clua_interrupt_clear(clua_interrupt *interrupt) {
  atomic_store(&interrupt->raised, false);
}

bool clua_interrupted(const clua_interrupt *interrupt) {
  return interrupt != NULL &&
         atomic_load_explicit(&interrupt->raised, memory_order_relaxed);
}

/* May be called from any thread: how far past its deadline the call in progress
** is, 0 while it is not. */
uint64_t clua_interrupt_overdue(const clua_interrupt *interrupt) {
  uint64_t deadline = atomic_load(&interrupt->deadline);
  uint64_t now = clua_now();
  return deadline == 0 || now < deadline ? 0 : now - deadline;
}

static void share(clua_guard *g, uint64_t deadline) {
  if (g->interrupt != NULL) atomic_store(&g->interrupt->deadline, deadline);
}

/* Lets other threads see the deadline of the call that begins. */
void clua_share_deadline(clua_guard *g) { share(g, g->deadline); }

lua_State *clua_current(clua_guard *g) { return g->current; }
void clua_enter_host(clua_guard *g) { g->host++; }
void clua_leave_host(clua_guard *g) { g->host--; }
size_t clua_used_memory(const clua_guard *g) { return g->used; }
size_t clua_peak_memory(const clua_guard *g) { return g->peak; }
int64_t clua_instructions(const clua_guard *g) { return g->instructions; }
int clua_stop_reason(const clua_guard *g) { return g->dead; }

/* Monotonic nanoseconds. */
uint64_t clua_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Finds out whether a limit is hit; touches no Lua state, so that the
** allocator may call it. */
void clua_check(clua_guard *g) {
  if (g->dead || g->depth == 0) return;
  if (clua_interrupted(g->interrupt))
    g->dead = CLUA_INTERRUPTED;
  else if (g->stop >= 0 && g->instructions >= g->stop)
    g->dead = CLUA_INSTRUCTION_LIMIT;
  else if (g->deadline != 0 && clua_now() >= g->deadline)
    g->dead = CLUA_TIME_LIMIT;
}

/* The length of the next quantum: short where one instruction may handle many
** megabytes, and never past the instruction limit. A chain of `__index` compares
** a long key 2000 times in one instruction. */
int clua_quantum(const clua_guard *g) {
  int64_t n = g->large ? CLUA_SHORT_QUANTUM : CLUA_QUANTUM;
  if (g->dead) return 1;
  while (n > 1 && (size_t)n * g->longest > CLUA_BYTES_OF_QUANTUM) n /= 2;
  if (g->stop >= 0 && g->stop - g->instructions < n)
    n = g->stop - g->instructions;
  return n < 1 ? 1 : (int)n;
}

static void hook(lua_State *L, lua_Debug *ar);

/* Sets the hook of a thread for a quantum. [-0, +0] */
static void set_hook(clua_guard *g, lua_State *L, int quantum) {
  int lines = g->records_lines ? LUA_MASKLINE : 0;
  lua_sethook(L, hook, LUA_MASKCOUNT | lines, quantum);
}

/* The hook of counts, and of lines where they are recorded. C: it raises.
** [-0, +0, e] */
static void hook(lua_State *L, lua_Debug *ar) {
  if (ar->event == LUA_HOOKLINE) {
    clua_note_line(L, ar);
    return;
  }
  clua_guard *g = clua_guard_in(L);
  int count = lua_gethookcount(L);
  g->instructions += count;
  clua_check(g);
  if (g->dead) clua_raise_limit(L);
  int next = clua_quantum(g);
  if (next != count) set_hook(g, L, next);
}

/* Sets the hook of a thread. [-0, +0] */
void clua_arm(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  set_hook(g, L, clua_quantum(g));
}

/* Makes a quantum in progress shorter where it has become too long. Called by
** the allocator too: lua_sethook is made for calls at any moment. [-0, +0] */
void clua_hurry(clua_guard *g, lua_State *L) {
  if (L != NULL && lua_gethookcount(L) > clua_quantum(g)) clua_arm(L);
}

/* Starts the budgets of an outermost call. */
void clua_begin(clua_guard *g) {
  g->dead = CLUA_ALIVE;
  g->large = g->used >= ((size_t)8 << 20);
  if (g->longest > g->used) g->longest = g->used;
  g->twins = false;
  g->refused_size = 0;
  g->deadline = g->limits.time != 0 ? clua_now() + g->limits.time : 0;
  g->stop = g->limits.instructions != 0
                ? g->instructions + g->limits.instructions : -1;
  g->frame_count = 0;
  g->frames_open = g->frames_final = false;
  clua_arm(g->main);
}

/* From now on nobody waits for the script. */
void clua_end(clua_guard *g) { share(g, 0); }

/* Whether the call in progress must end, for host code that works long. C: the
** guard's layout is private. [-0, +0] */
bool clua_is_over(clua_guard *g) {
  clua_check(g);
  return g->depth > 0 && g->dead;
}

/* Nanoseconds until the deadline of the call in progress; UINT64_MAX where there
** is none. C: as clua_is_over. [-0, +0] */
uint64_t clua_time_left(const clua_guard *g) {
  if (g->depth == 0 || g->deadline == 0) return UINT64_MAX;
  uint64_t now = clua_now();
  return now < g->deadline ? g->deadline - now : 0;
}

/* [-0, +0] */
bool clua_is_late(const clua_guard *g) {
  return g->deadline != 0 && clua_now() >= g->deadline;
}

/* Moves the deadline; in C because the guard's layout is private. [-0, +0] */
void clua_limit_time(clua_guard *g, uint64_t nanoseconds) {
  g->limits.time = nanoseconds;
  if (g->depth == 0) return;
  g->deadline = clua_now() + nanoseconds;
  clua_share_deadline(g);
}

/* Raises the error that nothing in a script can catch: a light userdata, for
** that needs no memory. C: it raises. [-0, +1, e] */
int clua_raise_limit(lua_State *L) {
  static char marker;
  clua_guard *g = clua_guard_in(L);
  clua_record_frames(g, L);
  g->frames_final = true;
  clua_arm(L);
  lua_pushlightuserdata(L, &marker);
  return lua_error(L);
}

/* The memory limit ends the run like the others: a script that caught it would
** go on with whatever it had lost. Keeps the place that the allocator noted.
** C: it raises. [-0, +1, e] */
int clua_raise_memory(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  g->dead = CLUA_MEMORY_REACHED;
  g->frames_final = true;
  return clua_raise_limit(L);
}

/* Charges work done in C as if it were instructions. [-0, +0, e] */
void clua_charge(lua_State *L, int64_t cost) {
  clua_guard *g = clua_guard_in(L);
  g->instructions += cost;
  clua_check(g);
  if (g->dead) clua_raise_limit(L);
}

/* Collects what the host holds for garbage. Lua paces its collector by its own
** memory, and a collection for want of memory runs no finalizers, so the host's
** part of the memory must not come near the limit by garbage. [-0, +0] */
static void collect_weight(lua_State *L, clua_guard *g) {
  lua_gc(L, LUA_GCCOLLECT);
  size_t step = clua_weight_step(g);
  g->weight_stop = g->weight + (g->weight / 2 > step ? g->weight / 2 : step);
}

/* Raises the memory error when a host function used more than the limit while
** nothing was refused. [-0, +(0|1), e] */
int clua_check_memory(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  if (g->weight > g->weight_stop) collect_weight(L, g);
  bool full = g->limits.memory != 0 && g->used > g->limits.memory;
  if (!full && !g->twins) return 0;
  if (full && !g->twins) {
    lua_gc(L, LUA_GCCOLLECT);
    if (g->used <= g->limits.memory) return 0;
  }
  g->frames_open = false;
  clua_record_frames(g, L);
  return clua_raise_memory(L);
}
