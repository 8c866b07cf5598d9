/*
** clua_record.c - records: rows of a cursor as light userdata.
**
** A record reads its columns straight from the cursor's slots while the cursor
** stands on its row, with no call of the host; afterwards, or where a slot is
** empty, the host's loader gives the value by key. Records have no finalizer,
** which would be most of their cost.
*/
#include "clua_internal.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct clua_record {
  uint32_t kind;
  uint32_t type;
  uint32_t view;   /* 0: the record itself */
  uint32_t cursor; /* index, or CLUA_NO_CURSOR */
  uint64_t generation;
  int64_t key;
} clua_record;

/* Upvalues of __index and __newindex: names, loader, assign, unknown, views. */
enum { NAMES = 1, LOADER, ASSIGN, UNKNOWN, VIEWS };

/* ---- cursors ------------------------------------------------------------ */

clua_cursor *clua_cursor_new(uint32_t slot_count) {
  clua_cursor *c = calloc(1, sizeof(clua_cursor) +
                             slot_count * sizeof(clua_slot));
  if (c == NULL) {
    fputs("lua: out of memory for a cursor\n", stderr);
    abort();
  }
  c->generation = 1; /* slots begin at 0: empty */
  c->index = CLUA_NO_CURSOR;
  c->slot_count = slot_count;
  return c;
}

/* C: Swift does not import flexible array members. */
clua_slot *clua_cursor_slots(clua_cursor *cursor) { return cursor->slots; }

void clua_cursor_free(clua_cursor *cursor) { free(cursor); }

/* Generations of a state's cursors never meet: a record may outlive its cursor
** and find another one in its place. */
bool clua_cursor_attach(clua_guard *g, clua_cursor *cursor) {
  uint32_t i = g->cursor_count;
  if (g->cursor_free > 0) {
    for (i = 0; g->cursors[i] != NULL; i++) {}
    g->cursor_free--;
  } else {
    if (i == g->cursor_capacity) {
      uint32_t capacity = i == 0 ? 8 : i * 2;
      clua_cursor **larger = realloc(g->cursors, capacity * sizeof *larger);
      if (larger == NULL) return false;
      g->cursors = larger;
      g->cursor_capacity = capacity;
    }
    g->cursor_count++;
  }
  g->cursors[i] = cursor;
  cursor->index = i;
  uint64_t base = ++g->cursor_serial << 40;
  for (uint32_t s = 0; s < cursor->slot_count; s++)
    if (cursor->slots[s].generation == cursor->generation)
      cursor->slots[s].generation += base;
  cursor->generation += base;
  return true;
}

void clua_cursor_detach(clua_guard *g, clua_cursor *cursor) {
  if (cursor->index == CLUA_NO_CURSOR) return;
  g->cursors[cursor->index] = NULL;
  g->cursor_free++;
  cursor->index = CLUA_NO_CURSOR;
}

/* The cursor of a record, while it stands on the record's row. */
static clua_cursor *live_cursor(const clua_guard *g, const clua_record *r) {
  if (r->cursor >= g->cursor_count) return NULL;
  clua_cursor *c = g->cursors[r->cursor];
  return c != NULL && c->generation == r->generation ? c : NULL;
}

/* ---- records ------------------------------------------------------------ */

static clua_record *record_at(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA) return NULL;
  clua_record *r = lua_touserdata(L, index);
  return r->kind == CLUA_KIND_RECORD ? r : NULL;
}

/* The record a metamethod is called with. Scripts cannot reach the metamethods
** themselves, so there is always one: no test of the type. */
static clua_record *check_record(lua_State *L) {
  clua_record *r = lua_touserdata(L, 1);
  if (r == NULL || r->kind != CLUA_KIND_RECORD)
    luaL_argerror(L, 1, "record expected");
  return r;
}

/* Pushes a record. C: user values and the layout are C's. [-0, +1] */
void clua_push_record(lua_State *L, int metatable_ref, uint32_t type,
                      int views, const clua_cursor *cursor, int64_t key) {
  clua_record *r = lua_newuserdatauv(L, sizeof(clua_record), views);
  r->kind = CLUA_KIND_RECORD;
  r->type = type;
  r->view = 0;
  r->cursor = cursor != NULL ? cursor->index : CLUA_NO_CURSOR;
  r->generation = cursor != NULL ? cursor->generation : 0;
  r->key = key;
  lua_rawgeti(L, LUA_REGISTRYINDEX, metatable_ref);
  lua_setmetatable(L, -2);
}

