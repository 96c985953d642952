#if SQLiteStore
import Testing
#endif
