extension Column: Hashable {
    /// Whether both columns hold the same values bit for bit and the same rows are missing.
    ///
    /// - Complexity: O(count).
    public static func == (left: Column, right: Column) -> Bool {
        guard left.validity == right.validity else { return false }
        switch (left.storage, right.storage) {
        case (.bool(let left), .bool(let right)): return left == right
        case (.int64(let left), .int64(let right)): return left == right
        case (.timestamp(let left), .timestamp(let right)): return left == right
        case (.double(let left), .double(let right)):
            return left.elementsEqual(right) { $0.bitPattern == $1.bitPattern }
        case (.float(let left), .float(let right)):
            return left.elementsEqual(right) { $0.bitPattern == $1.bitPattern }
        case (.string(let left), .string(let right)): return left == right
        case (.stringList(let left), .stringList(let right)): return left == right
        default: return false
        }
    }

    /// Hashes the type, the validity and the values.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(validity)
        switch storage {
        case .bool(let values): hasher.combine(values)
        case .int64(let values), .timestamp(let values): hasher.combine(values)
        case .double(let values): for value in values { hasher.combine(value.bitPattern) }
        case .float(let values): for value in values { hasher.combine(value.bitPattern) }
        case .string(let texts): hasher.combine(texts)
        case .stringList(let lists): hasher.combine(lists)
        }
    }
}
