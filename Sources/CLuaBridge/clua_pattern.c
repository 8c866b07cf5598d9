/*
** clua_pattern.c - pattern matching with a budget of steps.
**
** A pattern can take exponential time inside one instruction, so each step is
** counted here and charged to the run. The matcher is that of lstrlib.c of
** Lua 5.4 (Copyright (C) 1994-2022 Lua.org, PUC-Rio; MIT licence), plus the
** counter.
*/
#include "clua_pattern.h"

#include <ctype.h>
#include <string.h>

#define MAX_DEPTH 200
#define CHARGED_STEPS 4096
#define STEPS_PER_INSTRUCTION 8

#define byte(c) ((unsigned char)(c))

void clua_match_prepare(match_state *ms, lua_State *L, const char *s,
                        size_t ls, const char *p, size_t lp) {
  ms->L = L;
  ms->matchdepth = MAX_DEPTH;
  ms->src_init = s;
  ms->src_end = s + ls;
  ms->p_end = p + lp;
  ms->level = 0;
  ms->steps = 0;
}

void clua_match_restart(match_state *ms) {
  ms->level = 0;
  ms->matchdepth = MAX_DEPTH;
}

/* The rest is charged without a look at the clock: the hook comes soon. */
void clua_match_charge(match_state *ms) {
  clua_guard_in(ms->L)->instructions += ms->steps / STEPS_PER_INSTRUCTION;
  ms->steps = 0;
}

static void count_step(match_state *ms) {
  if (++ms->steps < CHARGED_STEPS) return;
  unsigned steps = ms->steps;
  ms->steps = 0;
  clua_charge(ms->L, steps / STEPS_PER_INSTRUCTION);
}

static int check_capture(match_state *ms, int l) {
  l -= '1';
  if (l < 0 || l >= ms->level || ms->capture[l].len == CAP_UNFINISHED)
    return luaL_error(ms->L, "invalid capture index %%%d", l + 1);
  return l;
}

static int capture_to_close(match_state *ms) {
  int level = ms->level;
  for (level--; level >= 0; level--)
    if (ms->capture[level].len == CAP_UNFINISHED) return level;
  return luaL_error(ms->L, "invalid pattern capture");
}

static const char *class_end(match_state *ms, const char *p) {
  switch (*p++) {
    case L_ESC:
      if (p == ms->p_end)
        luaL_error(ms->L, "malformed pattern (ends with '%%')");
      return p + 1;
    case '[':
      if (*p == '^') p++;
      do {
        if (p == ms->p_end)
          luaL_error(ms->L, "malformed pattern (missing ']')");
        if (*p++ == L_ESC && p < ms->p_end) p++;
      } while (*p != ']');
      return p + 1;
    default: return p;
  }
}

static int match_class(int c, int cl) {
  int result;
  switch (tolower(cl)) {
    case 'a': result = isalpha(c); break;
    case 'c': result = iscntrl(c); break;
    case 'd': result = isdigit(c); break;
    case 'g': result = isgraph(c); break;
    case 'l': result = islower(c); break;
    case 'p': result = ispunct(c); break;
    case 's': result = isspace(c); break;
    case 'u': result = isupper(c); break;
    case 'w': result = isalnum(c); break;
    case 'x': result = isxdigit(c); break;
    case 'z': result = c == 0; break; /* of older versions, and still there */
    default: return cl == c;
  }
  return isupper(cl) ? !result : result != 0;
}

static int match_set(match_state *ms, int c, const char *p, const char *ec) {
  int found = 1;
  if (p[1] == '^') {
    found = 0;
    p++;
  }
  while (++p < ec) {
    count_step(ms);
    if (*p == L_ESC) {
      p++;
      if (match_class(c, byte(*p))) return found;
    } else if (p[1] == '-' && p + 2 < ec) {
      p += 2;
      if (byte(p[-2]) <= c && c <= byte(*p)) return found;
    } else if (byte(*p) == c) {
      return found;
    }
  }
  return !found;
}

static int single_match(match_state *ms, const char *s, const char *p,
                        const char *ep) {
  count_step(ms);
  if (s >= ms->src_end) return 0;
  int c = byte(*s);
  switch (*p) {
    case '.': return 1;
    case L_ESC: return match_class(c, byte(p[1]));
    case '[': return match_set(ms, c, p, ep - 1);
    default: return byte(*p) == c;
  }
}

static const char *match_balance(match_state *ms, const char *s,
                                 const char *p) {
  if (p >= ms->p_end - 1)
    luaL_error(ms->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= ms->src_end || *s != *p) return NULL;
  int begin = *p, end = p[1], open = 1;
  while (++s < ms->src_end) {
    count_step(ms);
    if (*s == end) {
      if (--open == 0) return s + 1;
    } else if (*s == begin) {
      open++;
    }
  }
  return NULL;
}

