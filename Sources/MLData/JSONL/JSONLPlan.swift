import MLCore
import Synchronization

/// The fields that records have had so far and the types of their columns: what a block of like records can be read with,
/// whatever stands before it.
final class JSONLPlan: @unchecked Sendable {
    /// A field; its name is a run of ``keys``.
    struct Field {
        let keyStart: Int
        let keyCount: Int
        /// The type of the column; `nil` until the first value.
        let type: ColumnType?
        let allowsMissing: Bool
    }

    /// The longest name that is compared in place.
    static let longestKey = 96

    let count: Int
    /// The fields in the order of the columns.
    ///
    /// They and the keys do not change after the plan is made.
    let fields: UnsafeMutablePointer<Field>
    /// The names, each with a quote behind it.
    let keys: UnsafeMutablePointer<UInt8>
    /// How times are written.
    let times: [TimestampParser]
    /// The limits of a line.
    let maximumLineByteCount: Int
    let maximumStringByteCount: Int
    let maximumValueCount: Int
    /// Whether lines can be read without looking closely: no name is odd and no limit is tight.
    let isUsable: Bool

    init(_ columns: [JSONLColumn], _ reader: JSONLReader) {
        count = columns.count
        fields = .allocate(capacity: max(1, columns.count))
        keys = .allocate(capacity: columns.reduce(1) { $0 + $1.sourceBytes.count + 1 })
        var end = 0
        for (position, column) in columns.enumerated() {
            (fields + position).initialize(
                to: Field(
                    keyStart: end, keyCount: column.sourceBytes.count, type: column.type,
                    allowsMissing: column.allowsMissing))
            for byte in column.sourceBytes + [UInt8(ascii: "\"")] {
                (keys + end).initialize(to: byte)
                end += 1
            }
        }
        times = columns.map(\.times)
        maximumLineByteCount = min(reader.limits.maximumByteCount, reader.options.maximumRowByteCount)
        maximumStringByteCount = reader.limits.maximumStringByteCount
        maximumValueCount = reader.limits.maximumValueCount
        isUsable =
            !columns.isEmpty && reader.limits.maximumDepth >= 2
            && reader.limits.maximumStringByteCount >= Self.longestKey
            && columns.allSatisfy { column in
                column.sourceBytes.count <= Self.longestKey
                    && column.sourceBytes.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
            }
    }

    deinit {
        fields.deallocate()
        keys.deallocate()
    }

    /// Whether columns have the fields and types of the plan.
    func fits(_ columns: [JSONLColumn]) -> Bool {
        columns.count == count && columns.indices.allSatisfy { columns[$0].type == fields[$0].type }
    }
}

/// The plan of the moment, which the threads of a reading share.
final class JSONLSharedPlan: Sendable {
    private let plan: Mutex<JSONLPlan>

    init(_ plan: JSONLPlan) { self.plan = Mutex(plan) }

    /// The plan that blocks are read with now.
    var current: JSONLPlan { plan.withLock { $0 } }

    /// Replaces the plan.
    func replace(by plan: JSONLPlan) { self.plan.withLock { $0 = plan } }
}
