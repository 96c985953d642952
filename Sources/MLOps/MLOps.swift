#if !CommandLine
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What the program says when it was built without its trait.
@main
struct MLOps {
    static func main() {
        let message =
            "mlops was built without the trait CommandLine. Run: swift run --traits CommandLine mlops --help\n"
        _ = write(STDERR_FILENO, message, message.utf8.count)
        exit(2)
    }
}
#endif
