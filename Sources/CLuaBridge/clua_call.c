/*
** clua_call.c - calls over the border, both ways, and references.
*/
#include "clua_internal.h"

static char box_metatable; /* its address is the key in the registry */

/* Ends a host call that failed or met a limit, now that no frame of the host
** is left. C: it raises. [-1, +0, e] */
static int finish(lua_State *L, clua_guard *g, int results) {
  clua_check(g);
  if (g->dead) return clua_raise_limit(L);
  clua_check_memory(L);
  if (results > lua_gettop(L))
    return luaL_error(L, "too many values returned by a host function");
  if (results >= 0) return results;
  if (results == CLUA_RAISE) {
    clua_where(L);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

/* What a host function returns to Lua, after its frame is gone. The limits are
** looked at now and then, and always where something is amiss.
** [-0, +0, e] */
int clua_leave(lua_State *L, clua_guard *g, int results) {
  if (results < 0 || g->dead || (++g->host_calls & 15) == 0 ||
      results > lua_gettop(L) || g->twins || g->weight > g->weight_stop ||
      (g->limits.memory != 0 && g->used > g->limits.memory))
    return finish(L, g, results);
  return results;
}

/* Makes room on the stack; in grace, so that memory which is short does not
** look like a stack that is full. [-0, +0] */
bool clua_reserve(lua_State *L, clua_guard *g, int slots) {
  g->host++;
  bool fits = lua_checkstack(L, slots);
  g->host--;
  return fits;
}

/* Runs a host function. C: what the host throws is raised here, after its
** frame is gone. [-n, +results, e] */
static int trampoline(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  const clua_box *box = lua_touserdata(L, lua_upvalueindex(1));
  if (g->dead) return clua_raise_limit(L);
  if (!clua_reserve(L, g, CLUA_HOST_STACK))
    return luaL_error(L, "stack overflow");
  lua_State *outer = g->current;
  g->current = L;
  g->host++;
  int results = g->invoke(L, box->context);
  g->host--;
  g->current = outer;
  return clua_leave(L, g, results);
}

/* Counts what the host holds for a box as memory of the state. C: the guard's
** layout is private. */
void clua_weigh(clua_guard *g, clua_box *box, size_t weight) {
  box->weight = weight;
  g->weight += weight;
  g->used += weight;
  if (g->used > g->peak) g->peak = g->used;
}

/* Gives a context back. C: a finalizer. [-1, +0] */
static int release_box(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  clua_box *box = lua_touserdata(L, 1);
  if (box != NULL && box->context != NULL) {
    void *context = box->context;
    box->context = NULL;
    g->weight -= box->weight;
    g->used -= box->weight;
    g->release(context);
  }
  return 0;
}

/* Makes the metatables of boxes. C: part of clua_open. [-0, +0, e] */
void clua_open_userdata(lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, release_box);
  lua_setfield(L, -2, "__gc");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &box_metatable);
}

/* Lets the userdata on top give its context back. C: the key is C's. [-0, +0] */
void clua_set_box_metatable(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &box_metatable);
  lua_setmetatable(L, -2);
}

/* Pushes a closure over the trampoline. C: the box is C's. [-0, +1] */
void clua_push_function(lua_State *L, void *context, size_t weight) {
  clua_box *box = lua_newuserdatauv(L, sizeof(clua_box), 0);
  box->kind = CLUA_KIND_FUNCTION;
  box->context = context;
  clua_weigh(clua_guard_in(L), box, weight);
  clua_set_box_metatable(L);
  lua_pushcclosure(L, trampoline, 1);
}

/* A metatable for host objects. C: its functions are. [-0, +1] */
static int same_object(lua_State *L) {
  void *a = clua_to_object(L, 1);
  lua_pushboolean(L, a != NULL && a == clua_to_object(L, 2));
  return 1;
}

