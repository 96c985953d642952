#if HummingbirdServing
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A client that sends and receives bytes as they are, over a blocking socket of the loopback network.
///
/// Every wait ends after ``patience``, so that a server that hangs fails a test and does not hang it.
final class RawClient {
    struct Failure: Error, CustomStringConvertible { let description: String }

    static let patience: Int = 20

    private var descriptor: Int32
    private var received: [UInt8] = []

    /// Connects to a port.
    ///
    /// - Parameters:
    ///   - port: The port on 127.0.0.1.
    ///   - receiveBuffer: The size of the socket's buffer for what is not read, in bytes.
    /// - Throws: ``Failure`` when nothing listens.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Self.stream, 0)
        guard descriptor >= 0 else { throw Failure(description: "socket: \(errno)") }
        var timeout = timeval()
        timeout.tv_sec = Self.patience
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            close()
            throw Failure(description: "connect: \(code)")
        }
    }

    deinit { close() }

    private static var stream: Int32 {
        #if canImport(Glibc)
        Int32(SOCK_STREAM.rawValue)
        #else
        SOCK_STREAM
        #endif
    }

    /// Closes the connection.
    func close() {
        guard descriptor >= 0 else { return }
        #if canImport(Glibc)
        _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
        _ = Musl.close(descriptor)
        #else
        _ = Darwin.close(descriptor)
        #endif
        descriptor = -1
    }

    /// Closes the connection with a reset.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Ends what is sent; receiving goes on.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Sends text, with `\n` as it is.
    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends bytes.
    ///
    /// - Throws: ``Failure`` when the peer has closed the connection.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.send(descriptor, $0) }
            guard count > 0 else { throw Failure(description: "send: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    private static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #elseif canImport(Musl)
        Musl.send(descriptor, bytes.baseAddress, bytes.count, MSG_NOSIGNAL)
        #else
        Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
        #endif
    }

    /// Receives one response.
    ///
    /// - Parameter hasBody: Whether a body follows the head; none does after `HEAD`.
    /// - Returns: The response; `nil` when the connection was closed or reset before one began.
    /// - Throws: ``Failure`` when nothing comes, or only a part.
    func response(hasBody: Bool = true) throws -> RawResponse? {
        while true {
            if let (response, count) = RawResponse.parse(received, hasBody: hasBody) {
                received.removeFirst(count)
                return response
            }
            guard try receive() else {
                guard received.isEmpty else {
                    throw Failure(description: "closed in a response: \(String(decoding: received, as: UTF8.self))")
                }
                return nil
            }
        }
    }

    /// Receives until the peer closes the connection.
    ///
    /// - Returns: What was received.
    /// - Throws: ``Failure`` when the connection stays open.
    @discardableResult
    func receiveToEnd() throws -> [UInt8] {
        while try receive() {}
        return received
    }

    /// How many bytes were received and are no part of a response that was returned.
    var receivedCount: Int { received.count }

    /// Receives some bytes.
    ///
    /// - Returns: Whether there were any before the peer closed the connection.
    func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno != ECONNRESET { throw Failure(description: "nothing was received: \(errno)") }
        guard count > 0 else { return false }
        received += buffer[..<count]
        return true
    }
}
#endif
