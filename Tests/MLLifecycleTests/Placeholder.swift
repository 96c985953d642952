#if ServiceLifecycle
import Testing
#endif
