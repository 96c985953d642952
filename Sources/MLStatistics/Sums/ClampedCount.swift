extension Int64 {
    /// The sum, held at the ends of the range: a counter from a file cannot stop the process.
    package func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
