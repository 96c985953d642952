import MLCore
import MLStatistics

/// The state of a monitor as a value: open windows, closed windows that wait to be taken, and counters.
///
/// Memory is bounded: by the bins of the reference, the lateness, the waiting windows and the remembered identifiers.
public struct MonitorState: Sendable, Hashable, Codable {
    /// The configuration.
    public let configuration: MonitorConfiguration
    /// What was done with the records so far.
    public private(set) var counters = MonitorCounters()
    /// The windows that still take records, by ascending key.
    public private(set) var openWindows: [MonitorWindow] = []
    /// The windows that take no more records and wait to be taken, in the order of closing.
    public private(set) var closedWindows: [MonitorWindow] = []
    private let template: MonitorWindow
    private var identifiers: RecentIdentifiers
    private var highestSequence: Int64?
    /// The highest key of a closed window.
    private var closedThrough: Int64?

    /// Creates the state of a monitor that has seen nothing.
    ///
    /// - Parameters:
    ///   - reference: Gives signals and bins.
    ///   - configuration: How records are cut into windows.
    /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
    public init(reference: MonitorReference, configuration: MonitorConfiguration) throws {
        try configuration.validated()
        self.configuration = configuration
        template = try MonitorWindow(reference: reference, key: 0)
        identifiers = RecentIdentifiers(capacity: configuration.rememberedIdentifiers)
    }

    /// Throws unless the state belongs to a reference.
    func check(_ reference: MonitorReference) throws(MonitorError) {
        let windows = [template] + openWindows + closedWindows
        let fits = windows.allSatisfy { window in
            window.reference == reference.digest && window.counts.count == reference.counts.count
                && zip(window.counts, reference.counts).allSatisfy { $0.isCompatible(with: $1) }
        }
        guard fits else {
            throw MonitorError(.incompatibleWindow, "the state belongs to another reference", at: "monitor state")
        }
    }

    /// Counts a record.
    ///
    /// - Parameters:
    ///   - record: The record of a prediction.
    ///   - summaries: Numbers that the host computed from the inputs, by name.
    ///   - key: The window, where the host gives keys.
    ///   - reader: Reads the signals of the reference of this state.
    mutating func record(
        _ record: PredictionRecord, summaries: [String: Double], key: Int64?, reader: SignalReader
    ) {
        guard let key = windowKey(record, key) else {
            counters.withoutKey = counters.withoutKey.addingClamped(1)
            return
        }
        if let closedThrough, key <= closedThrough {
            counters.late = counters.late.addingClamped(1)
            return
        }
        guard identifiers.insert(record.identifier) else {
            counters.duplicates = counters.duplicates.addingClamped(1)
            return
        }
        if let highestSequence, record.sequence < highestSequence {
            counters.outOfOrder = counters.outOfOrder.addingClamped(1)
        }
        highestSequence = max(highestSequence ?? record.sequence, record.sequence)
        counters.accepted = counters.accepted.addingClamped(1)
        let position = openPosition(of: key)
        openWindows[position].add(
            MonitorObservation(record, summaries: summaries), at: record.time, reader: reader)
        if case .records(let size) = configuration.windowing, openWindows[position].recordCount >= Int64(size) {
            close(through: key)
        } else {
            let (limit, overflow) = key.subtractingReportingOverflow(configuration.windowing.lateness + 1)
            if !overflow { close(through: limit) }
        }
    }

    /// Closes every open window up to a key, also windows that have not begun: later records of them are late.
    ///
    /// - Parameter key: The highest key to close; `nil` closes every open window.
    public mutating func close(through key: Int64? = nil) {
        guard let key = key ?? openWindows.last?.key else { return }
        let count = openWindows.prefix { $0.key <= key }.count
        if case .records = configuration.windowing, count == 0 { return }
        closedWindows.append(contentsOf: openWindows.prefix(count))
        openWindows.removeFirst(count)
        var last = key
        // Windows of records are numbered as they come: a key far ahead must not use up the numbers.
        if case .records = configuration.windowing { last = closedWindows.last?.key ?? key }
        closedThrough = max(closedThrough ?? last, last)
        let excess = closedWindows.count - configuration.waitingWindows
        if excess > 0 {
            closedWindows.removeFirst(excess)
            counters.droppedWindows = counters.droppedWindows.addingClamped(Int64(excess))
        }
    }

    /// Takes the closed windows out of the state.
    ///
    /// - Returns: The windows, in the order of closing.
    public mutating func takeClosedWindows() -> [MonitorWindow] {
        let windows = closedWindows
        closedWindows = []
        return windows
    }

    private func windowKey(_ record: PredictionRecord, _ key: Int64?) -> Int64? {
        switch configuration.windowing {
        case .records: return openWindows.last?.key ?? (closedThrough ?? -1).addingClamped(1)
        case .keys: return key
        case .period: return configuration.windowing.key(at: record.time)
        }
    }

    private mutating func openPosition(of key: Int64) -> Int {
        let position = openWindows.firstIndex { $0.key >= key } ?? openWindows.count
        if position == openWindows.count || openWindows[position].key != key {
            openWindows.insert(MonitorWindow(empty: template, key: key), at: position)
        }
        return position
    }
}
