/*
** clua_userdata.c - objects of the host as userdata, and member lookup, which
** is in C because it is done for every `object:method()`.
*/
#include "clua_internal.h"

/* Pushes an object. C: the box is C's. [-0, +1] */
void clua_push_object(lua_State *L, int metatable_ref, void *object,
                      size_t weight) {
  clua_box *box = lua_newuserdatauv(L, sizeof(clua_box), 0);
  box->kind = CLUA_KIND_OBJECT;
  box->context = object;
  clua_weigh(clua_guard_in(L), box, weight);
  lua_rawgeti(L, LUA_REGISTRYINDEX, metatable_ref);
  lua_setmetatable(L, -2);
}

/* [-0, +0] */
void *clua_to_object(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA) return NULL;
  const clua_box *box = lua_touserdata(L, index);
  return box->kind == CLUA_KIND_OBJECT ? box->context : NULL;
}

/* __index(object, key). Upvalues: methods, getters, fallback or nil.
** [-2, +1, e] */
static int index_member(lua_State *L) {
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    return 1;
  }
  if (lua_isnil(L, lua_upvalueindex(3))) return 1;
  lua_pushvalue(L, lua_upvalueindex(3));
  lua_insert(L, 1);
  lua_settop(L, 3);
  lua_call(L, 2, 1);
  return 1;
}

/* __newindex(object, key, value). Upvalues: setters, fallback or nil, type.
** [-3, +0, e] */
static int set_member(lua_State *L) {
  lua_settop(L, 3);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 3);
    lua_call(L, 2, 0);
    return 0;
  }
  if (lua_isnil(L, lua_upvalueindex(2))) {
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2)
                                                    : luaL_typename(L, 2);
    clua_where(L);
    lua_pushfstring(L, "cannot set '%s' of %s", key,
                    lua_tostring(L, lua_upvalueindex(3)));
    lua_concat(L, 2);
    return lua_error(L);
  }
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_insert(L, 1);
  lua_settop(L, 4);
  lua_call(L, 3, 0);
  return 0;
}

/* [-3, +1] */
void clua_push_index(lua_State *L) { lua_pushcclosure(L, index_member, 3); }

/* [-3, +1] */
void clua_push_newindex(lua_State *L) { lua_pushcclosure(L, set_member, 3); }
