/*
** clua_os.c - os.time, date, clock and difftime on the clock of the host.
** After loslib.c of Lua 5.4
** (Copyright (C) 1994-2022 Lua.org, PUC-Rio; MIT licence).
*/
#define _GNU_SOURCE /* timegm */
#include "clua_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CONVERSIONS "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%"
#define LONGEST_FORMAT 1024

/* Upvalues of every function: now, utc offset. */

/* Seconds since 1970 on the host's clock. [-0, +0, e] */
static double now(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_call(L, 0, 1);
  double result = lua_tonumber(L, -1);
  lua_pop(L, 1);
  return result;
}

/* Seconds that local time is ahead of UTC at an instant. [-0, +0, e] */
static time_t utc_offset(lua_State *L, time_t instant) {
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushnumber(L, (lua_Number)instant);
  lua_call(L, 1, 1);
  time_t result = (time_t)lua_tointeger(L, -1);
  lua_pop(L, 1);
  return result;
}

static int get_field(lua_State *L, const char *key, int fallback, int delta) {
  int is_integer;
  int type = lua_getfield(L, 1, key);
  lua_Integer value = lua_tointegerx(L, -1, &is_integer);
  if (!is_integer) {
    if (type != LUA_TNIL)
      return luaL_error(L, "field '%s' is not an integer", key);
    if (fallback < 0)
      return luaL_error(L, "field '%s' missing in date table", key);
    value = fallback;
  } else {
    if (value < -1000000000 || value > 1000000000)
      return luaL_error(L, "field '%s' is out-of-bound", key);
    value -= delta;
  }
  lua_pop(L, 1);
  return (int)value;
}

static void set_field(lua_State *L, const char *key, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, key);
}

/* Stores a time in the table on top. [-0, +0, e] */
static void set_fields(lua_State *L, const struct tm *t) {
  set_field(L, "year", (lua_Integer)t->tm_year + 1900);
  set_field(L, "month", t->tm_mon + 1);
  set_field(L, "day", t->tm_mday);
  set_field(L, "hour", t->tm_hour);
  set_field(L, "min", t->tm_min);
  set_field(L, "sec", t->tm_sec);
  set_field(L, "yday", t->tm_yday + 1);
  set_field(L, "wday", t->tm_wday + 1);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "isdst");
}

/* os.time([table]). [-1, +1, e] */
static int os_time(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    lua_pushinteger(L, (lua_Integer)floor(now(L)));
    return 1;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  struct tm t = {0};
  t.tm_year = get_field(L, "year", -1, 1900);
  t.tm_mon = get_field(L, "month", -1, 1);
  t.tm_mday = get_field(L, "day", -1, 0);
  t.tm_hour = get_field(L, "hour", 12, 0);
  t.tm_min = get_field(L, "min", 0, 0);
  t.tm_sec = get_field(L, "sec", 0, 0);
  time_t local = timegm(&t);
  time_t offset = utc_offset(L, local);
  offset = utc_offset(L, local - offset); /* the offset at that instant */
  set_fields(L, &t);
  lua_pushinteger(L, local - offset);
  return 1;
}

/* Checks that strftime knows a conversion; C99's list. Returns what follows. */
static const char *check_conversion(lua_State *L, const char *p) {
  if (*p == 'E' && p[1] != '\0' && strchr("cCxXyY", p[1])) return p + 2;
  if (*p == 'O' && p[1] != '\0' && strchr("deHImMSuUVwWy", p[1])) return p + 2;
  if (*p != '\0' && strchr(CONVERSIONS, *p)) return p + 1;
  luaL_error(L, "invalid conversion specifier in a date format");
  return p;
}

/* os.date([format [, time]]). [-2, +1, e] */
static int os_date(lua_State *L) {
  size_t size;
  const char *format = luaL_optlstring(L, 1, "%c", &size);
  luaL_argcheck(L, size <= LONGEST_FORMAT, 1, "format too long");
  time_t instant = lua_isnoneornil(L, 2) ? (time_t)floor(now(L))
                                         : (time_t)luaL_checkinteger(L, 2);
  struct tm t;
  time_t offset = 0;
  if (*format == '!') format++;
  else offset = utc_offset(L, instant);
  if (__builtin_add_overflow(instant, offset, &instant) ||
      gmtime_r(&instant, &t) == NULL)
    return luaL_error(L, "the date does not fit");
  t.tm_gmtoff = offset;
  if (strncmp(format, "*t", 2) == 0) {
    lua_createtable(L, 0, 9);
    set_fields(L, &t);
    return 1;
  }
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  while (*format != '\0') {
    if (*format != '%') {
      luaL_addchar(&b, *format++);
      continue;
    }
    const char *end = check_conversion(L, format + 1);
    char conversion[5] = {0}, text[256];
    memcpy(conversion, format, (size_t)(end - format));
    if (strcmp(conversion, "%Z") == 0 && offset != 0)
      strcpy(conversion, "%z"); /* the name of the zone is not known */
    luaL_addlstring(&b, text, strftime(text, sizeof text, conversion, &t));
    format = end;
  }
  luaL_pushresult(&b);
  return 1;
}

/* os.clock(): seconds of the host's clock since the state was opened, upvalue
** 3. [-0, +1, e] */
static int os_clock(lua_State *L) {
  lua_pushnumber(L, now(L) - lua_tonumber(L, lua_upvalueindex(3)));
  return 1;
}

/* os.difftime(a, b). [-2, +1, e] */
static int os_difftime(lua_State *L) {
  lua_pushnumber(L, luaL_checknumber(L, 1) - luaL_optnumber(L, 2, 0));
  return 1;
}

/* Makes `os`. C: as clua_install_host. On the stack: now, offset.
** [-2, +0] */
void clua_install_os(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"time", os_time}, {"date", os_date}, {"clock", os_clock},
    {"difftime", os_difftime}, {NULL, NULL}
  };
  lua_pushvalue(L, -2);
  if (lua_pcall(L, 0, 1, 0) != LUA_OK) {
    lua_pop(L, 1);
    lua_pushnumber(L, 0);
  }
  luaL_newlibtable(L, functions);
  lua_insert(L, -4);
  luaL_setfuncs(L, functions, 3);
  lua_setglobal(L, LUA_OSLIBNAME);
}
