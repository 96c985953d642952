public import MLCore

extension ValidationReport {
    /// The facet `dataQualityAssertions` of OpenLineage 1 for the input dataset: each expectation with its outcome.
    ///
    /// Expectations that could not be evaluated count as not successful.
    ///
    /// - Parameter producer: The address that names the program that validated, as OpenLineage asks.
    /// - Returns: The value of the key `dataQualityAssertions` of `inputFacets`.
    public func lineageAssertions(producer: String) -> JSONValue {
        let assertions = results.map { result -> JSONValue in
            var entry = JSONObject()
            entry["assertion"] = .string(result.expectation.description)
            entry["success"] = .bool(result.status == .passed)
            if let column = result.expectation.rule.subject { entry["column"] = .string(column) }
            return .object(entry)
        }
        var facet = JSONObject()
        facet["_producer"] = .string(producer)
        facet["_schemaURL"] = .string("https://openlineage.io/spec/facets/1-0-1/DataQualityAssertionsDatasetFacet.json")
        facet["assertions"] = .array(assertions)
        return .object(facet)
    }
}

extension TableProfile {
    /// The facet `dataQualityMetrics` of OpenLineage 1 for the input dataset.
    ///
    /// - Parameters:
    ///   - producer: The address that names the program that profiled, as OpenLineage asks.
    ///   - byteCount: The size of the dataset, if it is known.
    /// - Returns: The value of the key `dataQualityMetrics` of `inputFacets`.
    public func lineageMetrics(producer: String, byteCount: Int? = nil) -> JSONValue {
        var metrics = JSONObject()
        for column in columns {
            var entry = JSONObject()
            entry["nullCount"] = .integer(Int64(column.missingCount))
            entry["distinctCount"] = .integer(Int64(column.distinct.count))
            if let numbers = column.numbers {
                entry["sum"] = .finite(numbers.mean * Double(numbers.count))
                entry["count"] = .integer(Int64(numbers.count))
                entry["min"] = .finite(numbers.minimum)
                entry["max"] = .finite(numbers.maximum)
                var quantiles = JSONObject()
                for (probability, value) in zip(ColumnProfile.Distribution.quantileProbabilities, numbers.quantiles) {
                    quantiles[NumberText.shortest(probability)] = .finite(value)
                }
                entry["quantiles"] = .object(quantiles)
            }
            metrics[column.name] = .object(entry)
        }
        var facet = JSONObject()
        facet["_producer"] = .string(producer)
        facet["_schemaURL"] = .string(
            "https://openlineage.io/spec/facets/1-0-2/DataQualityMetricsInputDatasetFacet.json")
        facet["rowCount"] = .integer(Int64(rowCount))
        if let byteCount { facet["bytes"] = .integer(Int64(byteCount)) }
        facet["columnMetrics"] = .object(metrics)
        return .object(facet)
    }
}

extension JSONValue {
    fileprivate static func finite(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }
}
