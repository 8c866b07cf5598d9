/*
** clua_pairs.c - `pairs` in a fixed order.
**
** Lua visits keys in the order of their hashes, which differs from process to
** process. The same script must give the same plan, so here the sequence
** comes first, then numbers, strings by their bytes, booleans, and the rest.
*/
#include "clua_internal.h"

#include <stdlib.h>
#include <string.h>

#define KEYS_ON_STACK 32

typedef struct sort_key {
  int rank; /* number, string, boolean, other */
  int index;
  lua_Number number;
  const char *text;
  size_t size;
  clua_guard *guard;
} sort_key;

static int compare(const void *left, const void *right) {
  const sort_key *a = left, *b = right;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->guard->dead) return 0; /* qsort cannot be stopped, but hurried */
  if ((++a->guard->host_calls & 1023) == 0) clua_check(a->guard);
  if (a->rank == 1) {
    size_t n = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->text, b->text, n);
    if (order != 0) return order;
    return a->size < b->size ? -1 : a->size > b->size;
  }
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  return a->index - b->index;
}

static void describe(lua_State *L, int value, sort_key *key) {
  switch (lua_type(L, value)) {
    case LUA_TNUMBER:
      key->rank = 0;
      key->number = lua_tonumber(L, value);
      break;
    case LUA_TSTRING:
      key->rank = 1;
      key->text = lua_tolstring(L, value, &key->size);
      break;
    case LUA_TBOOLEAN:
      key->rank = 2;
      key->number = lua_toboolean(L, value);
      break;
    default: key->rank = 3;
  }
}

static bool in_sequence(lua_State *L, int key, lua_Integer border) {
  lua_Integer i = lua_isinteger(L, key) ? lua_tointeger(L, key) : 0;
  return i >= 1 && i <= border;
}

/* Pushes the list of a table's keys outside of 1..border, in order; the table
** is argument 1. C: reads the bytes of keys in place. [-0, +1, e] */
static void push_keys(lua_State *L, lua_Integer border) {
  int count = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    if (!in_sequence(L, -1, border)) count++;
  }
  sort_key few[KEYS_ON_STACK];
  sort_key *keys = few;
  lua_createtable(L, count, 0);
  if (count == 0) return;
  int unordered = lua_gettop(L);
  if (count > KEYS_ON_STACK)
    keys = lua_newuserdatauv(L, (size_t)count * sizeof(sort_key), 0);
  else
    lua_pushnil(L);
  memset(keys, 0, (size_t)count * sizeof(sort_key));
  int i = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    if (in_sequence(L, -1, border)) continue;
    sort_key *key = &keys[i++];
    key->index = i;
    key->guard = clua_guard_in(L);
    describe(L, lua_gettop(L), key);
    lua_pushvalue(L, -1);
    lua_rawseti(L, unordered, i);
  }
  qsort(keys, (size_t)count, sizeof(sort_key), compare);
  clua_charge(L, count);
  lua_createtable(L, count, 0);
  for (i = 0; i < count; i++) {
    lua_rawgeti(L, unordered, keys[i].index);
    lua_rawseti(L, -2, i + 1);
  }
  lua_replace(L, unordered);
  lua_settop(L, unordered);
}

/* The iterator. Upvalues: next position; keys, nil while in the sequence.
** [-2, +(1|2), e] */
static int step(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(1));
  if (lua_isnil(L, lua_upvalueindex(2))) {
    lua_pushinteger(L, i);
    if (lua_rawgeti(L, 1, i) != LUA_TNIL) {
      lua_pushinteger(L, i + 1);
      lua_replace(L, lua_upvalueindex(1));
      return 2;
    }
    lua_settop(L, 1);
    push_keys(L, i - 1);
    lua_replace(L, lua_upvalueindex(2));
    i = 1;
  }
  lua_settop(L, 1);
  while (lua_rawgeti(L, lua_upvalueindex(2), i++) != LUA_TNIL) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) {
      lua_pushinteger(L, i);
      lua_replace(L, lua_upvalueindex(1));
      return 2;
    }
    lua_settop(L, 1); /* removed since */
  }
  return 1;
}

/* pairs(t). [-1, +3, e] */
static int base_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_pushinteger(L, 1);
  lua_pushnil(L);
  lua_pushcclosure(L, step, 2);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

/* [-0, +0, e] */
void clua_open_pairs(lua_State *L) {
  lua_pushcfunction(L, base_pairs);
  lua_setglobal(L, "pairs");
}
