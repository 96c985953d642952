#if Logging
import Logging
#endif
