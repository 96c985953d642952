#if HummingbirdServing
import Testing
#endif
