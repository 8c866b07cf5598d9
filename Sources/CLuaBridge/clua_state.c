/*
** clua_state.c - opening and closing a state, and its allocator.
*/
#include "clua_internal.h"

#include <stdio.h>
#include <stdlib.h>

#define CHECKED_BLOCK ((size_t)64 << 10) /* blocks that wait for the clock */
#define CHECKED_BYTES ((size_t)1 << 20)
#define LARGE_BLOCK ((size_t)4 << 20)
#define DOUBLING_TIME 8 /* a doubling of the stack, in times of the one before */
#define COMPARISON_TIME 128 /* nanoseconds of 2000 comparisons, for each byte */

/* Refuses memory, and notes where the script was: an error for memory calls
** no message handler. Lua collects and asks again; when that is refused too the
** run is over, whatever the function that asked makes of it: some take it for
** a full stack. */
static void *refuse(clua_guard *g, const void *block, size_t size) {
  if (g->running != NULL && g->depth > 0) {
    if (!g->dead) g->frames_open = false;
    clua_record_frames(g, g->running);
    if (!g->dead && g->refused_size == size && g->refused == block) {
      g->dead = CLUA_MEMORY_REACHED;
      g->frames_final = true;
    }
  }
  g->refused = block;
  g->refused_size = size;
  return NULL;
}

/* Whether another text is as long as a huge one. Texts of one length are
** compared byte by byte when they are keys, and one instruction can make two
** thousand comparisons: for texts so long that this takes longer than the time
** limit, there is one of each length. */
static bool has_twin(const clua_guard *g, size_t size) {
  for (int i = 0; i < g->huge_count; i++)
    if (g->huge[i].size == size) return true;
  return g->huge_count == CLUA_HUGE_TEXTS;
}

static void forget_text(clua_guard *g, const void *text) {
  for (int i = 0; i < g->huge_count; i++) {
    if (g->huge[i].text != text) continue;
    g->huge[i] = g->huge[--g->huge_count];
    return;
  }
}

static size_t huge_text(const clua_guard *g) {
  return g->limits.time != 0 ? g->limits.time / COMPARISON_TIME : SIZE_MAX;
}

static void note_huge(clua_guard *g, const void *text, size_t size) {
  if (has_twin(g, size)) g->twins = true; /* only the host gets so far */
  if (g->huge_count == CLUA_HUGE_TEXTS) return;
  g->huge[g->huge_count].text = text;
  g->huge[g->huge_count++].size = size;
}

/* Ends the run where the stack grows so slowly that the limit will pass before
** it grows again. One instruction can fill it in the square of its size: a table
** that is its own `__call` moves all arguments for each of its calls. No hook
** runs meanwhile, and the next doubling is four times as far as the last, and
** farther where the stack leaves one of the processor's caches. Lua makes a new
** block for each doubling: what tells them is that the instruction is the same
** and the size has doubled. */
static void foresee(clua_guard *g, size_t size) {
  uint64_t now = clua_now(), tick = (uint64_t)g->instructions + g->host_calls;
  if (tick == g->grown_tick && size / 2 >= g->grown_size - g->grown_size / 8 &&
      g->deadline != 0 && g->depth > 0 && !g->dead &&
      now + DOUBLING_TIME * (now - g->grown_at) >= g->deadline)
    g->dead = CLUA_TIME_LIMIT;
  g->grown_at = now;
  g->grown_size = size;
  g->grown_tick = tick;
}

/* Whether a script may not have a block. Once a limit is hit it gets none: near
** the memory limit each block may cost a full collection. */
static bool is_refused(clua_guard *g, bool is_vector, size_t size,
                       size_t growth) {
  if (clua_is_fault(g)) return true;
  if (g->dead && g->depth > 0) return true;
  if (g->limits.memory != 0 &&
      (growth > g->limits.memory || g->used > g->limits.memory - growth)) {
    clua_check(g);
    return true;
  }
  g->unchecked += growth;
  if (size < CHECKED_BLOCK && g->unchecked < CHECKED_BYTES) return false;
  g->unchecked = 0;
  clua_check(g);
  if (is_vector && size >= CHECKED_BLOCK) foresee(g, size);
  return g->dead && g->depth > 0;
}

