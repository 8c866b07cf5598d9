/*
** clua_sort.c - table.sort that is charged for, and gives the same order in
** every run: Lua's own takes its pivots from the clock for large tables.
** A merge sort, so equal elements keep their order.
*/
#include "clua_internal.h"

#define LONGEST_LIST (1 << 24)
#define RUN 8 /* lengths up to this are sorted by insertion */

/* The stack. A copy is sorted: a comparator that fails must not leave a list
** with elements lost. */
enum { ORIGINAL = 1, COMPARATOR, SCRATCH, LIST };

typedef struct sorter {
  lua_State *L;
  bool has_comparator;
  int comparisons; /* since the last charge */
} sorter;

/* Whether the value at `a` comes before the one at `b`. [-0, +0, e] */
static bool before(sorter *s, int a, int b) {
  lua_State *L = s->L;
  if (++s->comparisons >= clua_quantum(clua_guard_in(L))) {
    clua_charge(L, s->comparisons);
    s->comparisons = 0;
  }
  if (!s->has_comparator) return lua_compare(L, a, b, LUA_OPLT);
  lua_pushvalue(L, COMPARATOR);
  lua_pushvalue(L, a - 1);
  lua_pushvalue(L, b - 2);
  lua_call(L, 2, 1);
  bool result = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return result;
}

/* Sorts list[low..high]. [-0, +0, e] */
static void insertion_sort(sorter *s, int low, int high) {
  lua_State *L = s->L;
  for (int i = low + 1; i <= high; i++) {
    lua_rawgeti(L, LIST, i);
    int j = i - 1;
    for (; j >= low; j--) {
      lua_rawgeti(L, LIST, j);
      if (!before(s, -2, -1)) {
        lua_pop(L, 1);
        break;
      }
      lua_rawseti(L, LIST, j + 1);
    }
    lua_rawseti(L, LIST, j + 1);
  }
}

/* Merges list[low..middle] and list[middle+1..high]. [-0, +0, e] */
static void merge(sorter *s, int low, int middle, int high) {
  lua_State *L = s->L;
  lua_rawgeti(L, LIST, middle);
  lua_rawgeti(L, LIST, middle + 1);
  bool in_order = !before(s, -1, -2);
  lua_pop(L, 2);
  if (in_order) return;
  int count = middle - low + 1;
  for (int i = 1; i <= count; i++) {
    lua_rawgeti(L, LIST, low + i - 1);
    lua_rawseti(L, SCRATCH, i);
  }
  int left = 1, right = middle + 1, out = low;
  while (left <= count && right <= high) {
    lua_rawgeti(L, SCRATCH, left);
    lua_rawgeti(L, LIST, right);
    if (before(s, -1, -2)) {
      lua_rawseti(L, LIST, out++);
      lua_pop(L, 1);
      right++;
    } else {
      lua_pop(L, 1);
      lua_rawseti(L, LIST, out++);
      left++;
    }
  }
  while (left <= count) {
    lua_rawgeti(L, SCRATCH, left++);
    lua_rawseti(L, LIST, out++);
  }
}

static void merge_sort(sorter *s, int low, int high) {
  if (high - low < RUN) {
    insertion_sort(s, low, high);
    return;
  }
  int middle = low + (high - low) / 2;
  merge_sort(s, low, middle);
  merge_sort(s, middle + 1, high);
  merge(s, low, middle, high);
}

static void copy(lua_State *L, int from, int to, int n) {
  for (int i = 1; i <= n; i++) {
    lua_rawgeti(L, from, i);
    lua_rawseti(L, to, i);
  }
}

/* table.sort(list [, comparator]). [-2, +0, e] */
int clua_sort(lua_State *L) {
  clua_check_raw_table(L, ORIGINAL);
  lua_Unsigned n = lua_rawlen(L, ORIGINAL);
  luaL_argcheck(L, n <= LONGEST_LIST, ORIGINAL, "array too big");
  bool has_comparator = !lua_isnoneornil(L, COMPARATOR);
  if (has_comparator) luaL_checktype(L, COMPARATOR, LUA_TFUNCTION);
  lua_settop(L, 2);
  if (n < 2) return 0;
  luaL_checkstack(L, 40, NULL);
  lua_createtable(L, (int)(n / 2 + 1), 0);
  lua_createtable(L, (int)n, 0);
  copy(L, ORIGINAL, LIST, (int)n);
  sorter s = {L, has_comparator, 0};
  merge_sort(&s, 1, (int)n);
  copy(L, LIST, ORIGINAL, (int)n);
  return 0;
}