/* Pushes a view of the record at 1, made at the first use. [-0, +1, e] */
static int push_view(lua_State *L, const clua_record *r, int view) {
  if (lua_getiuservalue(L, 1, view) != LUA_TNIL) return 1;
  clua_record *v = lua_newuserdatauv(L, sizeof(clua_record), 0);
  *v = *r;
  v->view = (uint32_t)view;
  lua_rawgeti(L, lua_upvalueindex(VIEWS), view);
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, 1, view);
  return 1;
}

/* Pushes a slot's value, whatever its generation. [-0, +1] */
void clua_push_slot(lua_State *L, const clua_slot *s) {
  switch (s->kind) {
    case CLUA_SLOT_FALSE: lua_pushboolean(L, 0); break;
    case CLUA_SLOT_TRUE: lua_pushboolean(L, 1); break;
    case CLUA_SLOT_INTEGER: lua_pushinteger(L, s->integer); break;
    case CLUA_SLOT_NUMBER: lua_pushnumber(L, s->number); break;
    case CLUA_SLOT_TEXT:
      lua_pushlstring(L, s->text, (size_t)s->integer);
      break;
    default: lua_pushnil(L); break;
  }
}

/* Pushes a slot's value; false when it is empty. [-0, +(0|1), e] */
static bool push_slot(lua_State *L, const clua_record *r, lua_Integer slot) {
  const clua_cursor *c = live_cursor(clua_guard_in(L), r);
  if (c == NULL || slot < 0 || slot >= (lua_Integer)c->slot_count)
    return false;
  const clua_slot *s = &c->slots[slot];
  if (s->generation != c->generation) return false;
  clua_push_slot(L, s);
  return true;
}

/* __index(record, name): a method, a property's slot, or a view. [-2, +1, e] */
static int record_index(lua_State *L) {
  const clua_record *r = check_record(L);
  lua_pushvalue(L, 2);
  switch (lua_rawget(L, lua_upvalueindex(NAMES))) {
    case LUA_TNUMBER: {
      lua_Integer slot = lua_tointeger(L, -1);
      if (push_slot(L, r, slot)) return 1;
      lua_pushvalue(L, lua_upvalueindex(LOADER));
      lua_pushvalue(L, 1);
      lua_pushinteger(L, slot);
      lua_call(L, 2, 1);
      return 1;
    }
    case LUA_TLIGHTUSERDATA:
      return push_view(L, r, (int)(intptr_t)lua_touserdata(L, -1));
    case LUA_TNIL:
      lua_pushvalue(L, lua_upvalueindex(UNKNOWN));
      lua_pushvalue(L, 1);
      lua_pushvalue(L, 2);
      lua_call(L, 2, 1);
      return 1;
    default: return 1;
  }
}

/* __newindex(record, name, value): the host's; the slot is empty afterwards,
** so that the next read asks the loader. [-3, +0, e] */
static int record_newindex(lua_State *L) {
  const clua_record *r = check_record(L);
  lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(ASSIGN));
  for (int i = 1; i <= 3; i++) lua_pushvalue(L, i);
  lua_call(L, 3, 0);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(NAMES)) == LUA_TNUMBER) {
    lua_Integer slot = lua_tointeger(L, -1);
    clua_cursor *c = live_cursor(clua_guard_in(L), r);
    if (c != NULL && slot >= 0 && slot < (lua_Integer)c->slot_count)
      c->slots[slot].generation = 0;
  }
  return 0;
}

/* Same type and same key. [-2, +1] */
static int record_equal(lua_State *L) {
  const clua_record *a = record_at(L, 1), *b = record_at(L, 2);
  lua_pushboolean(L, a != NULL && b != NULL && a->type == b->type &&
                     a->view == b->view && a->key == b->key);
  return 1;
}

/* Makes a metatable of upvalues. [-5, +1] */
void clua_push_record_class(lua_State *L) {
  int base = lua_gettop(L) - 4;
  lua_createtable(L, 0, 8);
  for (int i = 0; i < 5; i++) lua_pushvalue(L, base + i);
  lua_pushcclosure(L, record_index, 5);
  lua_setfield(L, -2, "__index");
  for (int i = 0; i < 5; i++) lua_pushvalue(L, base + i);
  lua_pushcclosure(L, record_newindex, 5);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, record_equal);
  lua_setfield(L, -2, "__eq");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_replace(L, base);
  lua_settop(L, base);
}

/* [-0, +1] */
void clua_push_view_marker(lua_State *L, int view) {
  lua_pushlightuserdata(L, (void *)(intptr_t)view);
}

/* [-0, +0] */
bool clua_to_record(lua_State *L, int index, uint32_t *type, uint32_t *view,
                    int64_t *key) {
  const clua_record *r = record_at(L, index);
  if (r == NULL) return false;
  *type = r->type;
  *view = r->view;
  *key = r->key;
  return true;
}
