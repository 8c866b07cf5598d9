/*
** clua.h - all that Swift sees of the bridge to Lua.
**
** The rule of the border: a Lua function that can raise (longjmp) is never
** called with a Swift frame below it. Swift calls functions that cannot raise,
** functions that can only fail for memory while the allocator refuses nothing
** ("grace", see clua_enter_host), and the functions below, which never raise.
** allowed-lua-functions.txt lists the former two.
**
** Each comment ends with the effect on the stack: [-pops, +pushes].
*/
#ifndef CLUA_H
#define CLUA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct lua_State lua_State;
typedef struct clua_guard clua_guard;
typedef struct clua_interrupt clua_interrupt;
typedef struct clua_chunk clua_chunk;

/* What a host function returns when it failed: the message is on top of the
** stack. CLUA_RAISE has the position of the calling script put before it. */
#define CLUA_RAISE (-1)
#define CLUA_RAISE_BARE (-2)

/* Runs a host function. `context` is what clua_push_function was given. */
typedef int (*clua_invoke)(lua_State *L, void *context);
/* Gives back a context or an object that Lua held. */
typedef void (*clua_release)(void *context);

/* Why a run was stopped. */
#define CLUA_ALIVE 0
#define CLUA_TIME_LIMIT 1
#define CLUA_INSTRUCTION_LIMIT 2
#define CLUA_INTERRUPTED 3
#define CLUA_MEMORY_REACHED 4

/* How a protected call ended. */
#define CLUA_OK 0
#define CLUA_SCRIPT_ERROR 1
#define CLUA_SYNTAX_ERROR 2
#define CLUA_MEMORY_LIMIT 3
#define CLUA_STOPPED 4 /* see clua_stop_reason */

/* 0 means "no limit". */
typedef struct clua_limits {
  uint64_t time;        /* nanoseconds of one outermost call */
  int64_t instructions; /* of one outermost call */
  size_t memory;        /* bytes the state may hold */
  size_t source;        /* bytes of one script */
  size_t load;          /* bytes of one text given to `load` */
  uint64_t seed;        /* of math.random */
} clua_limits;

/* ---- state (clua_state.c, clua_guard.c) -------------------------------- */

/* A state with the sandboxed libraries, or NULL when memory is short. */
lua_State *clua_open(const clua_limits *limits, clua_invoke invoke,
                     clua_release release, clua_interrupt *interrupt);
void clua_close(lua_State *L);
clua_guard *clua_guard_of(lua_State *L);
/* Adds what needs the host. Functions on the stack: now, utc offset, print,
** module. [-4, +0] */
void clua_install_host(lua_State *L);
/* The thread that host code must use now: the coroutine inside a callback. */
lua_State *clua_current(clua_guard *g);
/* Between these two the allocator refuses nothing. They nest. */
void clua_enter_host(clua_guard *g);
void clua_leave_host(clua_guard *g);
size_t clua_used_memory(const clua_guard *g);
size_t clua_peak_memory(const clua_guard *g);
int64_t clua_instructions(const clua_guard *g);
int clua_stop_reason(const clua_guard *g);
/* Whether the time of the call in progress, or of the last one, is over. */
bool clua_is_late(const clua_guard *g);
/* Sets the time limit, from now on for the call in progress too. [-0, +0] */
void clua_limit_time(clua_guard *g, uint64_t nanoseconds);
/* Whether the call in progress must end, and how many nanoseconds it has left
** (UINT64_MAX: no limit): for host code that works long. [-0, +0] */
bool clua_is_over(clua_guard *g);
uint64_t clua_time_left(const clua_guard *g);

/* ---- faults, for tests (clua_faults.c) ------------------------------------ */

/* The n-th growth of a script's memory from now on fails, and so does the attempt
** after it: in the next state that this thread opens, its opening included; in
** the scripts of each state that is opened; or in this state. 0 ends that. */
void clua_fail_in_next(int64_t n);
void clua_fail_in_scripts(int64_t n);
void clua_fail_allocation(clua_guard *g, int64_t n);
/* How many growths there are until then, 0 once it failed. */
int64_t clua_until_failure(const clua_guard *g);
/* In the whole process: growths that were made to fail, and bytes that states
** still held after they were closed. */
int64_t clua_faults(void);
int64_t clua_bytes_left(void);

/* ---- executed lines (clua_lines.c) ---------------------------------------- */

/* Has executed lines recorded, for the life of the state: of texts given to
** clua_load from now on, in all threads made from now on. Called before the first
** script. [-0, +0] */
void clua_record_lines(clua_guard *g);
/* The recorded chunks: the one after another, the first after NULL, NULL at the
** end. One that is loaded again may move. [-0, +0] */
const clua_chunk *clua_next_chunk(const clua_guard *g, const clua_chunk *chunk);
const char *clua_chunk_name(const clua_chunk *chunk);
/* The first executed line after another, from 0 on; 0 at the end. [-0, +0] */
int clua_next_line(const clua_chunk *chunk, int line);

/* ---- interrupts (clua_guard.c) -------------------------------------------- */

clua_interrupt *clua_interrupt_new(void);
void clua_interrupt_free(clua_interrupt *interrupt);
void clua_interrupt_raise(clua_interrupt *interrupt);
void clua_interrupt_clear(clua_interrupt *interrupt);
/* Nanoseconds that the call in progress is past its deadline; any thread. */
uint64_t clua_interrupt_overdue(const clua_interrupt *interrupt);

