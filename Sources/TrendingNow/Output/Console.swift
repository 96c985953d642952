import MLCore
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Prints the headings, findings and progress of the stages.
final class Console: EventObserver {
    /// Progress is drawn over itself on a terminal and left out of files and pipes.
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let lastPercentage = Mutex<Int?>(nil)

    /// Begins a stage.
    func begin(_ stage: String) {
        clearProgress()
        print("\n\(stage)")
    }

    /// Tells one finding, indented under its stage.
    func tell(_ text: String) {
        clearProgress()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { print("  \(line)") }
    }

    /// Tells an error and its remedy in one line.
    static func complain(_ text: String) { write("trending-now: \(text)\n") }

    /// Shows the progress of long steps; everything else that the library says is left to the stages.
    func observe(_ event: Event) {
        guard isTerminal, event.kind == .progress, let fraction = event.fraction, (0...1).contains(fraction) else {
            return
        }
        let percentage = Int(fraction * 100)
        let isNew = lastPercentage.withLock { last in
            defer { last = percentage }
            return last != percentage
        }
        if isNew { Self.write("\r  \(event.name) \(percentage) %\u{1B}[K") }
    }

    private func clearProgress() {
        let wasShown = lastPercentage.withLock { last in
            defer { last = nil }
            return last != nil
        }
        if wasShown { Self.write("\r\u{1B}[K") }
    }

    private static func write(_ text: String) {
        // Written whole and unbuffered, so that it stands in order with what is printed.
        fflush(nil)
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { writeToStandardError($0) }
    }
}

private func writeToStandardError(_ bytes: UnsafeRawBufferPointer) -> Int {
    write(STDERR_FILENO, bytes.baseAddress, bytes.count)
}
