/*
** clua_pattern.h - the pattern matcher.
*/
#ifndef CLUA_PATTERN_H
#define CLUA_PATTERN_H

#include "clua_internal.h"

#define CAP_UNFINISHED (-1)
#define CAP_POSITION (-2)
#define L_ESC '%'
#ifndef LUA_MAXCAPTURES
#define LUA_MAXCAPTURES 32
#endif

typedef struct match_state {
  const char *src_init;
  const char *src_end;
  const char *p_end;
  lua_State *L;
  int matchdepth;
  unsigned char level;
  unsigned steps; /* since the last charge */
  struct {
    const char *init;
    ptrdiff_t len;
  } capture[LUA_MAXCAPTURES];
} match_state;

void clua_match_prepare(match_state *ms, lua_State *L, const char *s,
                        size_t ls, const char *p, size_t lp);
void clua_match_restart(match_state *ms);
const char *clua_match(match_state *ms, const char *s, const char *p);
/* Charges the steps of a match that ended. [-0, +0] */
void clua_match_charge(match_state *ms);

#endif
