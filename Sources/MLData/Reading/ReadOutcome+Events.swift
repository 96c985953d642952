public import MLCore

extension ReadOutcome {
    /// What was read, for an observer: a measurement `data.read`, and a warning `data.rows-rejected` when rows were rejected.
    ///
    /// Only counts are told, nothing of the rows.
    public var events: [Event] {
        let rejected = rejectedRows.count
        var events = [
            Event(
                .metric, "data.read",
                fields: [
                    "rows": .int64(Int64(frame.rowCount)), "rejected": .int64(Int64(rejected)),
                    "columns": .int64(Int64(frame.columns.count)), "bytes": .int64(Int64(byteCount)),
                ])
        ]
        if rejected > 0 {
            events.append(
                Event(
                    .warning, "data.rows-rejected", message: "\(rejected) of \(recordCount) rows could not be read",
                    fields: ["rejected": .int64(Int64(rejected)), "records": .int64(Int64(recordCount))]))
        }
        return events
    }
}
