#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The programs that are built beside the tests.
package enum BuiltPrograms {
    /// The path of a program.
    ///
    /// - Parameter name: Its name.
    /// - Returns: The path, where there is a program.
    /// - Throws: ``ProgramFailure`` when it was not built.
    package static func path(of name: String) throws(ProgramFailure) -> String {
        let program = "\(try folder())/\(name)"
        guard access(program, X_OK) == 0 else {
            throw ProgramFailure("\(program) is not there: build the whole package with `swift build --build-tests`")
        }
        return program
    }

    /// The directory that the tests are in: as a program on Linux, as a bundle on macOS.
    private static func folder() throws(ProgramFailure) -> String {
        var components = try testProgram().split(separator: "/")
        let end = components.lastIndex { $0.hasSuffix(".xctest") } ?? components.count - 1
        components.removeSubrange(max(0, end)...)
        return "/" + components.joined(separator: "/")
    }

    private static func testProgram() throws(ProgramFailure) -> String {
        #if canImport(Darwin)
        var information = Dl_info()
        guard dladdr(#dsohandle, &information) != 0, let name = information.dli_fname else {
            throw ProgramFailure("the tests do not know where they are")
        }
        return String(cString: name)
        #else
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0, count < buffer.count else { throw ProgramFailure("the tests do not know where they are") }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        #endif
    }
}

/// Why a test could not run a program.
package struct ProgramFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