/* ---- calls (clua_call.c) ------------------------------------------------ */

/* Pushes a function that runs `context`; takes over one reference. The memory
** limit counts `weight` bytes while the script holds it. [-0, +1] */
void clua_push_function(lua_State *L, void *context, size_t weight);
/* Compiles text. The name is shown as it is. Where the function is to be called
** next, one time limit holds for both. [-0, +1]: function or message */
int clua_load(lua_State *L, const void *text, size_t size, const char *name,
              bool to_call);
/* Calls a function under the limits. [-(nargs + 1), +results or +1 error] */
int clua_call(lua_State *L, int nargs);
/* References in the registry. [-1, +0] [-0, +1] [-0, +0] */
int clua_ref(lua_State *L);
int clua_push_ref(lua_State *L, int ref);
void clua_unref(lua_State *L, int ref);
/* lua_next for a key that came from the same traversal: it cannot raise
** then. [-1, +(2|0)] */
int clua_next(lua_State *L, int index);
/* Pushes the global table. [-0, +1] */
void clua_push_globals(lua_State *L);
void clua_collect(lua_State *L);

/* ---- errors (clua_error.c) ---------------------------------------------- */

/* The frames of the script at the last error, innermost first. */
int clua_frame_count(const clua_guard *g);
const char *clua_frame_script(const clua_guard *g, int i);
/* NULL where the function has no name. */
const char *clua_frame_function(const clua_guard *g, int i);
int clua_frame_line(const clua_guard *g, int i);
bool clua_frame_is_main(const clua_guard *g, int i);
/* Line of the innermost script frame, 0 when there is none; its name is
** copied to `script`. [-0, +0] */
int clua_position(lua_State *L, char *script, size_t size);
/* Name of a value's type for messages: `__name`, or Lua's own. The text stays
** valid while the value does. [-0, +0] */
const char *clua_type_name(lua_State *L, int index);

/* ---- objects of the host (clua_userdata.c) ------------------------------ */

/* A metatable for objects: release, equality by identity, locked. [-0, +1] */
void clua_push_class(lua_State *L);
/* From methods, getters, fallback (or nil): an __index. [-3, +1] */
void clua_push_index(lua_State *L);
/* From setters, fallback (or nil), type name: a __newindex. [-3, +1] */
void clua_push_newindex(lua_State *L);
/* Pushes an object with its metatable; takes over one reference. The memory
** limit counts `weight` bytes while the script holds it. [-0, +1] */
void clua_push_object(lua_State *L, int metatable_ref, void *object,
                      size_t weight);
/* The object of a userdata, or NULL. [-0, +0] */
void *clua_to_object(lua_State *L, int index);

/* ---- records (clua_record.c) -------------------------------------------- */

#define CLUA_SLOT_NIL 0
#define CLUA_SLOT_FALSE 1
#define CLUA_SLOT_TRUE 2
#define CLUA_SLOT_INTEGER 3
#define CLUA_SLOT_NUMBER 4
#define CLUA_SLOT_TEXT 5

/* One column of the row a cursor stands on. It holds a value only while its
** generation is the cursor's. */
typedef struct clua_slot {
  uint64_t generation;
  int32_t kind;
  int64_t integer; /* the value, or the length of the text */
  double number;
  const void *text;
} clua_slot;

/* A row that moves. Records made from it read its slots while they are of the
** same generation, and go to the loader afterwards. */
typedef struct clua_cursor {
  uint64_t generation;
  int64_t key;
  uint32_t index; /* in the state's table of cursors */
  uint32_t slot_count;
  clua_slot slots[];
} clua_cursor;

#define CLUA_NO_CURSOR UINT32_MAX

/* Never NULL: the process ends when there is no memory for a few columns. */
clua_cursor *clua_cursor_new(uint32_t slot_count);
clua_slot *clua_cursor_slots(clua_cursor *cursor);
void clua_cursor_free(clua_cursor *cursor);
/* Enters a cursor in the state's table; false when memory is short. */
bool clua_cursor_attach(clua_guard *g, clua_cursor *cursor);
void clua_cursor_detach(clua_guard *g, clua_cursor *cursor);
/* From names, loader, assign, unknown: the metatable of a record or a view.
** Views come before their record; the record takes their metatables as a list
** on top of the stack. [-5, +1] */
void clua_push_record_class(lua_State *L);
/* Marks a name as a view in a names table: what to store there. [-0, +1] */
void clua_push_view_marker(lua_State *L, int view);
/* A row: the cursor's own, or by key alone when the cursor is NULL. [-0, +1] */
void clua_push_record(lua_State *L, int metatable_ref, uint32_t type,
                      int views, const clua_cursor *cursor, int64_t key);
/* The key of a record (view 0) or of a view of a type. [-0, +0] */
bool clua_to_record(lua_State *L, int index, uint32_t *type, uint32_t *view,
                    int64_t *key);

/* ---- loops (clua_loop.c) ------------------------------------------------ */

/* Goes to the next row and fills the cursor's slots: 1, 0 where there is none,
** or what a failed host function returns. */
typedef int (*clua_advance)(lua_State *L, void *context);
/* Pushes an iterator over rows: over the values of the cursor's slots where
** metatable_ref is 0, or over its records. Takes over one reference of the
** context, which owns the cursor; `weight` as above. [-0, +1] */
void clua_push_loop(lua_State *L, void *context, clua_advance next,
                    const clua_cursor *cursor, int metatable_ref,
                    uint32_t type, int views, size_t weight);

#endif
