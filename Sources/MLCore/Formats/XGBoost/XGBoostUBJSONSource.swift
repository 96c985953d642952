/// A model file in Universal Binary JSON (draft 12), with the unsigned types that XGBoost adds (`u`, `m`, `M`).
///
/// Nothing is allocated before its bytes are known to be there.
struct XGBoostUBJSONSource: XGBoostSource {
    static var format: ModelFormat { .xgboostUBJSON }

    /// An open object or array.
    private struct Frame {
        let isObject: Bool
        /// The type of all values, when it stands in front of them.
        let elementType: UInt8?
        /// How many members are left, when their number stands in front of them.
        var remaining: Int64?
        var keys: Set<String> = []
    }

    private static var deepestNesting: Int { 64 }

    private var reader: BinaryReader
    private var frames: [Frame] = []

    /// Creates a source at the start of a file.
    init(_ bytes: [UInt8]) {
        let (twice, overflow) = bytes.count.multipliedReportingOverflow(by: 2)
        reader = BinaryReader(
            bytes, budget: ByteBudget(limit: overflow ? .max : twice), name: ModelFormat.xgboostUBJSON.rawValue)
    }

    // MARK: Markers and lengths

    private func unexpected(_ expected: String, _ marker: UInt8) -> CoreError {
        reader.malformed("expected \(expected), not type 0x\(Hexadecimal.text([marker]))")
    }

    private var nextByte: UInt8? { reader.isAtEnd ? nil : reader.bytes[reader.position] }

    /// The type of the next value: read from the file, or that of all values of the container.
    private mutating func marker() throws(CoreError) -> UInt8 {
        if let type = frames.last?.elementType { return type }
        return try explicitMarker()
    }

    private mutating func explicitMarker() throws(CoreError) -> UInt8 {
        var marker = try reader.read(UInt8.self)
        while marker == UInt8(ascii: "N") { marker = try reader.read(UInt8.self) }
        return marker
    }

    /// An integer of a type, or `nil` when the type is another one.
    private mutating func integer(_ marker: UInt8) throws(CoreError) -> Int64? {
        switch marker {
        case UInt8(ascii: "i"): return Int64(try reader.read(Int8.self))
        case UInt8(ascii: "U"): return Int64(try reader.read(UInt8.self))
        case UInt8(ascii: "I"): return Int64(try reader.read(Int16.self, order: .big))
        case UInt8(ascii: "u"): return Int64(try reader.read(UInt16.self, order: .big))
        case UInt8(ascii: "l"): return Int64(try reader.read(Int32.self, order: .big))
        case UInt8(ascii: "m"): return Int64(try reader.read(UInt32.self, order: .big))
        case UInt8(ascii: "L"): return try reader.read(Int64.self, order: .big)
        case UInt8(ascii: "M"):
            guard let value = Int64(exactly: try reader.read(UInt64.self, order: .big)) else {
                throw reader.malformed("an integer does not fit in 63 bits")
            }
            return value
        default: return nil
        }
    }

    private mutating func length() throws(CoreError) -> Int64 {
        let marker = try explicitMarker()
        guard let length = try integer(marker), length >= 0 else { throw unexpected("a length", marker) }
        return length
    }

    private mutating func characters() throws(CoreError) -> String {
        guard let count = Int(exactly: try length()),
            let text = String(validating: try reader.readBytes(count: count), as: UTF8.self)
        else { throw reader.malformed("a text is not valid UTF-8") }
        return text
    }

    /// The bytes of a value of a type of fixed size that is not zero.
    private static func size(of marker: UInt8) -> Int? {
        switch marker {
        case UInt8(ascii: "i"), UInt8(ascii: "U"), UInt8(ascii: "C"): 1
        case UInt8(ascii: "I"), UInt8(ascii: "u"): 2
        case UInt8(ascii: "l"), UInt8(ascii: "m"), UInt8(ascii: "d"): 4
        case UInt8(ascii: "L"), UInt8(ascii: "M"), UInt8(ascii: "D"): 8
        default: nil
        }
    }

    // MARK: Containers

    /// Opens a container whose first marker is read.
    private mutating func open(isObject: Bool) throws(CoreError) {
        guard frames.count < Self.deepestNesting else {
            throw CoreError(
                .limitExceeded, "the values nest deeper than \(Self.deepestNesting) levels",
                at: ModelFormat.xgboostUBJSON.rawValue)
        }
        var elementType: UInt8?
        var remaining: Int64?
        if nextByte == UInt8(ascii: "$") {
            try reader.skip(1)
            let type = try reader.read(UInt8.self)
            // Values without bytes would make a container of any length out of nothing.
            guard Self.size(of: type) != nil || "SH[{".utf8.contains(type) else { throw unexpected("a type", type) }
            guard nextByte == UInt8(ascii: "#") else { throw reader.malformed("a type without a count") }
            elementType = type
        }
        if nextByte == UInt8(ascii: "#") {
            try reader.skip(1)
            remaining = try length()
        }
        frames.append(Frame(isObject: isObject, elementType: elementType, remaining: remaining))
    }