static const char *max_expand(match_state *ms, const char *s, const char *p,
                              const char *ep) {
  ptrdiff_t i = 0;
  while (single_match(ms, s + i, p, ep)) i++;
  for (; i >= 0; i--) {
    const char *result = clua_match(ms, s + i, ep + 1);
    if (result != NULL) return result;
  }
  return NULL;
}

static const char *min_expand(match_state *ms, const char *s, const char *p,
                              const char *ep) {
  for (;;) {
    const char *result = clua_match(ms, s, ep + 1);
    if (result != NULL) return result;
    if (!single_match(ms, s, p, ep)) return NULL;
    s++;
  }
}

static const char *start_capture(match_state *ms, const char *s, const char *p,
                                 int what) {
  int level = ms->level;
  if (level >= LUA_MAXCAPTURES) luaL_error(ms->L, "too many captures");
  ms->capture[level].init = s;
  ms->capture[level].len = what;
  ms->level = (unsigned char)(level + 1);
  const char *result = clua_match(ms, s, p);
  if (result == NULL) ms->level--;
  return result;
}

static const char *end_capture(match_state *ms, const char *s, const char *p) {
  int l = capture_to_close(ms);
  ms->capture[l].len = s - ms->capture[l].init;
  const char *result = clua_match(ms, s, p);
  if (result == NULL) ms->capture[l].len = CAP_UNFINISHED;
  return result;
}

static const char *match_capture(match_state *ms, const char *s, int l) {
  l = check_capture(ms, l);
  size_t len = (size_t)ms->capture[l].len;
  ms->steps += (unsigned)(len / 64);
  if ((size_t)(ms->src_end - s) >= len &&
      memcmp(ms->capture[l].init, s, len) == 0)
    return s + len;
  return NULL;
}

static const char *match_frontier(match_state *ms, const char *s,
                                  const char **p) {
  *p += 2;
  if (**p != '[') luaL_error(ms->L, "missing '[' after '%%f' in pattern");
  const char *ep = class_end(ms, *p);
  char previous = s == ms->src_init ? '\0' : s[-1];
  char here = s < ms->src_end ? *s : '\0';
  if (match_set(ms, byte(previous), *p, ep - 1) ||
      !match_set(ms, byte(here), *p, ep - 1))
    return NULL;
  *p = ep;
  return s;
}

/* Matches one item with its repetition. Returns true when the caller goes on
** with *s and *p, false when *s is the result. */
static bool match_item(match_state *ms, const char **s, const char **p) {
  const char *ep = class_end(ms, *p);
  const char *result;
  switch (*ep) {
    case '?':
      if (single_match(ms, *s, *p, ep) &&
          (result = clua_match(ms, *s + 1, ep + 1)) != NULL) {
        *s = result;
        return false;
      }
      *p = ep + 1;
      return true;
    case '+':
      *s = single_match(ms, *s, *p, ep) ? max_expand(ms, *s + 1, *p, ep)
                                        : NULL;
      return false;
    case '*': *s = max_expand(ms, *s, *p, ep); return false;
    case '-': *s = min_expand(ms, *s, *p, ep); return false;
    default:
      if (!single_match(ms, *s, *p, ep)) {
        *s = NULL;
        return false;
      }
      (*s)++;
      *p = ep;
      return true;
  }
}

/* Matches a pattern at `s`; NULL when it does not. C: the matcher. It may
** raise. [-0, +0, e] */
const char *clua_match(match_state *ms, const char *s, const char *p) {
  if (ms->matchdepth-- == 0) luaL_error(ms->L, "pattern too complex");
  while (s != NULL && p != ms->p_end) {
    count_step(ms);
    switch (*p) {
      case '(':
        s = p[1] == ')' ? start_capture(ms, s, p + 2, CAP_POSITION)
                        : start_capture(ms, s, p + 1, CAP_UNFINISHED);
        goto done;
      case ')': s = end_capture(ms, s, p + 1); goto done;
      case '$':
        if (p + 1 != ms->p_end) break;
        s = s == ms->src_end ? s : NULL;
        goto done;
      case L_ESC:
        if (p[1] == 'b') {
          s = match_balance(ms, s, p + 2);
          p += 4;
          continue;
        }
        if (p[1] == 'f') {
          s = match_frontier(ms, s, &p);
          continue;
        }
        if (isdigit(byte(p[1]))) {
          s = match_capture(ms, s, byte(p[1]));
          p += 2;
          continue;
        }
        break;
      default: break;
    }
    if (!match_item(ms, &s, &p)) break;
  }
done:
  ms->matchdepth++;
  return s;
}
