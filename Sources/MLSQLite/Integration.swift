#if SQLiteStore
import GRDB
#endif
