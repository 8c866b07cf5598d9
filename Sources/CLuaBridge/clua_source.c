/*
** clua_source.c - checks of a script's text before Lua's parser sees it.
**
** Lua 5.4.0 to 5.4.6 name a value in an error message by walking the whole
** chain of indexing that made it, recursively, on the C stack: a chain of many
** thousand links crashes the process. So a chain has a longest length here.
*/
#include "clua_internal.h"

#include <ctype.h>
#include <string.h>

#define LONGEST_CHAIN 200
#define PIECE 256 /* bytes that the parser gets between two looks at the clock */
#define DEEPEST_NESTING 250 /* more than the parser accepts */

typedef struct scanner {
  const char *p;
  const char *end;
  bool after_dot; /* the last token was '.' or ':' */
  int depth;
  int chain[DEEPEST_NESTING]; /* links so far, for each open bracket */
} scanner;

/* Level of the long bracket at p ("[[" is 0), or -1. */
static int long_bracket(const scanner *s, const char *p) {
  const char *q = p + 1;
  while (q < s->end && *q == '=') q++;
  return q < s->end && *q == '[' ? (int)(q - p - 1) : -1;
}

static void skip_long(scanner *s, int level) {
  s->p += level + 2;
  while (s->p < s->end) {
    if (*s->p++ != ']') continue;
    const char *q = s->p;
    while (q < s->end && *q == '=') q++;
    if (q - s->p == level && q < s->end && *q == ']') {
      s->p = q + 1;
      return;
    }
  }
}

static void skip_line(scanner *s) {
  while (s->p < s->end && *s->p != '\n' && *s->p != '\r') s->p++;
}

static void skip_escape(scanner *s) {
  char c = s->p + 1 < s->end ? s->p[1] : '\0';
  s->p += 2;
  if (c == 'z') {
    while (s->p < s->end && isspace((unsigned char)*s->p)) s->p++;
  } else if ((c == '\n' || c == '\r') && s->p < s->end &&
             (*s->p == '\n' || *s->p == '\r') && *s->p != c) {
    s->p++; /* a line break of two characters */
  }
}

static void skip_string(scanner *s) {
  char quote = *s->p++;
  while (s->p < s->end && *s->p != quote && *s->p != '\n' && *s->p != '\r') {
    if (*s->p == '\\') skip_escape(s);
    else s->p++;
  }
  s->p++;
}

static bool is_name(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Adds to the chain of the innermost bracket; false when it is too long. */
static bool link(scanner *s, int count) {
  return (s->chain[s->depth] += count) <= LONGEST_CHAIN;
}

static bool open_bracket(scanner *s) {
  s->p++;
  if (s->depth + 1 == DEEPEST_NESTING) return false;
  s->chain[++s->depth] = 0;
  return true;
}

/* A closed parenthesis passes its chain on: `(a.b).c` is one. */
static bool close_bracket(scanner *s, int count) {
  s->p++;
  if (s->depth == 0) return true; /* the parser will say so */
  int inner = s->chain[s->depth--];
  return link(s, count + inner);
}

/* Reads one token; false when a chain is too long. */
static bool token(scanner *s) {
  char c = *s->p;
  char next = s->p + 1 < s->end ? s->p[1] : '\0';
  int level;
  bool after_dot = s->after_dot;
  if (isspace((unsigned char)c)) {
    s->p++;
    return true;
  }
  if (c == '-' && next == '-') {
    s->p += 2;
    if (s->p < s->end && *s->p == '[' && (level = long_bracket(s, s->p)) >= 0)
      skip_long(s, level);
    else
      skip_line(s);
    return true;
  }
  s->after_dot = c == ':' || (c == '.' && next != '.');
  if (c == '"' || c == '\'') {
    skip_string(s);
  } else if (c == '[' && (level = long_bracket(s, s->p)) >= 0) {
    skip_long(s, level);
  } else if (c == '(' || c == '[' || c == '{') {
    return open_bracket(s);
  } else if (c == ')') {
    return close_bracket(s, 0);
  } else if (c == ']') {
    return close_bracket(s, 1);
  } else if (c == '}') {
    s->chain[s->depth] = 0;
    bool ok = close_bracket(s, 0);
    s->chain[s->depth] = 0;
    return ok;
  } else if (is_name(c)) {
    if (!after_dot) s->chain[s->depth] = 0; /* a new expression begins */
    while (s->p < s->end && is_name(*s->p)) s->p++;
  } else if (c == '.' && next != '.') {
    s->p++;
    return link(s, 1);
  } else {
    s->p += c == '.' ? 2 : 1;
    if (c != ':') s->chain[s->depth] = 0;
  }
  return true;
}

/* What keeps a text from being compiled, or NULL. [-0, +0] */
const char *clua_source_flaw(const char *text, size_t size, size_t limit) {
  if (limit != 0 && size > limit) return "the text is too large";
  if (size > 0 && text[0] == LUA_SIGNATURE[0])
    return "a binary chunk is not accepted";
  scanner s = {text, text + size, false, 0, {0}};
  while (s.p < s.end)
    if (!token(&s))
      return s.depth + 1 == DEEPEST_NESTING
                 ? "brackets are nested too deeply"
                 : "an expression has too many '.' or '[]' in a row";
  return NULL;
}

typedef struct reading {
  const char *p;
  size_t left;
} reading;

static const char *next_piece(lua_State *L, void *data, size_t *size) {
  reading *r = data;
  const char *piece = r->p;
  clua_charge(L, 0);
  *size = r->left < PIECE ? r->left : PIECE;
  r->p += *size;
  r->left -= *size;
  return piece;
}

/* luaL_loadbufferx for text, in small pieces: the parser looks names up through
** all functions around them, and walks its lists of jumps, so that a text of one
** megabyte can take it half a minute. C: the reader raises. [-0, +1] */
int clua_compile(lua_State *L, const char *text, size_t size,
                 const char *name) {
  reading r = {text, size};
  return lua_load(L, next_piece, &r, name, "t");
}
