#if CommandLine
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs the command line of the process.
@main
struct EntryPoint {
    static func main() {
        // A reader that leaves early is seen when writing to it, not by a signal that would end the work half way.
        signal(SIGPIPE, SIG_IGN)
        let status = Program.run(Array(CommandLine.arguments.dropFirst()), on: .process())
        exit(status.rawValue)
    }
}
#endif
