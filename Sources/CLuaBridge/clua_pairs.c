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
  lua_Number number;
  const char *text;
  size_t size;
  int rank; /* number, string, boolean, other */
  int index;
} sort_key;

/* The state whose keys are being sorted on this thread: qsort has no argument
** for it. */
static _Thread_local clua_guard *sorting;

static int compare(const void *left, const void *right) {
  const sort_key *a = left, *b = right;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->rank == 1) {
    size_t n = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->text, b->text, n);
    if (order != 0) return order;
    return a->size < b->size ? -1 : a->size > b->size;
  }
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  return a->index - b->index;
}

/* Large tables look at the clock. qsort cannot be stopped, but hurried. */
static int compare_checked(const void *left, const void *right) {
  if (sorting->dead) return 0;
  if ((++sorting->host_calls & 1023) == 0) clua_check(sorting);
  return compare(left, right);
}

static void insertion_sort(sort_key *keys, int count) {
  for (int i = 1; i < count; i++) {
    sort_key key = keys[i];
    int j = i;
    for (; j > 0 && compare(&key, &keys[j - 1]) < 0; j--) keys[j] = keys[j - 1];
    keys[j] = key;
  }
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
    default:
      key->rank = 3;
      key->number = 0;
  }
}

static bool in_sequence(lua_State *L, int key, lua_Integer border) {
  if (border == 0) return false;
  lua_Integer i = lua_isinteger(L, key) ? lua_tointeger(L, key) : 0;
  return i >= 1 && i <= border;
}

/* Few keys: they are put on the stack, and sorted there. Returns how many, or
** -1 with the stack as it was when there are more. [-0, +count, e] */
static int gather_few(lua_State *L, lua_Integer border, sort_key *keys) {
  int count = 0;
  int top = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    if (in_sequence(L, -1, border)) continue;
    if (count == KEYS_ON_STACK) {
      lua_settop(L, top);
      return -1;
    }
    sort_key *key = &keys[count++];
    key->index = top + count;
    describe(L, -1, key);
    lua_pushvalue(L, -1); /* one stays, one goes to lua_next */
  }
  return count;
}

/* Pushes the list of the keys in order, from a table or from the stack.
** [-0, +1, e] */
static void push_list(lua_State *L, const sort_key *keys, int count,
                      int unordered) {
  lua_createtable(L, count, 0);
  for (int i = 0; i < count; i++) {
    if (unordered != 0) lua_rawgeti(L, unordered, keys[i].index);
    else lua_pushvalue(L, keys[i].index);
    lua_rawseti(L, -2, i + 1);
  }
}

/* Many keys: they are put in a table. [-0, +3, e] */
static void push_many(lua_State *L, lua_Integer border) {
  int count = 0, i = 0;
  lua_pushnil(L);
  for (; lua_next(L, 1); count++) lua_pop(L, 1);
  lua_createtable(L, count, 0);
  int unordered = lua_gettop(L);
  sort_key *keys = lua_newuserdatauv(L, (size_t)count * sizeof(sort_key), 0);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    if (in_sequence(L, -1, border)) continue;
    sort_key *key = &keys[i++];
    key->index = i;
    describe(L, -1, key);
    lua_pushvalue(L, -1);
    lua_rawseti(L, unordered, i);
  }
  sorting = clua_guard_in(L);
  qsort(keys, (size_t)i, sizeof(sort_key), compare_checked);
  clua_charge(L, i);
  push_list(L, keys, i, unordered);
}

/* Pushes the list of a table's keys outside of 1..border, in order; the table
** is argument 1. C: reads the bytes of keys in place. [-0, +n, e] */
static void push_keys(lua_State *L, lua_Integer border) {
  sort_key few[KEYS_ON_STACK];
  luaL_checkstack(L, KEYS_ON_STACK + 8, NULL);
  int count = gather_few(L, border, few);
  if (count < 0) {
    push_many(L, border);
    return;
  }
  insertion_sort(few, count);
  push_list(L, few, count, 0);
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
