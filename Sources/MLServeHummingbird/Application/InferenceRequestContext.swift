#if HummingbirdServing
import Hummingbird
import NIOCore

/// The context of requests to ``InferenceApplication``: it knows the peer.
struct InferenceRequestContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
#endif
