#ifndef MLOPS_SQLITE_SETTINGS_H
#define MLOPS_SQLITE_SETTINGS_H

struct sqlite3;

// SQLite's own declaration, which Swift cannot call because it has a variable number of arguments.
int sqlite3_db_config(struct sqlite3 *, int, ...);

/// Switches a setting of a connection on or off and returns SQLite's result code, 1 when the setting was not taken.
static inline int mlops_sqlite_set(struct sqlite3 *connection, int setting, int value) {
    int now = -1;
    int code = sqlite3_db_config(connection, setting, value, &now);
    return code != 0 ? code : now != value;
}

#endif
