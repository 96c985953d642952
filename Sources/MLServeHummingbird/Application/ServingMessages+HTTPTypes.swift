#if HummingbirdServing
import HTTPTypes
import HummingbirdCore
import MLServe
import NIOCore

extension ServingHead {
    /// The head of a request of Hummingbird.
    init(_ request: Request, peer: String?) {
        var headers = ServingHeaders()
        if let host = request.head.authority { headers.append("Host", host) }
        for field in request.headers { headers.append(field.name.rawName, field.value) }
        self.init(
            method: request.method.rawValue, target: request.head.path ?? "/", headers: headers, peer: peer)
    }
}

extension Response {
    /// A response of the protocol as one of Hummingbird.
    init(_ response: ServingResponse) {
        var headers = HTTPFields()
        for field in response.headers.fields {
            if let name = HTTPField.Name(field.name) { headers.append(HTTPField(name: name, value: field.value)) }
        }
        self.init(
            status: (200...599).contains(response.status) ? .init(code: response.status) : .internalServerError,
            headers: headers,
            body: response.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: response.body)))
    }
}
#endif