void clua_push_class(lua_State *L) {
  lua_createtable(L, 0, 8);
  lua_pushcfunction(L, release_box);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, same_object);
  lua_setfield(L, -2, "__eq");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
}

/* Compiles a text. C: the parser runs under the limits, and messages are
** pushed in grace. The budgets of an outermost text that is to be called begin
** here. [-0, +1] */
int clua_load(lua_State *L, const void *text, size_t size, const char *name,
              bool to_call) {
  clua_guard *g = clua_guard_in(L);
  g->begun = false;
  g->host++;
  const char *flaw = clua_source_flaw(text, size, g->limits.source);
  int host = g->host - 1;
  if (flaw != NULL) {
    lua_pushfstring(L, "%s: %s", name, flaw);
    g->host = host;
    return CLUA_SYNTAX_ERROR;
  }
  lua_pushfstring(L, "=%s", name);
  if (g->depth == 0) clua_begin(g);
  lua_State *running = g->running;
  g->depth++;
  g->host = 0;
  g->running = L;
  int status = clua_compile(L, text, size, lua_tostring(L, -1));
  if (status == LUA_OK) clua_expect_lines(L, name, text, size);
  g->running = running;
  g->host = host;
  g->depth--;
  lua_remove(L, -2);
  if (g->dead) return CLUA_STOPPED;
  switch (status) {
    case LUA_OK:
      g->begun = g->depth == 0 && to_call;
      return CLUA_OK;
    case LUA_ERRMEM: return CLUA_MEMORY_LIMIT;
    default: return CLUA_SYNTAX_ERROR;
  }
}

/* Calls a function. C: everything that script code raises ends here.
** [-(nargs + 1), +results or +1 error] */
int clua_call(lua_State *L, int nargs) {
  clua_guard *g = clua_guard_in(L);
  if (!clua_reserve(L, g, 8)) {
    lua_settop(L, -nargs - 1);
    lua_pop(L, 1);
    lua_pushnil(L);
    return CLUA_SCRIPT_ERROR;
  }
  if (g->depth == 0 && !g->begun) clua_begin(g);
  if (g->depth == 0) clua_share_deadline(g);
  g->begun = false;
  int function = lua_gettop(L) - nargs;
  lua_pushcfunction(L, clua_message_handler);
  lua_insert(L, function);
  int host = g->host;
  lua_State *current = g->current;
  lua_State *running = g->running;
  g->depth++;
  g->host = 0;
  g->current = g->running = L;
  int status = lua_pcall(L, nargs, LUA_MULTRET, function);
  g->host = host;
  g->current = current;
  g->running = running;
  if (--g->depth == 0) clua_end(g);
  lua_remove(L, function);
  if (status == LUA_ERRMEM && !g->dead) g->dead = CLUA_MEMORY_REACHED;
  if (g->dead) {
    if (status == LUA_OK) {
      lua_settop(L, function - 1);
      lua_pushnil(L);
    }
    return CLUA_STOPPED;
  }
  return status == LUA_OK ? CLUA_OK : CLUA_SCRIPT_ERROR;
}

/* luaL_ref and its kin, for Swift to call in grace. [-1, +0] */
int clua_ref(lua_State *L) { return luaL_ref(L, LUA_REGISTRYINDEX); }

/* [-0, +1] */
int clua_push_ref(lua_State *L, int ref) {
  return lua_rawgeti(L, LUA_REGISTRYINDEX, ref);
}

/* [-0, +0] */
void clua_unref(lua_State *L, int ref) {
  luaL_unref(L, LUA_REGISTRYINDEX, ref);
}

/* [-1, +(2|0)] */
int clua_next(lua_State *L, int index) { return lua_next(L, index); }

/* [-0, +1] */
void clua_push_globals(lua_State *L) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

/* A full collection. C: lua_gc takes variable arguments. [-0, +0] */
void clua_collect(lua_State *L) { lua_gc(L, LUA_GCCOLLECT); }
