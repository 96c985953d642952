#if HummingbirdServing
import MLCore
import MLServe
import MLServeHummingbird

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The port to serve on; checked before the loop, which takes a while.
struct ServingPort {
    let number: Int

    init(_ number: Int) { self.number = number }

    /// Checks that the port can be had on the loopback network.
    ///
    /// - Throws: `ServeError` with code `cannotListen`.
    func check() throws {
        let descriptor = socket(AF_INET, Self.stream, 0)
        guard descriptor >= 0 else { throw error() }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: number).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0, listen(descriptor, 1) == 0 else { throw error() }
    }

    private func error() -> ServeError {
        ServeError(
            .cannotListen, String(cString: strerror(errno)), at: "127.0.0.1:\(number)",
            remedy: "Choose another port with --serve PORT, or stop the program that uses this one.")
    }

    private static var stream: Int32 {
        #if canImport(Glibc)
        Int32(SOCK_STREAM.rawValue)
        #else
        SOCK_STREAM
        #endif
    }
}
#endif
