import MLCore

extension ClassificationRows {
    /// The loss of each row.
    ///
    /// - Parameters:
    ///   - ofOutput: The loss of one output that is a probability by itself: of binary and multi-label tasks. Rows with
    ///     several such outputs have the mean of their losses.
    ///   - ofClasses: The loss of the outputs of a multi-class row with the position of the true class.
    /// - Returns: One loss for each row.
    func losses(
        ofOutput: (Double, Bool) -> Double, ofClasses: (ArraySlice<Double>, Int) -> Double
    ) -> [Double] {
        let values = predictions.values
        switch truth {
        case .classes(let classes) where isBinary:
            return (0..<rowCount).map { ofOutput(values[$0], classes[$0] == 1) }
        case .classes(let classes):
            return (0..<rowCount).map { row in
                ofClasses(values[row * outputCount..<(row + 1) * outputCount], Int(classes[row]))
            }
        case .sets(let sets):
            return (0..<rowCount).map { row in
                var next = sets.offsets[row]
                let end = sets.offsets[row + 1]
                var sum = 0.0
                for label in 0..<outputCount {
                    let isTrue = next < end && sets.indices[next] == Int32(truncatingIfNeeded: label)
                    if isTrue { next += 1 }
                    sum += ofOutput(values[row * outputCount + label], isTrue)
                }
                return outputCount > 0 ? sum / Double(outputCount) : 0
            }
        }
    }
}
