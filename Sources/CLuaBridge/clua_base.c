/*
** clua_base.c - the basic functions that the sandbox replaces.
**
** pcall and xpcall follow lbaselib.c of Lua 5.4
** (Copyright (C) 1994-2022 Lua.org, PUC-Rio; MIT licence).
*/
#include "clua_internal.h"

#include <math.h>
#include <string.h>

/* What pcall returns; raises again what must not be caught. C: a continuation
** of lua_pcallk. [-0, +results, e] */
static int finish_pcall(lua_State *L, int status, lua_KContext extra) {
  clua_guard *g = clua_guard_in(L);
  if (g->dead) return clua_raise_limit(L);
  if (status == LUA_ERRMEM) return clua_raise_memory(L);
  if (status != LUA_OK && status != LUA_YIELD) {
    g->frames_open = false;
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
  }
  return lua_gettop(L) - (int)extra;
}

/* C: Lua's own would catch the limit error. [-n, +results, e] */
static int base_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0,
                          finish_pcall);
  return finish_pcall(L, status, 0);
}

/* Message handler of xpcall: skips the script's own for a limit error, which
** Lua would run with hooks switched off. [-1, +1, e] */
static int handle(lua_State *L) {
  if (clua_guard_in(L)->dead) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

/* C: as pcall. [-n, +results, e] */
static int base_xpcall(lua_State *L) {
  int n = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, handle, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status = lua_pcallk(L, n - 2, LUA_MULTRET, 2, 2, finish_pcall);
  return finish_pcall(L, status, 2);
}

/* C: a finalizer runs with hooks switched off, so `__gc` is refused; for
** `__mode` see hide_mode. [-2, +1, e] */
static int base_setmetatable(lua_State *L) {
  int type = lua_type(L, 2);
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2,
                   "nil or table");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return luaL_error(L, "cannot change a protected metatable");
  static const char *const refused[] = {"__gc", "__mode", NULL};
  for (const char *const *name = refused;
       type == LUA_TTABLE && *name != NULL; name++) {
    lua_pushstring(L, *name);
    if (lua_rawget(L, 2) != LUA_TNIL)
      return luaL_error(L, "a metatable with '%s' is not accepted", *name);
    lua_pop(L, 1);
  }
  lua_settop(L, 2);
  lua_setmetatable(L, 1);
  return 1;
}

/* luaL_tolstring without addresses, which differ from run to run. C: runs
** `__tostring`. [-0, +1, e] */
const char *clua_tolstring(lua_State *L, int index, size_t *size) {
  index = lua_absindex(L, index);
  int type = lua_type(L, index);
  if (type == LUA_TNUMBER && !lua_isinteger(L, index) &&
      isnan(lua_tonumber(L, index))) {
    lua_pushliteral(L, "nan"); /* "-nan" on some machines */
  } else if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    if (!lua_isstring(L, -1))
      luaL_error(L, "'__tostring' must return a string");
  } else if (type == LUA_TTABLE || type >= LUA_TFUNCTION ||
             type == LUA_TLIGHTUSERDATA) {
    lua_pushstring(L, clua_type_name(L, index));
  } else {
    luaL_tolstring(L, index, NULL);
  }
  return lua_tolstring(L, -1, size);
}

/* [-1, +1, e] */
static int base_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  clua_tolstring(L, 1, NULL);
  return 1;
}

/* Joins the arguments and gives them to the host, upvalue 1. C: runs
** `__tostring`. [-n, +0, e] */
static int base_print(lua_State *L) {
  int n = lua_gettop(L);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (int i = 1; i <= n; i++) {
    if (i > 1) luaL_addchar(&b, '\t');
    clua_tolstring(L, i, NULL);
    luaL_addvalue(&b);
  }
  luaL_pushresult(&b);
  lua_pushvalue(L, lua_upvalueindex(1));
  if (lua_isnil(L, -1)) return 0;
  lua_insert(L, -2);
  lua_call(L, 1, 0);
  return 0;
}

/* A script may look at the collector, not drive it. C: lua_gc takes variable
** arguments. [-1, +1, e] */
static int base_collectgarbage(lua_State *L) {
  if (strcmp(luaL_optstring(L, 1, "collect"), "count") != 0)
    return luaL_error(L, "collectgarbage accepts \"count\" only");
  lua_pushnumber(L, (lua_Number)clua_guard_in(L)->used / 1024);
  return 1;
}

/* load(text [, name [, mode [, env]]]): strings only, text only, of a limited
** size; the name is fixed. C: Lua's own reads functions and binary chunks.
** [-4, +(1|2), e] */
static int base_load(lua_State *L) {
  size_t size;
  luaL_checktype(L, 1, LUA_TSTRING);
  const char *text = lua_tolstring(L, 1, &size);
  const char *flaw = clua_source_flaw(text, size, clua_guard_in(L)->limits.load);
  bool has_env = !lua_isnone(L, 4);
  clua_charge(L, (int64_t)(size / 16));
  lua_settop(L, 4);
  int status;
  if (flaw != NULL) {
    lua_pushfstring(L, "(load): %s", flaw);
    status = LUA_ERRSYNTAX;
  } else {
    status = clua_compile(L, text, size, "=(load)");
  }
  if (status == LUA_OK) {
    if (has_env) {
      lua_pushvalue(L, 4);
      if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    }
    return 1;
  }
  if (clua_guard_in(L)->dead) return clua_raise_limit(L);
  if (status == LUA_ERRMEM) return clua_raise_memory(L);
  luaL_pushfail(L);
  lua_insert(L, -2);
  return 2;
}

