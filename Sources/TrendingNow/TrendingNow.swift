import MLCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs the whole loop of machine learning in production on film plots; see `Loop.swift` for the order of the stages.
@main
struct TrendingNow {
    static func main() async {
        do {
            guard let options = try Options(arguments: Array(CommandLine.arguments.dropFirst())) else {
                print(Options.usage)
                return
            }
            var loop = Loop(options)
            #if HummingbirdServing
            if let port = options.servePort { try ServingPort(port).check() }
            let production = try loop.run()
            if let port = options.servePort { try await loop.serve(production, on: port) }
            #else
            try loop.run()
            #endif
            guard Console.flush() else {
                Console.complain("what was printed could not be written to standard output; free space and retry")
                exit(1)
            }
        } catch let error as UsageError {
            Console.complain("\(error)")
            exit(2)
        } catch {
            Console.complain("\(error)")
            exit(1)
        }
    }
}
