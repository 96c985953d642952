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
    private let isSilent: Bool

    /// Creates a console; a silent one shows nothing.
    init(isSilent: Bool = false) { self.isSilent = isSilent }

    /// Begins a stage.
    func begin(_ stage: String) {
        clearProgress()
        if !isSilent { print("\n\(stage)") }
    }

    /// Tells one finding, indented under its stage.
    func tell(_ text: String) {
        clearProgress()
        guard !isSilent else { return }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { print("  \(Self.plain(line))") }
    }

    /// Tells an error and its remedy in one line.
    static func complain(_ text: String) { write("trending-now: \(plain(text))\n") }

    /// Waits until everything is printed.
    ///
    /// - Returns: Whether it was; a full disk behind a redirection is one reason why not.
    static func flush() -> Bool { fflush(nil) == 0 }

    /// Text without control characters, which data may hold and a terminal would obey.
    static func plain(_ text: some StringProtocol) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            plain.unicodeScalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return plain
    }

    /// Shows the progress of long steps; everything else that the library says is left to the stages.
    func observe(_ event: Event) {
        guard isTerminal, !isSilent, event.kind == .progress, let fraction = event.fraction, (0...1).contains(fraction)
        else {
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
