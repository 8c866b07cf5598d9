/*
** clua_table.c - table functions with raw access, so that no metamethod can
** make one C call last for ever.
*/
#include "clua_internal.h"

#define MOVED_AT_ONCE 1000000
#define MOVED_BETWEEN_CHECKS 65536
#define MANY_ELEMENTS 4096
#define CONCATENATED_AT_ONCE ((lua_Unsigned)1 << 40) /* an error before its end */

/* Whether a metatable changes the table's length or its elements: `__len`,
** `__newindex`, or an `__index` that is code. (A table as `__index` is what
** classes have; it is not consulted.) [-0, +0, e] */
bool clua_lying(lua_State *L, int index) {
  bool lying = false;
  if (!lua_getmetatable(L, index)) return false;
  lua_pushliteral(L, "__len");
  if (lua_rawget(L, -2) != LUA_TNIL) lying = true;
  lua_pop(L, 1);
  lua_pushliteral(L, "__newindex");
  if (lua_rawget(L, -2) != LUA_TNIL) lying = true;
  lua_pop(L, 1);
  lua_pushliteral(L, "__index");
  int type = lua_rawget(L, -2);
  if (type != LUA_TNIL && type != LUA_TTABLE) lying = true;
  lua_pop(L, 2);
  return lying;
}

/* [-0, +0, e] */
void clua_check_raw_table(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  if (clua_lying(L, index))
    luaL_argerror(L, index, "a table without '__index', '__newindex' and "
                            "'__len' is needed");
}

/* Charges for elements that one call handles, with a look at the clock when
** there are many. [-0, +0, e] */
static void charge_elements(lua_State *L, lua_Integer n) {
  if (n >= MANY_ELEMENTS) clua_charge(L, n / 8);
}

/* table.insert(t, [position,] value). [-n, +0, e] */
static int table_insert(lua_State *L) {
  clua_check_raw_table(L, 1);
  lua_Integer end = (lua_Integer)lua_rawlen(L, 1) + 1;
  switch (lua_gettop(L)) {
    case 2: lua_rawseti(L, 1, end); return 0;
    case 3: break;
    default: return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  lua_Integer position = luaL_checkinteger(L, 2);
  luaL_argcheck(L, position >= 1 && position <= end, 2,
                "position out of bounds");
  charge_elements(L, end - position);
  for (lua_Integer i = end; i > position; i--) {
    lua_rawgeti(L, 1, i - 1);
    lua_rawseti(L, 1, i);
  }
  lua_rawseti(L, 1, position);
  return 0;
}

/* table.remove(t [, position]). [-2, +1, e] */
static int table_remove(lua_State *L) {
  clua_check_raw_table(L, 1);
  lua_Integer size = (lua_Integer)lua_rawlen(L, 1);
  lua_Integer position = luaL_optinteger(L, 2, size);
  if (!lua_isnoneornil(L, 2))
    luaL_argcheck(L, (size == 0 && position == 0) ||
                  (position >= 1 && position <= size + 1), 2,
                  "position out of bounds");
  charge_elements(L, size - position);
  lua_rawgeti(L, 1, position);
  for (; position < size; position++) {
    lua_rawgeti(L, 1, position + 1);
    lua_rawseti(L, 1, position);
  }
  lua_pushnil(L);
  lua_rawseti(L, 1, position);
  return 1;
}

/* table.concat(t [, separator [, i [, j]]]). [-4, +1, e] */
static int table_concat(lua_State *L) {
  size_t size;
  clua_check_raw_table(L, 1);
  const char *separator = luaL_optlstring(L, 2, "", &size);
  lua_Integer i = luaL_optinteger(L, 3, 1);
  lua_Integer j = luaL_optinteger(L, 4, (lua_Integer)lua_rawlen(L, 1));
  lua_Integer n = 0;
  luaL_Buffer b;
  if (j > i && (lua_Unsigned)j - (lua_Unsigned)i < CONCATENATED_AT_ONCE)
    charge_elements(L, j - i);
  luaL_buffinit(L, &b);
  for (; i <= j; i++) {
    lua_rawgeti(L, 1, i);
    if (!lua_isstring(L, -1))
      return luaL_error(L, "invalid value (at index %I) in table for 'concat'",
                        (LUAI_UACINT)i);
    luaL_addvalue(&b);
    if (++n % MOVED_BETWEEN_CHECKS == 0) clua_charge(L, 0);
    if (i == j) break; /* j may be the largest integer */
    luaL_addlstring(&b, separator, size);
  }
  luaL_pushresult(&b);
  return 1;
}

/* table.unpack(t [, i [, j]]). [-3, +n, e] */
static int table_unpack(lua_State *L) {
  clua_check_raw_table(L, 1);
  lua_Integer i = luaL_optinteger(L, 2, 1);
  lua_Integer j = luaL_opt(L, luaL_checkinteger, 3,
                           (lua_Integer)lua_rawlen(L, 1));
  if (i > j) return 0;
  lua_Unsigned n = (lua_Unsigned)j - (lua_Unsigned)i;
  if (n >= LUAI_MAXSTACK || !lua_checkstack(L, (int)(n + 1)))
    return luaL_error(L, "too many results to unpack");
  charge_elements(L, (lua_Integer)n);
  for (; i < j; i++) lua_rawgeti(L, 1, i);
  lua_rawgeti(L, 1, j);
  return (int)n + 1;
}

/* table.move(a1, f, e, t [, a2]). [-5, +1, e] */
static int table_move(lua_State *L) {
  lua_Integer f = luaL_checkinteger(L, 2);
  lua_Integer e = luaL_checkinteger(L, 3);
  lua_Integer t = luaL_checkinteger(L, 4);
  int to = lua_isnoneornil(L, 5) ? 1 : 5;
  clua_check_raw_table(L, 1);
  clua_check_raw_table(L, to);
  if (e >= f) {
    lua_Unsigned n = (lua_Unsigned)e - (lua_Unsigned)f + 1;
    luaL_argcheck(L, n != 0 && n <= MOVED_AT_ONCE + lua_rawlen(L, 1), 3,
                  "too many elements to move");
    luaL_argcheck(L, t <= LUA_MAXINTEGER - (lua_Integer)n + 1, 4,
                  "destination wrap around");
    bool forward = t > e || t <= f ||
                   (to != 1 && !lua_rawequal(L, 1, to));
    for (lua_Integer k = 0; k < (lua_Integer)n; k++) {
      lua_Integer i = forward ? k : (lua_Integer)n - 1 - k;
      lua_rawgeti(L, 1, f + i);
      lua_rawseti(L, to, t + i);
      if (k % MOVED_BETWEEN_CHECKS == MOVED_BETWEEN_CHECKS - 1)
        clua_charge(L, MOVED_BETWEEN_CHECKS / 8);
    }
  }
  lua_pushvalue(L, to);
  return 1;
}

/* [-0, +0, e] */
void clua_open_table(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"insert", table_insert}, {"remove", table_remove},
    {"concat", table_concat}, {"unpack", table_unpack},
    {"move", table_move},     {"sort", clua_sort},
    {NULL, NULL}
  };
  lua_getglobal(L, LUA_TABLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
