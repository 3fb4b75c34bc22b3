/* Lets the nth allocation of SQLite fail, or all from the nth on; counts them all.
 * FAULT_AT=N, FAULT_LASTING=1, FAULT_COUNT=FILE (the number is written there at the end). */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static sqlite3_mem_methods plain;
static long seen, at = -1;
static int lasting;

static int fails(void) {
  seen++;
  return at > 0 && (lasting ? seen >= at : seen == at);
}

static void *allocate(int size) { return fails() ? 0 : plain.xMalloc(size); }

static void *reallocate(void *old, int size) { return fails() ? 0 : plain.xRealloc(old, size); }

__attribute__((constructor)) static void start(void) {
  sqlite3_mem_methods failing;
  const char *wanted = getenv("FAULT_AT");
  if (wanted) at = atol(wanted);
  lasting = getenv("FAULT_LASTING") != 0;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
  failing = plain;
  failing.xMalloc = allocate;
  failing.xRealloc = reallocate;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) != SQLITE_OK) abort();
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNT");
  FILE *file = path ? fopen(path, "w") : 0;
  if (!file) return;
  fprintf(file, "%ld\n", seen);
  fclose(file);
}
