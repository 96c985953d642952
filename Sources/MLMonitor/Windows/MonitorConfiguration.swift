import MLCore

/// How a monitor cuts records into windows, and how much it remembers.
public struct MonitorConfiguration: Sendable, Hashable, Codable {
    /// Which window a record belongs to.
    public var windowing: Windowing
    /// How many identifiers are remembered to recognise duplicates; 0 recognises none.
    public var rememberedIdentifiers: Int
    /// How many closed windows wait to be taken; the oldest is dropped, and counted, when there are more.
    public var waitingWindows: Int

    /// Creates a configuration.
    public init(windowing: Windowing, rememberedIdentifiers: Int = 65_536, waitingWindows: Int = 64) {
        self.windowing = windowing
        self.rememberedIdentifiers = rememberedIdentifiers
        self.waitingWindows = waitingWindows
    }

    /// Checks all fields.
    ///
    /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(MonitorError) {
        var faults: [String] = []
        do throws(MonitorError) { try windowing.validated() } catch { faults.append(error.details.problem) }
        if !(0...10_000_000).contains(rememberedIdentifiers) {
            faults.append("\(rememberedIdentifiers) remembered identifiers, from 0 to 10,000,000 are possible")
        }
        if !(1...10_000).contains(waitingWindows) {
            faults.append("\(waitingWindows) waiting windows, from 1 to 10,000 are possible")
        }
        guard faults.isEmpty else {
            throw MonitorError(.invalidConfiguration, faults.joined(separator: "; "), at: "monitor configuration")
        }
    }
}
