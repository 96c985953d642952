import MLCore

extension TableProfileState {
    /// The profile of the rows so far.
    ///
    /// - Returns: The same for equal states.
    public func profile() -> TableProfile {
        let pairs = correlations.coefficients()
        let count = Int(clamping: rowCount)
        var profiles: [ColumnProfile] = []
        for (position, column) in columns.enumerated() {
            profiles.append(
                ColumnProfile(column, configuration, association: association(of: position, pairs)))
        }
        let isTooWide = schema.fields.count { $0.type.isNumeric || $0.type == .bool } > correlations.columns.count
        return TableProfile(
            rowCount: count, columns: profiles,
            duplicateRowCount: columns.isEmpty ? 0 : rows.words.map { max(0, count - $0.count) },
            correlations: pairs.isEmpty && isTooWide
                ? nil
                : pairs.map { pair in
                    ColumnCorrelation(
                        first: schema.fields[pair.first].name, second: schema.fields[pair.second].name,
                        coefficient: pair.value, count: pair.count)
                },
            target: configuration.target)
    }

    private func association(
        of position: Int, _ pairs: [(first: Int, second: Int, value: Double?, count: Int)]
    ) -> TargetAssociation? {
        guard let target, position != target.column else { return nil }
        if let association = target.association(of: position) { return association }
        let pair = pairs.first {
            ($0.first, $0.second) == (position, target.column) || ($0.first, $0.second) == (target.column, position)
        }
        return pair.flatMap { pair in
            pair.value.map {
                TargetAssociation(measure: .correlation, value: $0.magnitude, count: pair.count, valueCount: nil)
            }
        }
    }
}
