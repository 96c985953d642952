#if HummingbirdServing
import Hummingbird
import NIOCore
#endif
