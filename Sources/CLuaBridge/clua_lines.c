/*
** clua_lines.c - which lines of a script were executed.
**
** Room for a text's lines is made when it is compiled, so that the hook, which
** notes them, allocates nothing. The memory is the state's; where it is refused,
** lines are dropped.
*/
#include "clua_internal.h"

#include <string.h>

#define BITS 64 /* lines of one word */

struct clua_chunk {
  clua_chunk *next;
  char name[CLUA_NAME_SIZE];
  size_t words;
  uint64_t executed[]; /* a bit for each line, beginning with line 0 */
};

static size_t size_of(size_t words) {
  return words == 0 ? 0 : sizeof(clua_chunk) + words * sizeof(uint64_t);
}

/* Makes lines be recorded, of texts that are compiled from now on and by threads
** that are made from now on. C: the guard's layout is private. [-0, +0] */
void clua_record_lines(clua_guard *g) {
  g->records_lines = true;
  clua_arm(g->main);
}

/* Words that are enough for the lines of a text. */
static size_t words_for(const char *text, size_t size) {
  size_t lines = 2; /* they count from 1 */
  for (size_t i = 0; i < size; i++) lines += text[i] == '\n' || text[i] == '\r';
  return (lines + BITS - 1) / BITS;
}

/* The place of a chunk in the list, or of its end. */
static clua_chunk **place_of(clua_guard *g, const char *name) {
  clua_chunk **place = &g->chunks;
  while (*place != NULL && strcmp((*place)->name, name) != 0)
    place = &(*place)->next;
  return place;
}

/* Makes room for the lines of a text that was compiled; one of a name that is
** known adds to its lines. C: it asks the allocator, which refuses without
** raising. [-0, +0] */
void clua_expect_lines(lua_State *L, const char *name, const char *text,
                       size_t size) {
  clua_guard *g = clua_guard_in(L);
  if (!g->records_lines || strlen(name) >= CLUA_NAME_SIZE) return;
  clua_chunk **place = place_of(g, name);
  size_t words = words_for(text, size);
  size_t known = *place != NULL ? (*place)->words : 0;
  if (words <= known) return;
  void *data;
  lua_Alloc allocate = lua_getallocf(L, &data);
  clua_chunk *chunk = allocate(data, *place, size_of(known), size_of(words));
  if (chunk == NULL) {
    g->refused_size = 0; /* the next refusal is the first of its block */
    return;
  }
  if (known == 0) {
    chunk->next = NULL;
    strcpy(chunk->name, name);
  }
  memset(chunk->executed + known, 0, (words - known) * sizeof(uint64_t));
  chunk->words = words;
  *place = chunk;
}

/* Notes the line that begins. C: the line hook; it raises nothing. [-0, +0] */
void clua_note_line(lua_State *L, lua_Debug *ar) {
  clua_guard *g = clua_guard_in(L);
  if (ar->currentline < 0 || !lua_getinfo(L, "S", ar) || *ar->source != '=')
    return;
  clua_chunk *chunk = *place_of(g, ar->source + 1);
  size_t line = (size_t)ar->currentline;
  if (chunk != NULL && line / BITS < chunk->words)
    chunk->executed[line / BITS] |= UINT64_C(1) << line % BITS;
}

/* Gives the room for lines back. C: the state's allocator has it. [-0, +0] */
void clua_forget_lines(lua_State *L) {
  clua_guard *g = clua_guard_in(L);
  void *data;
  lua_Alloc allocate = lua_getallocf(L, &data);
  while (g->chunks != NULL) {
    clua_chunk *chunk = g->chunks;
    g->chunks = chunk->next;
    allocate(data, chunk, size_of(chunk->words), 0);
  }
}

/* The chunk after another one, or the first one for NULL; NULL where there is
** none. C: the guard's layout is private. [-0, +0] */
const clua_chunk *clua_next_chunk(const clua_guard *g,
                                  const clua_chunk *chunk) {
  return chunk == NULL ? g->chunks : chunk->next;
}

/* [-0, +0] */
const char *clua_chunk_name(const clua_chunk *chunk) { return chunk->name; }

/* The first executed line after another one, 0 where there is none. C: the
** layout is C's. [-0, +0] */
int clua_next_line(const clua_chunk *chunk, int line) {
  for (size_t i = (size_t)line + 1; i / BITS < chunk->words; i++) {
    uint64_t rest = chunk->executed[i / BITS] >> i % BITS;
    if (rest & 1) return (int)i;
    if (rest == 0) i |= BITS - 1; /* none in this word */
  }
  return 0;
}
