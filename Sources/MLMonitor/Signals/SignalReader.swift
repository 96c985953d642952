import MLCore

/// The signals of a reference with the positions of their outputs, ready to read observations.
struct SignalReader: Sendable, Hashable {
    let signals: [MonitoredSignal]
    private let outputPositions: [Int?]

    /// Resolves the outputs.
    ///
    /// - Throws: ``MonitorError`` that lists every repeated name and every unknown output.
    init(_ signals: [MonitoredSignal], outputNames: [String]) throws(MonitorError) {
        var faults: [String] = []
        var names: Set<String> = []
        var positions: [Int?] = []
        for signal in signals {
            if !names.insert(signal.name).inserted { faults.append("the signal \"\(signal.name)\" occurs twice") }
            var position: Int?
            if case .output(let name) = signal.source {
                position = outputNames.firstIndex(of: name)
                if position == nil { faults.append("there is no output \"\(name)\"") }
            }
            positions.append(position)
        }
        if signals.isEmpty { faults.append("there is nothing to monitor") }
        guard faults.isEmpty else {
            throw MonitorError(.invalidConfiguration, faults.joined(separator: "; "), at: "monitored signals")
        }
        self.signals = signals
        outputPositions = positions
    }

    func read(_ position: Int, of observation: MonitorObservation) -> SignalReading {
        signals[position].source.read(observation, outputPosition: outputPositions[position])
    }
}
