// The functions are in the header: nothing refers to SQLite unless a caller does.
#include "CSQLiteSettings.h"
