/*
** clua_faults.c - allocations that fail, and what closed states left; for tests.
*/
#include "clua_internal.h"

#include <stdatomic.h>

static _Thread_local int64_t fail_in_next;
static _Atomic int64_t fail_in_scripts;
static _Atomic int64_t faults;
static _Atomic int64_t bytes_left;

void clua_fail_in_next(int64_t n) { fail_in_next = n; }
void clua_fail_in_scripts(int64_t n) { atomic_store(&fail_in_scripts, n); }
int64_t clua_faults(void) { return atomic_load(&faults); }
int64_t clua_bytes_left(void) { return atomic_load(&bytes_left); }

void clua_fail_allocation(clua_guard *g, int64_t n) {
  g->fail_allocation = n;
  g->fail_again = false;
}

int64_t clua_until_failure(const clua_guard *g) { return g->fail_allocation; }

/* Sets what is to fail in a state that is being opened, and once it is open. C:
** the guard's layout is private. [-0, +0] */
void clua_expect_fault_of_opening(clua_guard *g) {
  g->fail_allocation = fail_in_next;
}

void clua_expect_fault(clua_guard *g) {
  int64_t n = atomic_load(&fail_in_scripts);
  if (n != 0) clua_fail_allocation(g, n);
}

/* Whether this growth is the one that fails, or Lua's second attempt at it. C:
** the allocator asks. [-0, +0] */
bool clua_is_fault(clua_guard *g) {
  if (g->fail_again) {
    g->fail_again = false;
    return true;
  }
  if (g->fail_allocation <= 0 || --g->fail_allocation > 0) return false;
  g->fail_again = true;
  atomic_fetch_add(&faults, 1);
  return true;
}

/* Counts what a state that was closed did not give back. [-0, +0] */
void clua_count_left(const clua_guard *g) {
  atomic_fetch_add(&bytes_left, (int64_t)g->used);
}
