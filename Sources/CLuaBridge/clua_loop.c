/*
** clua_loop.c - the iterators of loops over rows.
**
** A row costs one call of the host, which goes to the next row and fills a
** cursor's slots; all values are pushed here, in one go. Pushed one by one from
** the host, they would cost as much again as the database does.
*/
#include "clua_internal.h"

typedef struct clua_loop {
  clua_box box; /* first: it is released like any other */
  clua_advance next;
  const clua_cursor *cursor; /* the context's */
  int metatable_ref;         /* of the cursor's records; LUA_NOREF: values */
  uint32_t type;
  int views;
} clua_loop;

/* Pushes the slots in order. C: no call of the host for each. [-0, +n] */
static int push_values(lua_State *L, const clua_cursor *c) {
  for (uint32_t i = 0; i < c->slot_count; i++)
    clua_push_slot(L, &c->slots[i]);
  return (int)c->slot_count;
}

/* The next row's values or record; nil at the end. C: what the host throws is
** raised here, after its frame is gone. [-n, +results, e] */
static int next_row(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  const clua_loop *loop = lua_touserdata(L, lua_upvalueindex(1));
  if (g->dead) return clua_raise_limit(L);
  if (!clua_reserve(L, g, CLUA_HOST_STACK + (int)loop->cursor->slot_count))
    return luaL_error(L, "stack overflow");
  lua_State *outer = g->current;
  g->current = L;
  g->host++;
  int results = loop->next(L, loop->box.context);
  if (results > 0 && loop->metatable_ref == LUA_NOREF) {
    results = push_values(L, loop->cursor);
  } else if (results > 0) {
    clua_push_record(L, loop->metatable_ref, loop->type, loop->views,
                     loop->cursor, loop->cursor->key);
  } else if (results == 0) {
    lua_pushnil(L);
    results = 1;
  }
  g->host--;
  g->current = outer;
  return clua_leave(L, g, results);
}

/* Pushes an iterator; takes over one reference of the context, which owns the
** cursor. C: the box is C's. [-0, +1] */
void clua_push_loop(lua_State *L, void *context, clua_advance next,
                    const clua_cursor *cursor, int metatable_ref,
                    uint32_t type, int views, size_t weight) {
  clua_loop *loop = lua_newuserdatauv(L, sizeof(clua_loop), 0);
  loop->box.kind = CLUA_KIND_FUNCTION;
  loop->box.context = context;
  clua_weigh(clua_guard_in(L), &loop->box, weight);
  loop->next = next;
  loop->cursor = cursor;
  loop->metatable_ref = metatable_ref > 0 ? metatable_ref : LUA_NOREF;
  loop->type = type;
  loop->views = views;
  clua_set_box_metatable(L);
  lua_pushcclosure(L, next_row, 1);
}
