import MLCore

/// A field of an Arrow schema, and how its values lie in the buffers of a batch.
struct ArrowField: Sendable, Equatable {
    /// How integers become those of a column.
    enum Scale: Sendable, Hashable {
        case none
        case multiplied(Int64)
        case divided(Int64)
    }

    /// How values lie in buffers.
    indirect enum Layout: Sendable, Equatable {
        case nothing
        case bool
        case integer(bitWidth: Int, isSigned: Bool, Scale, isTime: Bool)
        case half
        case float
        case double
        case decimal(bitWidth: Int, scale: Int)
        /// Texts by offsets of 4 or 8 bytes.
        case texts(offsetWidth: Int)
        case views
        case fixedBytes(width: Int)
        /// Lists by offsets of 4 or 8 bytes.
        case list(offsetWidth: Int, ArrowField)
        case fixedList(count: Int, ArrowField)
        /// Anything else: only how many buffers it has is known.
        case other(buffers: Int, isVariadic: Bool, children: [ArrowField])
    }

    /// How values stand for those of a dictionary.
    struct Dictionary: Sendable, Equatable {
        let id: Int64
        let bitWidth: Int
        let isSigned: Bool
    }

    let name: String
    let allowsMissing: Bool
    /// How values lie in buffers; for a dictionary those of the dictionary.
    let layout: Layout
    let dictionary: Dictionary?

    /// The type of the column, or `nil` when there is none for the values.
    var type: ColumnType? {
        switch layout {
        case .nothing, .texts, .views, .fixedBytes: .string
        case .bool: .bool
        case .integer(_, _, _, let isTime): isTime ? .timestamp : .int64
        case .half, .float: .float
        case .double, .decimal: .double
        case .list(_, let child), .fixedList(_, let child): child.type == .string ? .stringList : nil
        case .other: nil
        }
    }

    /// Whether one of the buffers lists others, whose number each batch tells.
    var isVariadic: Bool {
        guard dictionary == nil else { return false }
        switch layout {
        case .views: return true
        case .other(_, let isVariadic, _): return isVariadic
        default: return false
        }
    }

    /// The fields below.
    var children: [ArrowField] {
        guard dictionary == nil else { return [] }
        switch layout {
        case .list(_, let child), .fixedList(_, let child): return [child]
        case .other(_, _, let children): return children
        default: return []
        }
    }

    /// The number of nodes of the field and those below it.
    var nodeCount: Int { children.reduce(1) { $0 + $1.nodeCount } }

    /// Whether the field or one below it is variadic.
    var hasVariadicPart: Bool { isVariadic || children.contains(where: \.hasVariadicPart) }

    /// The number of buffers of the field itself, without those that a variadic one lists.
    var bufferCount: Int {
        guard dictionary == nil else { return 2 }
        return switch layout {
        case .nothing: 0
        case .texts: 3
        case .fixedList: 1
        case .other(let buffers, _, _): buffers
        default: 2
        }
    }
}