    /// Whether the innermost container has another member; when it has none, it is left.
    private mutating func hasMember() throws(CoreError) -> Bool {
        guard let frame = frames.last else { return false }
        if let remaining = frame.remaining {
            if remaining > 0 {
                frames[frames.count - 1].remaining = remaining - 1
                return true
            }
        } else if nextByte != (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            return true
        } else {
            try reader.skip(1)
        }
        frames.removeLast()
        return false
    }

    mutating func beginObject() throws(CoreError) {
        let marker = try marker()
        guard marker == UInt8(ascii: "{") else { throw unexpected("an object", marker) }
        try open(isObject: true)
    }

    mutating func nextKey() throws(CoreError) -> String? {
        guard try hasMember() else { return nil }
        let key = try characters()
        guard frames[frames.count - 1].keys.insert(key).inserted else {
            throw reader.malformed("the key \"\(key.prefix(60))\" occurs twice in one object")
        }
        return key
    }

    mutating func beginArray() throws(CoreError) {
        let marker = try marker()
        guard marker == UInt8(ascii: "[") else { throw unexpected("an array", marker) }
        try open(isObject: false)
    }

    mutating func nextElement() throws(CoreError) -> Bool { try hasMember() }

    // MARK: Values

    mutating func text() throws(CoreError) -> String {
        let marker = try marker()
        guard marker == UInt8(ascii: "S") else { throw unexpected("a text", marker) }
        return try characters()
    }

    mutating func integer() throws(CoreError) -> Int64 {
        let marker = try marker()
        guard let value = try integer(marker) else { throw unexpected("an integer", marker) }
        return value
    }

    mutating func floats() throws(CoreError) -> [Float] {
        try beginArray()
        if let values = try typedElements(of: Float.self, "d") { return values }
        if let values = try typedElements(of: Double.self, "D") { return values.map { Float($0) } }
        var values: [Float] = []
        while try nextElement() {
            let marker = try marker()
            switch marker {
            case UInt8(ascii: "d"): values.append(try reader.read(Float.self, order: .big))
            case UInt8(ascii: "D"): values.append(Float(try reader.read(Double.self, order: .big)))
            default:
                guard let value = try integer(marker) else { throw unexpected("a number", marker) }
                values.append(Float(value))
            }
        }
        return values
    }

    mutating func integers() throws(CoreError) -> [Int64] {
        try beginArray()
        if let values = try typedElements(of: Int32.self, "l") { return values.map { Int64($0) } }
        if let values = try typedElements(of: UInt8.self, "U") { return values.map { Int64($0) } }
        if let values = try typedElements(of: Int8.self, "i") { return values.map { Int64($0) } }
        if let values = try typedElements(of: Int64.self, "L") { return values }
        var values: [Int64] = []
        while try nextElement() {
            let marker = try marker()
            switch marker {
            case UInt8(ascii: "T"): values.append(1)
            case UInt8(ascii: "F"): values.append(0)
            default:
                guard let value = try integer(marker) else { throw unexpected("an integer", marker) }
                values.append(value)
            }
        }
        return values
    }

    /// All elements of the array just entered, when they are of the given type and counted; the array is left.
    private mutating func typedElements<Scalar: BinaryScalar>(
        of type: Scalar.Type, _ marker: Unicode.Scalar
    ) throws(CoreError) -> [Scalar]? {
        guard let frame = frames.last, frame.elementType == UInt8(ascii: marker), let remaining = frame.remaining,
            let count = Int(exactly: remaining)
        else { return nil }
        frames.removeLast()
        return try reader.readArray(of: type, count: count, order: .big)
    }

    mutating func skip() throws(CoreError) {
        let depth = frames.count
        try skipOne()
        while frames.count > depth {
            if frames[frames.count - 1].isObject {
                if try nextKey() != nil { try skipOne() }
            } else if try nextElement() {
                try skipOne()
            }
        }
    }

    /// Passes over a scalar or over an array of scalars of fixed size; enters other containers.
    private mutating func skipOne() throws(CoreError) {
        let marker = try marker()
        if let size = Self.size(of: marker) { return try reader.skip(size) }
        switch marker {
        case UInt8(ascii: "T"), UInt8(ascii: "F"), UInt8(ascii: "Z"): break
        case UInt8(ascii: "S"), UInt8(ascii: "H"): _ = try characters()
        case UInt8(ascii: "{"): try open(isObject: true)
        case UInt8(ascii: "["):
            try open(isObject: false)
            guard let frame = frames.last, let size = frame.elementType.flatMap(Self.size), let count = frame.remaining
            else { return }
            let (total, overflow) = count.multipliedReportingOverflow(by: Int64(size))
            guard !overflow, let total = Int(exactly: total) else {
                throw reader.malformed("\(count) values of \(size) bytes")
            }
            frames.removeLast()
            try reader.skip(total)
        default: throw unexpected("a value", marker)
        }
    }

    mutating func expectEnd() throws(CoreError) { try reader.expectEnd() }
}
