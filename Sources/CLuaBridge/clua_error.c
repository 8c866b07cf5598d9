/*
** clua_error.c - where an error happened.
**
** Frames are kept in fixed buffers outside of Lua's memory, so that they can
** be taken when memory is short, when the stack overflowed, and in a hook.
*/
#include "clua_internal.h"

#include <string.h>

static void copy(char *to, size_t size, const char *from) {
  size_t n = strnlen(from, size - 1);
  memcpy(to, from, n);
  to[n] = '\0';
}

static bool is_script(const lua_Debug *ar) { return *ar->what != 'C'; }

/* Number of levels of the stack, by bisection. [-0, +0] */
static int level_count(lua_State *L) {
  lua_Debug ar;
  int low = 0, high = 1;
  while (lua_getstack(L, high, &ar)) {
    low = high;
    high *= 2;
  }
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (lua_getstack(L, middle, &ar)) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void add_frame(clua_guard *g, lua_State *L, lua_Debug *ar) {
  if (g->frame_count >= CLUA_FRAMES) return;
  lua_getinfo(L, "Sln", ar);
  if (!is_script(ar)) return;
  clua_frame *f = &g->frames[g->frame_count++];
  copy(f->script, CLUA_NAME_SIZE, ar->short_src);
  copy(f->function, CLUA_NAME_SIZE, ar->name != NULL ? ar->name : "");
  f->line = ar->currentline;
  f->is_main = *ar->what == 'm';
}

/* Takes the script's frames of a thread; of a deep stack the two ends.
** C: fixed buffers. [-0, +0] */
void clua_record_frames(clua_guard *g, lua_State *L) {
  lua_Debug ar;
  if (g->frames_final) return;
  if (!g->frames_open) g->frame_count = 0;
  int levels = level_count(L);
  for (int level = 0; level < levels; level++) {
    if (levels > 2 * CLUA_FRAMES && g->frame_count == CLUA_FRAMES_INNER) {
      int outer = levels - (CLUA_FRAMES - CLUA_FRAMES_INNER);
      if (level < outer) level = outer;
    }
    if (!lua_getstack(L, level, &ar)) break;
    add_frame(g, L, &ar);
  }
}

/* The message handler of calls from the host. The error value stays as it is:
** its __tostring must not run outside of the limits. [-1, +1] */
int clua_message_handler(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  clua_record_frames(g, L);
  g->frames_open = false;
  return 1;
}

/* Finds the innermost script frame. */
static bool script_frame(lua_State *L, lua_Debug *ar) {
  for (int level = 0; lua_getstack(L, level, ar); level++) {
    lua_getinfo(L, "Sl", ar);
    if (is_script(ar)) return true;
  }
  return false;
}

/* Pushes "script:line: ". C: luaL_where looks at one level only, and there
** may be C functions of the bridge between. [-0, +1] */
void clua_where(lua_State *L) {
  lua_Debug ar;
  if (script_frame(L, &ar) && ar.currentline > 0)
    lua_pushfstring(L, "%s:%d: ", ar.short_src, ar.currentline);
  else
    lua_pushliteral(L, "");
}

/* C: lua_Debug is awkward in Swift. [-0, +0] */
int clua_position(lua_State *L, char *script, size_t size) {
  lua_Debug ar;
  if (!script_frame(L, &ar)) return 0;
  copy(script, size, ar.short_src);
  return ar.currentline;
}

/* C: luaL_typename and `__name`, with no metamethod. [-0, +0] */
const char *clua_type_name(lua_State *L, int index) {
  const char *name = NULL;
  index = lua_absindex(L, index);
  if (lua_type(L, index) == LUA_TUSERDATA && lua_getmetatable(L, index)) {
    lua_pushliteral(L, "__name");
    if (lua_rawget(L, -2) == LUA_TSTRING) name = lua_tostring(L, -1);
    lua_pop(L, 2);
  }
  if (name != NULL) return name;
  int type = lua_type(L, index);
  return type == LUA_TNONE ? "no value" : lua_typename(L, type);
}

int clua_frame_count(const clua_guard *g) { return g->frame_count; }
const char *clua_frame_script(const clua_guard *g, int i) {
  return g->frames[i].script;
}
const char *clua_frame_function(const clua_guard *g, int i) {
  return g->frames[i].function[0] == '\0' ? NULL : g->frames[i].function;
}
int clua_frame_line(const clua_guard *g, int i) { return g->frames[i].line; }
bool clua_frame_is_main(const clua_guard *g, int i) {
  return g->frames[i].is_main;
}
