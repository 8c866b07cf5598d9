/*
** clua_match.c - string.find, match, gmatch and gsub over the matcher with a
** budget. After lstrlib.c of Lua 5.4
** (Copyright (C) 1994-2022 Lua.org, PUC-Rio; MIT licence).
*/
#define _GNU_SOURCE /* memmem */
#include "clua_pattern.h"

#include <ctype.h>
#include <string.h>

#define LONG_TEXT ((size_t)64 << 10) /* worth a look at the clock */

/* A position that may be negative, as a positive one. */
static size_t start_position(lua_Integer position, size_t size) {
  if (position > 0) return (size_t)position;
  if (position == 0) return 1;
  if (position < -(lua_Integer)size) return 1;
  return size + (size_t)position + 1;
}

/* Pushes one capture, or the whole match. [-0, +1, e] */
static void push_capture(match_state *ms, int i, const char *s,
                         const char *e) {
  if (i >= ms->level) {
    if (i != 0) luaL_error(ms->L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(ms->L, s, (size_t)(e - s));
    return;
  }
  ptrdiff_t len = ms->capture[i].len;
  if (len == CAP_UNFINISHED) luaL_error(ms->L, "unfinished capture");
  if (len == CAP_POSITION)
    lua_pushinteger(ms->L, ms->capture[i].init - ms->src_init + 1);
  else
    lua_pushlstring(ms->L, ms->capture[i].init, (size_t)len);
}

/* [-0, +n, e] */
static int push_captures(match_state *ms, const char *s, const char *e) {
  int count = ms->level == 0 && s != NULL ? 1 : ms->level;
  luaL_checkstack(ms->L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(ms, i, s, e);
  return count;
}

static bool is_plain(const char *p, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (p[i] != '\0' && strchr("^$*+?.([%-", p[i]) != NULL) return false;
  return true;
}

/* string.find and string.match. C: a budget, and memmem for plain text.
** [-4, +n, e] */
static int find(lua_State *L, bool wants_position) {
  size_t ls, lp;
  const char *s = luaL_checklstring(L, 1, &ls);
  const char *p = luaL_checklstring(L, 2, &lp);
  size_t init = start_position(luaL_optinteger(L, 3, 1), ls) - 1;
  if (init > ls) {
    luaL_pushfail(L);
    return 1;
  }
  if (wants_position && (lua_toboolean(L, 4) || is_plain(p, lp))) {
    const char *found = memmem(s + init, ls - init, p, lp);
    if (ls - init >= LONG_TEXT) clua_charge(L, (int64_t)((ls - init) / 1024));
    if (found == NULL) {
      luaL_pushfail(L);
      return 1;
    }
    lua_pushinteger(L, found - s + 1);
    lua_pushinteger(L, found - s + (lua_Integer)lp);
    return 2;
  }
  match_state ms;
  const char *from = s + init;
  bool anchor = lp > 0 && *p == '^';
  if (anchor) {
    p++;
    lp--;
  }
  clua_match_prepare(&ms, L, s, ls, p, lp);
  do {
    clua_match_restart(&ms);
    const char *e = clua_match(&ms, from, p);
    if (e == NULL) continue;
    clua_match_charge(&ms);
    if (!wants_position) return push_captures(&ms, from, e);
    lua_pushinteger(L, from - s + 1);
    lua_pushinteger(L, e - s);
    return push_captures(&ms, NULL, NULL) + 2;
  } while (from++ < ms.src_end && !anchor);
  clua_match_charge(&ms);
  luaL_pushfail(L);
  return 1;
}

static int string_find(lua_State *L) { return find(L, true); }
static int string_match(lua_State *L) { return find(L, false); }

typedef struct iteration {
  const char *from;
  const char *p;
  const char *last;
  match_state ms;
} iteration;

/* Upvalues: text, pattern, state. [-0, +n, e] */
static int gmatch_step(lua_State *L) {
  iteration *it = lua_touserdata(L, lua_upvalueindex(3));
  it->ms.L = L;
  for (const char *from = it->from; from <= it->ms.src_end; from++) {
    clua_match_restart(&it->ms);
    const char *e = clua_match(&it->ms, from, it->p);
    if (e != NULL && e != it->last) {
      it->from = it->last = e;
      clua_match_charge(&it->ms);
      return push_captures(&it->ms, from, e);
    }
  }
  clua_match_charge(&it->ms);
  it->from = it->ms.src_end + 1;
  return 0;
}

/* string.gmatch. [-3, +1, e] */
static int string_gmatch(lua_State *L) {
  size_t ls, lp;
  const char *s = luaL_checklstring(L, 1, &ls);
  const char *p = luaL_checklstring(L, 2, &lp);
  size_t init = start_position(luaL_optinteger(L, 3, 1), ls) - 1;
  lua_settop(L, 2);
  iteration *it = lua_newuserdatauv(L, sizeof(iteration), 0);
  if (init > ls) init = ls + 1;
  clua_match_prepare(&it->ms, L, s, ls, p, lp);
  it->from = s + init;
  it->p = p;
  it->last = NULL;
  lua_pushcclosure(L, gmatch_step, 3);
  return 1;
}

/* Adds a replacement text with its %n. */
static void add_text(match_state *ms, luaL_Buffer *b, const char *s,
                     const char *e) {
  size_t size;
  const char *text = lua_tolstring(ms->L, 3, &size);
  const char *p;
  while ((p = memchr(text, L_ESC, size)) != NULL) {
    luaL_addlstring(b, text, (size_t)(p - text));
    p++;
    if (*p == L_ESC) {
      luaL_addchar(b, *p);
    } else if (*p == '0') {
      luaL_addlstring(b, s, (size_t)(e - s));
    } else if (isdigit((unsigned char)*p)) {
      push_capture(ms, *p - '1', s, e);
      luaL_tolstring(ms->L, -1, NULL);
      lua_remove(ms->L, -2);
      luaL_addvalue(b);
    } else {
      luaL_error(ms->L, "invalid use of '%c' in replacement string", L_ESC);
    }
    size -= (size_t)(p + 1 - text);
    text = p + 1;
  }
  luaL_addlstring(b, text, size);
}

/* Adds what replaces a match; false when the match stays. */
static bool add_value(match_state *ms, luaL_Buffer *b, const char *s,
                      const char *e, int type) {
  lua_State *L = ms->L;
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    int n = push_captures(ms, s, e);
    lua_call(L, n, 1);
  } else if (type == LUA_TTABLE) {
    push_capture(ms, 0, s, e);
    lua_gettable(L, 3);
  } else {
    add_text(ms, b, s, e);
    return true;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(b, s, (size_t)(e - s));
    return false;
  }
  if (!lua_isstring(L, -1))
    return luaL_error(L, "invalid replacement value (a %s)",
                      luaL_typename(L, -1));
  luaL_addvalue(b);
  return true;
}

/* string.gsub. [-4, +2, e] */
static int string_gsub(lua_State *L) {
  size_t ls, lp;
  const char *s = luaL_checklstring(L, 1, &ls);
  const char *p = luaL_checklstring(L, 2, &lp);
  const char *last = NULL;
  int type = lua_type(L, 3);
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)ls + 1);
  lua_Integer n = 0;
  bool changed = false;
  bool anchor = lp > 0 && *p == '^';
  luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING ||
                   type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
                   "string/function/table");
  match_state ms;
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  if (anchor) {
    p++;
    lp--;
  }
  clua_match_prepare(&ms, L, s, ls, p, lp);
  while (n < most) {
    clua_match_restart(&ms);
    const char *e = clua_match(&ms, s, p);
    if (e != NULL && e != last) {
      n++;
      changed = add_value(&ms, &b, s, e, type) || changed;
      s = last = e;
    } else if (s < ms.src_end) {
      luaL_addchar(&b, *s++);
    } else {
      break;
    }
    if (anchor) break;
  }
  clua_match_charge(&ms);
  if (!changed) {
    lua_pushvalue(L, 1);
  } else {
    luaL_addlstring(&b, s, (size_t)(ms.src_end - s));
    luaL_pushresult(&b);
  }
  lua_pushinteger(L, n);
  return 2;
}

/* [-0, +0, e] */
void clua_open_patterns(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"find", string_find},     {"match", string_match},
    {"gmatch", string_gmatch}, {"gsub", string_gsub},
    {NULL, NULL}
  };
  lua_getglobal(L, LUA_STRLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
