#if CommandLine
import Testing
#endif
