#if CommandLine
import ArgumentParser
import MLCore

/// The boosting iterations of another library's model, as arguments name them: `all`, `best`, or a slice such as `0:100`.
struct IterationsArgument: ExpressibleByArgument {
    let iterations: ImportedIterations

    /// Reads `all`, `best` or `FIRST:END`, counted from zero, END not included, as the slices of Python.
    init?(argument: String) {
        switch argument {
        case "all": iterations = .all
        case "best": iterations = .best
        default:
            let ends = argument.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count == 2, let first = ends[0], let end = ends[1], first >= 0, end > first else { return nil }
            iterations = .range(first..<end)
        }
    }

    /// What is said to iterations of a model that was not boosted by another library.
    static func refusal(of title: String) -> CommandError {
        CommandError(
            .invalidUsage, "--iterations is for files of other libraries", at: title, remedy: "Leave --iterations out.")
    }
}
#endif
