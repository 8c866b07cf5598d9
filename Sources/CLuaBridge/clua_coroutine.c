/*
** clua_coroutine.c - coroutines that cannot dodge the limits.
**
** Each thread has its own hook counter, so every new one is charged a quantum.
** After lcorolib.c of Lua 5.4
** (Copyright (C) 1994-2022 Lua.org, PUC-Rio; MIT licence).
*/
#include "clua_internal.h"

/* [-1, +1, e] */
static int co_create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  clua_charge(L, CLUA_QUANTUM);
  lua_State *co = lua_newthread(L);
  clua_arm(co);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return 1;
}

/* Resumes; returns the number of results, or -1 with the error on top. Raises
** the limit error in the caller. [-nargs, +results, e] */
static int resume(lua_State *L, lua_State *co, int nargs) {
  clua_guard *g = clua_guard_in(L);
  int results;
  if (!lua_checkstack(co, nargs)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, co, nargs);
  lua_State *running = g->running;
  g->running = co;
  clua_hurry(g, co);
  int status = lua_resume(co, L, nargs, &results);
  g->running = running;
  clua_hurry(g, L);
  if (g->dead) return clua_raise_limit(L);
  if (status == LUA_ERRMEM) return clua_raise_memory(L);
  if (status == LUA_OK || status == LUA_YIELD) {
    if (!lua_checkstack(L, results + 1)) {
      lua_pop(co, results);
      lua_pushliteral(L, "too many results to resume");
      return -1;
    }
    lua_xmove(co, L, results);
    return results;
  }
  clua_record_frames(g, co);
  g->frames_open = true; /* the caller's frames follow, if it raises */
  lua_xmove(co, L, 1);
  return -1;
}

/* [-n, +results, e] */
static int co_resume(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  int n = resume(L, co, lua_gettop(L) - 1);
  if (n < 0) {
    clua_guard_in(L)->frames_open = false;
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
  }
  lua_pushboolean(L, 1);
  lua_insert(L, -(n + 1));
  return n + 1;
}

/* [-n, +results, e] */
static int wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int n = resume(L, co, lua_gettop(L));
  return n < 0 ? lua_error(L) : n;
}

/* No closing of the coroutine on an error: `__close` would run in it with
** hooks switched off. [-1, +1, e] */
static int co_wrap(lua_State *L) {
  co_create(L);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

/* [-0, +0, e] */
void clua_open_coroutine(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"create", co_create}, {"resume", co_resume}, {"wrap", co_wrap},
    {NULL, NULL}
  };
  lua_getglobal(L, LUA_COLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pushnil(L);
  lua_setfield(L, -2, "close");
  lua_pop(L, 1);
}
