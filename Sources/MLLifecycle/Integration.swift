#if ServiceLifecycle
import ServiceLifecycle
#endif