/* The allocator is the second check point of the limits, since one instruction
** can build a string of any size. C: it is called by Lua. */
static void *allocate(void *ud, void *block, size_t osize, size_t nsize) {
  clua_guard *g = ud;
  bool is_text = block == NULL && osize == LUA_TSTRING;
  bool is_vector = block == NULL && osize == 0; /* of no kind of object */
  bool is_huge = is_text && nsize >= huge_text(g);
  if (block == NULL) osize = 0; /* Lua passes the kind of object then */
  if (nsize == 0) {
    if (g->huge_count > 0) forget_text(g, block);
    free(block);
    g->used -= osize;
    return NULL;
  }
  if (nsize > osize && g->host == 0) {
    if (is_refused(g, is_vector, nsize, nsize - osize) ||
        (is_huge && has_twin(g, nsize)))
      return refuse(g, block, nsize);
    g->refused_size = 0;
  }
  void *result = realloc(block, nsize);
  if (result == NULL) {
    if (g->host > 0) { /* raising here would jump over a frame of the host */
      fputs("lua: out of memory in a host function\n", stderr);
      abort();
    }
    return NULL;
  }
  g->used += nsize - osize;
  if (g->used > g->peak) g->peak = g->used;
  if (is_huge) note_huge(g, result, nsize);
  if (is_text && nsize > g->longest) {
    g->longest = nsize;
    clua_hurry(g, g->running);
  }
  if (nsize >= LARGE_BLOCK && !g->large) {
    g->large = true;
    clua_hurry(g, g->running);
  }
  return result;
}

/* Opens the libraries. C: luaL_requiref and others may raise for memory, so
** it runs under lua_pcall. [-0, +0, e] */
static int open_libraries(lua_State *L) {
  static const luaL_Reg libraries[] = {
    {LUA_GNAME, luaopen_base},          {LUA_COLIBNAME, luaopen_coroutine},
    {LUA_TABLIBNAME, luaopen_table},    {LUA_STRLIBNAME, luaopen_string},
    {LUA_MATHLIBNAME, luaopen_math},    {LUA_UTF8LIBNAME, luaopen_utf8},
    {NULL, NULL}
  };
  for (const luaL_Reg *l = libraries; l->func != NULL; l++) {
    luaL_requiref(L, l->name, l->func, 1);
    lua_pop(L, 1);
  }
  clua_open_base(L);
  clua_open_pairs(L);
  clua_open_coroutine(L);
  clua_open_string(L);
  clua_open_patterns(L);
  clua_open_table(L);
  clua_open_math(L);
  clua_open_userdata(L);
  return 0;
}

/* Opens a state. C: the extra space and the allocator are C's. */
lua_State *clua_open(const clua_limits *limits, clua_invoke invoke,
                     clua_release release, clua_interrupt *interrupt) {
  clua_guard *g = calloc(1, sizeof(clua_guard));
  if (g == NULL) return NULL;
  g->limits = *limits;
  g->invoke = invoke;
  g->release = release;
  g->interrupt = interrupt;
  g->stop = -1;
  clua_expect_fault_of_opening(g);
  g->weight_stop = clua_weight_step(g);
  lua_State *L = lua_newstate(allocate, g);
  if (L == NULL) {
    clua_count_left(g);
    free(g);
    return NULL;
  }
  *(clua_guard **)lua_getextraspace(L) = g;
  g->main = g->current = L;
  lua_pushcfunction(L, open_libraries);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
    clua_close(L);
    return NULL;
  }
  g->running = L;
  clua_arm(L);
  clua_expect_fault(g);
  return L;
}

/* Closes a state; what it held is released. */
void clua_close(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  g->host++; /* finalizers are the host's */
  clua_forget_lines(g->main);
  lua_close(g->main);
  clua_count_left(g);
  free(g->cursors);
  free(g);
}

clua_guard *clua_guard_of(lua_State *L) { return clua_guard_in(L); }

/* Adds print, os and require, whose effects are the host's. C: it sets fields
** of tables, which Swift may not. [-4, +0] */
void clua_install_host(lua_State *L) {
  lua_createtable(L, 0, 8); /* modules loaded */
  lua_pushcclosure(L, clua_require, 2);
  lua_setglobal(L, "require");
  lua_getglobal(L, "print"); /* clua_print, waiting for its sink */
  lua_insert(L, -2);
  lua_setupvalue(L, -2, 1);
  lua_pop(L, 1);
  clua_install_os(L);
}
