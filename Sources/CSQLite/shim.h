/* Calls of SQLite that Swift cannot import because they are variadic. */
#ifndef WMSYNC_CSQLITE_H
#define WMSYNC_CSQLITE_H
#include <sqlite3.h>

/* Refuses statements that could damage the file on purpose, whoever wrote its schema. */
static inline int wmsync_sqlite_defend(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

/* Nobody asks how much memory is in use, and counting it takes a lock for each piece. */
static inline int wmsync_sqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
#endif
