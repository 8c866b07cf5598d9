/*
** clua_internal.h - what the files of the bridge share.
**
** In the stack effects, `e` marks a function that may raise.
*/
#ifndef CLUA_INTERNAL_H
#define CLUA_INTERNAL_H

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include "include/clua.h"

#define CLUA_FRAMES 22      /* frames kept of a traceback */
#define CLUA_FRAMES_INNER 12
#define CLUA_NAME_SIZE 64
#define CLUA_QUANTUM 1000   /* instructions between two hook calls */
#define CLUA_SHORT_QUANTUM 16 /* the same once tables of many megabytes exist */
#define CLUA_BYTES_OF_QUANTUM ((size_t)8 << 20) /* instructions x longest text */
#define CLUA_HUGE_TEXTS 32  /* texts that are kept apart by their lengths */
#define CLUA_HOST_STACK 40  /* free slots that a host function finds */

/* Kinds of userdata. Every userdata that a script can hold begins with one. */
#define CLUA_KIND_FUNCTION 0x4c750001u
#define CLUA_KIND_OBJECT 0x4c750002u
#define CLUA_KIND_RECORD 0x4c750003u

typedef struct clua_box {
  uint32_t kind;
  void *context;
  size_t weight; /* bytes of the context, counted as the state's */
} clua_box;

typedef struct clua_frame {
  char script[CLUA_NAME_SIZE];
  char function[CLUA_NAME_SIZE];
  int line;
  bool is_main;
} clua_frame;

/* Limits and bookkeeping of one state. Every thread of the state finds it in
** its extra space. */
struct clua_guard {
  lua_State *main;
  lua_State *current; /* thread of the innermost host function */
  lua_State *running; /* thread that runs script code */
  clua_invoke invoke;
  clua_release release;
  clua_interrupt *interrupt;
  clua_limits limits;

  uint64_t deadline;    /* monotonic nanoseconds, 0 = none */
  int64_t instructions; /* executed so far, in quanta */
  int64_t stop;         /* instructions at which to stop, -1 = none */
  size_t used;          /* what the host holds for it included */
  size_t peak;
  size_t weight;        /* the host's part of it */
  size_t weight_stop;   /* at which to collect: Lua does not see it grow */
  size_t unchecked;     /* bytes allocated since the clock was read */
  int64_t fail_allocation; /* growths until one fails, for tests */
  bool fail_again;      /* Lua collects and tries once more: that fails too */
  const void *refused;  /* the block that was refused last, and its size */
  size_t refused_size;
  size_t grown_size;    /* of the large vector made last, when, and where */
  uint64_t grown_at;
  uint64_t grown_tick;
  unsigned host_calls;
  int host;             /* > 0: the allocator refuses nothing */
  int depth;            /* protected calls in progress */
  int dead;             /* CLUA_ALIVE or why the run must end */
  bool large;           /* a block of many megabytes was handed out */
  bool begun;           /* the budgets run since the script was compiled */
  size_t longest;       /* bytes of the longest text so far */
  struct {
    const void *text;
    size_t size;
  } huge[CLUA_HUGE_TEXTS];
  int huge_count;
  bool twins;           /* the host pushed a huge text as long as another */

  bool frames_open;     /* frames of a coroutine wait for its caller's */
  bool frames_final;    /* frames of the limit that was hit: kept */
  int frame_count;
  clua_frame frames[CLUA_FRAMES];

  bool records_lines;   /* for the life of the state */
  clua_chunk *chunks;   /* whose lines are recorded */

  uint64_t cursor_serial;
  clua_cursor **cursors;
  uint32_t cursor_capacity;
  uint32_t cursor_count; /* entries in use or freed */
  uint32_t cursor_free;  /* entries that can be used again */
};

static inline clua_guard *clua_guard_in(lua_State *L) {
  return *(clua_guard **)lua_getextraspace(L);
}

/* How much the host's part of the memory grows between two collections. */
static inline size_t clua_weight_step(const clua_guard *g) {
  return g->limits.memory != 0 ? g->limits.memory / 8 : (size_t)64 << 20;
}

/* clua_guard.c */
uint64_t clua_now(void);
bool clua_interrupted(const clua_interrupt *interrupt);
void clua_check(clua_guard *g);
void clua_begin(clua_guard *g);
void clua_end(clua_guard *g);
void clua_share_deadline(clua_guard *g);
void clua_arm(lua_State *L);
void clua_hurry(clua_guard *g, lua_State *L);
int clua_quantum(const clua_guard *g);
int clua_raise_memory(lua_State *L);
int clua_raise_limit(lua_State *L);
void clua_charge(lua_State *L, int64_t cost);
int clua_check_memory(lua_State *L);

/* clua_faults.c */
void clua_expect_fault_of_opening(clua_guard *g);
void clua_expect_fault(clua_guard *g);
bool clua_is_fault(clua_guard *g);
void clua_count_left(const clua_guard *g);

/* clua_call.c */
void clua_weigh(clua_guard *g, clua_box *box, size_t weight);
int clua_leave(lua_State *L, clua_guard *g, int results);
bool clua_reserve(lua_State *L, clua_guard *g, int slots);
void clua_set_box_metatable(lua_State *L);

/* clua_lines.c */
void clua_expect_lines(lua_State *L, const char *name, const char *text,
                       size_t size);
void clua_note_line(lua_State *L, lua_Debug *ar);
void clua_forget_lines(lua_State *L);

/* clua_record.c */
void clua_push_slot(lua_State *L, const clua_slot *slot);

/* clua_error.c */
int clua_message_handler(lua_State *L);
void clua_record_frames(clua_guard *g, lua_State *L);
void clua_where(lua_State *L);

/* clua_source.c */
const char *clua_source_flaw(const char *text, size_t size, size_t limit);
int clua_compile(lua_State *L, const char *text, size_t size, const char *name);

/* libraries */
void clua_open_base(lua_State *L);
void clua_open_pairs(lua_State *L);
void clua_open_coroutine(lua_State *L);
void clua_open_string(lua_State *L);
void clua_open_patterns(lua_State *L);
void clua_open_table(lua_State *L);
void clua_open_math(lua_State *L);
void clua_open_userdata(lua_State *L);
int clua_sort(lua_State *L);
int clua_require(lua_State *L);
void clua_install_os(lua_State *L);
const char *clua_tolstring(lua_State *L, int index, size_t *size);
void clua_check_raw_table(lua_State *L, int index);
bool clua_lying(lua_State *L, int index);

#endif
