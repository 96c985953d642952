package import MLCore

/// Which window a record belongs to.
public enum Windowing: Sendable, Hashable, Codable {
    /// Windows of a fixed number of accepted records, in the order of arrival.
    case records(Int)
    /// Windows of a fixed length of time, by the time of the record, counted from 1970.
    ///
    /// A window is closed when a record comes that is more than `lateness` windows newer.
    case period(microseconds: Int64, lateness: Int)
    /// Windows whose keys the host gives with each record, such as a year, in ascending order.
    ///
    /// A window is closed when a record comes whose key is more than `lateness` higher.
    case keys(lateness: Int)

    /// Checks the numbers.
    ///
    /// - Throws: ``MonitorError`` with code `invalidConfiguration`.
    public func validated() throws(MonitorError) {
        var faults: [String] = []
        switch self {
        case .records(let count):
            if count < 1 { faults.append("windows of \(count) records") }
        case .period(let microseconds, let lateness):
            if microseconds < 1 { faults.append("windows of \(microseconds) µs") }
            if !(0...1000).contains(lateness) { faults.append("a lateness of \(lateness) windows") }
        case .keys(let lateness):
            if !(0...1000).contains(lateness) { faults.append("a lateness of \(lateness) windows") }
        }
        guard faults.isEmpty else {
            throw MonitorError(
                .invalidConfiguration, faults.joined(separator: "; "), at: "windowing",
                remedy: "Use sizes of at least 1 and a lateness from 0 to 1000.")
        }
    }

    /// The window of a time; `nil` for windows that are not of time.
    package func key(at time: Timestamp) -> Int64? {
        guard case .period(let length, _) = self else { return nil }
        let time = time.microseconds
        let quotient = time / max(length, 1)
        return time < 0 && quotient * max(length, 1) != time ? quotient - 1 : quotient
    }

    var lateness: Int64 {
        switch self {
        case .records: 0
        case .period(_, let lateness), .keys(let lateness): Int64(lateness)
        }
    }
}