/* Whether a name is words of [A-Za-z0-9_] joined by single dots. */
static bool is_module_name(const char *name, size_t size) {
  bool word = false;
  for (size_t i = 0; i < size; i++) {
    char c = name[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= '0' && c <= '9') || c == '_') {
      word = true;
    } else if (c == '.' && word) {
      word = false;
    } else {
      return false;
    }
  }
  return word;
}

/* require: asks the host (upvalue 1) for a text, which it runs once; results
** are kept in upvalue 2. C: it compiles and calls. [-1, +1, e] */
int clua_require(lua_State *L) {
  size_t size, text_size;
  const char *name = luaL_checklstring(L, 1, &size);
  if (!is_module_name(name, size))
    return luaL_error(L, "'%s' is not a module name", name);
  lua_settop(L, 1);
  lua_pushvalue(L, 1);
  int type = lua_rawget(L, lua_upvalueindex(2));
  if (type == LUA_TLIGHTUSERDATA)
    return luaL_error(L, "module '%s' requires itself, or failed before",
                      name);
  if (type != LUA_TNIL) return 1;
  lua_pop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, 1);
  lua_call(L, 1, 2); /* chunk name, text */
  if (lua_isnil(L, 2)) return luaL_error(L, "module '%s' not found", name);
  const char *text = lua_tolstring(L, 3, &text_size);
  int status = clua_load(L, text, text_size, lua_tostring(L, 2), false);
  if (clua_guard_in(L)->dead) return clua_raise_limit(L);
  if (status != CLUA_OK) return lua_error(L);
  lua_pushvalue(L, 1);
  lua_pushlightuserdata(L, clua_guard_in(L)); /* "being loaded" */
  lua_rawset(L, lua_upvalueindex(2));
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, lua_upvalueindex(2));
  return 1;
}

/* Takes weak tables away: a chain of weak keys costs the collector the square
** of its length, in one step that nothing can stop. A script may set `__mode`
** after setmetatable has looked, so the name that Lua knows becomes one that no
** script can write: a text of the same content is another one. Lua finds texts
** by hash and then by content, so a first byte is taken whose hash leads
** elsewhere. [-0, +0, e] */
static void hide_mode(lua_State *L) {
  char *name = (char *)(intptr_t)lua_pushliteral(L, "__mode");
  char written[] = "__mode";
  for (name[0] = '\1'; name[0] < ' '; name[0]++) {
    written[0] = name[0];
    bool is_other = lua_pushlstring(L, written, sizeof written - 1) != name;
    lua_pop(L, 1);
    if (is_other) break;
  }
  lua_pop(L, 1);
}

/* Replaces and removes. [-0, +0, e] */
void clua_open_base(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"pcall", base_pcall},       {"xpcall", base_xpcall},
    {"load", base_load},         {"setmetatable", base_setmetatable},
    {"tostring", base_tostring}, {"collectgarbage", base_collectgarbage},
    {NULL, NULL}
  };
  static const char *const removed[] = {"dofile", "loadfile", "warn", NULL};
  hide_mode(L);
  lua_pushglobaltable(L);
  luaL_setfuncs(L, functions, 0);
  for (const char *const *name = removed; *name != NULL; name++) {
    lua_pushnil(L);
    lua_setfield(L, -2, *name);
  }
  lua_pushnil(L);
  lua_pushcclosure(L, base_print, 1);
  lua_setfield(L, -2, "print");
  lua_pop(L, 1);
}

/* math.randomseed: without arguments it goes back to the run's seed, where
** Lua's own (upvalue 1) takes the time and an address. [-n, +0, e] */
static int math_randomseed(lua_State *L) {
  if (lua_isnone(L, 1))
    lua_pushinteger(L, (lua_Integer)clua_guard_in(L)->limits.seed);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 0);
  return 0;
}

/* Seeds math.random, and removes what some builds of Lua keep of older
** versions: a script must not depend on the machine. [-0, +0, e] */
void clua_open_math(lua_State *L) {
  static const char *const removed[] = {"atan2", "cosh", "frexp", "ldexp",
                                        "log10", "pow", "sinh", "tanh", NULL};
  lua_getglobal(L, LUA_MATHLIBNAME);
  for (const char *const *name = removed; *name != NULL; name++) {
    lua_pushnil(L);
    lua_setfield(L, -2, *name);
  }
  lua_getfield(L, -1, "randomseed");
  lua_pushcclosure(L, math_randomseed, 1);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "randomseed");
  lua_call(L, 0, 0);
  lua_pop(L, 1);
}
