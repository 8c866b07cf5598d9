/*
** clua_state.c - opening and closing a state, and its allocator.
*/
#include "clua_internal.h"

#include <stdio.h>
#include <stdlib.h>

#define CHECKED_BLOCK ((size_t)64 << 10) /* blocks that wait for the clock */
#define CHECKED_BYTES ((size_t)1 << 20)
#define LARGE_BLOCK ((size_t)4 << 20)

/* Refuses memory, and notes where the script was: an error for memory calls
** no message handler. */
static void *refuse(clua_guard *g) {
  if (g->running != NULL) {
    g->frames_open = false;
    clua_record_frames(g, g->running);
  }
  return NULL;
}

/* The allocator is the second check point of the limits, since one instruction
** can build a string of any size. C: it is called by Lua. */
static void *allocate(void *ud, void *block, size_t osize, size_t nsize) {
  clua_guard *g = ud;
  if (block == NULL) osize = 0; /* Lua passes the kind of object then */
  if (nsize == 0) {
    free(block);
    g->used -= osize;
    return NULL;
  }
  if (nsize > osize && g->host == 0) {
    size_t growth = nsize - osize;
    if (g->fail_allocation > 0 && --g->fail_allocation == 0) return refuse(g);
    if (g->limits.memory != 0 &&
        (growth > g->limits.memory || g->used > g->limits.memory - growth))
      return refuse(g);
    g->unchecked += growth;
    if (nsize >= CHECKED_BLOCK || g->unchecked >= CHECKED_BYTES) {
      g->unchecked = 0;
      clua_check(g);
      if (g->dead && nsize >= CHECKED_BLOCK) return refuse(g);
    }
    if (nsize >= LARGE_BLOCK) g->large = true;
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
  lua_State *L = lua_newstate(allocate, g);
  if (L == NULL) {
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
  return L;
}

/* Closes a state; what it held is released. */
void clua_close(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  g->host++; /* finalizers are the host's */
  lua_close(g->main);
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
