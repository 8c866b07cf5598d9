/* Debian's libedit for Swift, which cannot call C functions with a varying number of arguments: one function for each use. */
#ifndef CEDIT_SHIM_H
#define CEDIT_SHIM_H

#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

/* Makes multibyte input UTF-8, also where the environment names no locale. */
static inline void cedit_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

/* An editor on the standard streams with Emacs keys; NULL when memory is short. */
static inline EditLine *cedit_open(const char *program, char *(*prompt)(EditLine *), void *client) {
  EditLine *el = el_init(program, stdin, stdout, stderr);
  if (el == NULL) return NULL;
  el_set(el, EL_CLIENTDATA, client);
  el_set(el, EL_PROMPT, prompt);
  el_set(el, EL_EDITOR, "emacs");
  el_set(el, EL_SIGNAL, 1);
  /* While a line is edited ^C is a key like any other: no signal comes between the reading of two keys. */
  el_set(el, EL_SETTY, "-d", "-isig", NULL);
  return el;
}

static inline void *cedit_client(EditLine *el) {
  void *client = NULL;
  el_get(el, EL_CLIENTDATA, &client);
  return client;
}

/* Takes the terminal over before the prompt is shown: libedit does it after that, and a key in between would be lost. */
static inline void cedit_begin(EditLine *el) { el_set(el, EL_PREP_TERM, 1); }

static inline void cedit_bind(EditLine *el, const char *key, const char *name, unsigned char (*body)(EditLine *, int)) {
  el_set(el, EL_ADDFN, name, "", body);
  el_set(el, EL_BIND, key, name, NULL);
}

static inline void cedit_bind_own(EditLine *el, const char *key, const char *name) {
  el_set(el, EL_BIND, key, name, NULL);
}

static inline History *cedit_open_history(EditLine *el, int size) {
  HistEvent event;
  History *h = history_init();
  if (h == NULL) return NULL;
  history(h, &event, H_SETSIZE, size);
  history(h, &event, H_SETUNIQUE, 1);
  el_set(el, EL_HIST, history, h);
  return h;
}

static inline void cedit_add_history(History *h, const char *line) {
  HistEvent event;
  history(h, &event, H_ENTER, line);
}

#endif
