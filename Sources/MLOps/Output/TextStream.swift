#if CommandLine
/// Where a program writes text.
protocol TextStream: Sendable {
    /// Whether a person looks at it.
    var isTerminal: Bool { get }
    /// How many columns of text it shows.
    var columns: Int { get }

    /// Writes the whole text.
    ///
    /// - Throws: ``StreamFailure``.
    func write(_ text: String) throws(StreamFailure)
}

/// Why text could not be written.
enum StreamFailure: Error, CustomStringConvertible {
    /// Nobody reads any more.
    case closed
    /// The system refused, for the reason given.
    case refused(String)

    var description: String {
        switch self {
        case .closed: "the reader of the output is gone"
        case .refused(let reason): "the output cannot be written: \(reason)"
        }
    }
}
#endif
