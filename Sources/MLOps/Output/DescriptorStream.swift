#if CommandLine
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A stream of the process.
struct DescriptorStream: TextStream {
    static let standardOutput = DescriptorStream(descriptor: STDOUT_FILENO)
    static let standardError = DescriptorStream(descriptor: STDERR_FILENO)

    let isTerminal: Bool
    let columns: Int
    private let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        columns = isTerminal ? Self.width(of: descriptor) : 80
    }

    func write(_ text: String) throws(StreamFailure) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                writeBytes(descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]))
            }
            if count >= 0 {
                offset += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EPIPE: throw .closed
            case let number: throw .refused(reason(number))
            }
        }
    }

    private func reason(_ number: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(number, &buffer, buffer.count - 1) == 0 else { return "error \(number)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func width(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
        return Int(size.ws_col)
    }
}

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

/// The environment of the process, as far as the program looks at it.
enum ProcessEnvironment {
    static let names = ["NO_COLOR", "TERM"]

    static var variables: [String: String] {
        var variables: [String: String] = [:]
        for name in names {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables
    }
}
#endif
