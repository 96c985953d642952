#if CommandLine
import MLCore
import MLReport
import Synchronization

/// Shows how far long work is: one line on a terminal, drawn over itself, and nothing in files and pipes.
final class ProgressLine: EventObserver {
    private let stream: (any TextStream)?
    private let shown = Mutex<String?>(nil)

    /// Creates a line.
    ///
    /// - Parameter stream: Where it is drawn, if that is a terminal; `nil` draws nothing.
    init(on stream: (any TextStream)?) {
        self.stream = stream.flatMap { $0.isTerminal ? $0 : nil }
    }

    /// Shows an event of the library: its message or name, and the share of the work that is done.
    func observe(_ event: Event) {
        guard event.kind == .progress else { return }
        let text = event.message.isEmpty ? event.name : event.message
        guard let fraction = event.fraction, (0...1).contains(fraction) else { return show(text) }
        show("\(Self.bar(fraction)) \(Int(fraction * 100)) %  \(text)")
    }

    /// Shows a step of the work that the library does not tell of, such as `Reading titles.csv`.
    func show(_ text: String) {
        guard let stream else { return }
        let line = DisplayWidth.shortened(PlainText.joined(text), to: stream.columns - 1)
        shown.withLock { last in
            guard last != line else { return }
            last = line
            try? stream.write("\r\(line)\u{1B}[K")
        }
    }

    /// Takes the line away.
    func clear() {
        guard let stream else { return }
        shown.withLock { last in
            if last != nil { try? stream.write("\r\u{1B}[K") }
            last = nil
        }
    }

    private static func bar(_ fraction: Double) -> String {
        let filled = Int(fraction * 20)
        return String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
    }
}
#endif
