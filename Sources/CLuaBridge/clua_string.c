/*
** clua_string.c - string functions with bounds, and the string metatable.
*/
#include "clua_internal.h"

#include <string.h>

#define WITHOUT_LIMIT ((size_t)1 << 30)

/* The largest string that makes sense under the memory limit. */
static size_t largest_string(lua_State *L) {
  size_t memory = clua_guard_in(L)->limits.memory;
  return memory != 0 ? memory : WITHOUT_LIMIT;
}

/* string.rep(s, n [, separator]). C: Lua's own loops 2^63 times over an empty
** string. [-3, +1, e] */
static int string_rep(lua_State *L) {
  size_t size, separator_size;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer n = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &separator_size);
  if (n <= 0 || size + separator_size == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  size_t largest = largest_string(L);
  if (size > largest || separator_size > largest ||
      (lua_Unsigned)n > largest / (size + separator_size) + 1)
    return luaL_error(L, "resulting string too large");
  size_t total = (size_t)n * size + (size_t)(n - 1) * separator_size;
  luaL_Buffer b;
  char *p = luaL_buffinitsize(L, &b, total);
  if (separator_size == 0 && size == 1) {
    memset(p, *text, total);
  } else {
    while (n-- > 1) {
      memcpy(p, text, size);
      p += size;
      memcpy(p, separator, separator_size);
      p += separator_size;
    }
    memcpy(p, text, size);
  }
  luaL_pushresultsize(&b, total);
  return 1;
}

/* string.format: Lua's own (upvalue 1) after values for %s are made strings
** without addresses; %p is refused. C: it calls. [-n, +1, e] */
static int string_format(lua_State *L) {
  size_t size;
  const char *p = luaL_checklstring(L, 1, &size);
  const char *end = p + size; /* there may be zeros before it */
  int top = lua_gettop(L);
  int argument = 1;
  while ((p = memchr(p, '%', (size_t)(end - p))) != NULL) {
    p++;
    if (*p == '%') {
      p++;
      continue;
    }
    p += strspn(p, "-+ #0123456789.");
    argument++;
    if (*p == 'p') return luaL_error(L, "format '%%p' is not accepted");
    if (*p == 's' && argument <= top && !lua_isstring(L, argument)) {
      clua_tolstring(L, argument, NULL);
      lua_replace(L, argument);
    }
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, top, 1);
  return 1;
}

/* [-0, +0, e] */
void clua_open_string(lua_State *L) {
  lua_getglobal(L, LUA_STRLIBNAME);
  lua_pushcfunction(L, string_rep);
  lua_setfield(L, -2, "rep");
  lua_getfield(L, -1, "format");
  lua_pushcclosure(L, string_format, 1);
  lua_setfield(L, -2, "format");
  lua_pushnil(L);
  lua_setfield(L, -2, "dump");
  lua_pop(L, 1);
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}
