import MLCore

/// The types of the compact protocol of Apache Thrift (`thrift-compact-protocol.md`).
enum ThriftType: UInt8 {
    case boolTrue = 1
    case boolFalse = 2
    case byte = 3
    case int16 = 4
    case int32 = 5
    case int64 = 6
    case double = 7
    case binary = 8
    case list = 9
    case set = 10
    case map = 11
    case structure = 12
    case uuid = 13
}

/// Reads values in the compact protocol of Apache Thrift, each checked against the bytes that are there.
struct ThriftReader {
    /// A field of a structure.
    struct Field {
        let id: Int
        let type: ThriftType
    }

    /// How deep values that are passed over may be nested.
    private static let maximumDepth = 32

    private let bytes: UnsafeRawBufferPointer
    private let name: String
    /// The offset of the next byte.
    private(set) var position = 0

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, which have to stay until the reader is done.
    ///   - name: What errors call the input.
    init(_ bytes: UnsafeRawBufferPointer, name: String) {
        self.bytes = bytes
        self.name = name
    }

    /// How many bytes are left.
    var remaining: Int { bytes.count - position }

    /// An error about the next byte.
    func malformed(_ problem: String) -> DataError {
        DataError(.malformedFile, problem, at: "\(name), byte \(position) of the metadata")
    }

    private mutating func byte() throws(DataError) -> UInt8 {
        guard position < bytes.count else { throw malformed("the metadata end too early") }
        defer { position += 1 }
        return bytes[position]
    }

    /// Reads an unsigned number of variable length.
    mutating func readUnsigned() throws(DataError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte < 2 else { throw malformed("a number has more than 64 bits") }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
            guard shift < 64 else { throw malformed("a number has more than 64 bits") }
        }
    }

    private mutating func readSigned() throws(DataError) -> Int64 {
        let value = try readUnsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// The next field of a structure, or `nil` at its end.
    ///
    /// - Parameter last: The number of the field before, 0 at the beginning; becomes that of this one.
    /// - Returns: The field.
    /// - Throws: ``DataError`` with code `malformedFile`.
    mutating func nextField(after last: inout Int) throws(DataError) -> Field? {
        let header = try byte()
        guard header != 0 else { return nil }
        guard let type = ThriftType(rawValue: header & 15) else {
            throw malformed("a field has a type that does not exist")
        }
        let step = Int(header >> 4)
        if step > 0 {
            last += step
        } else {
            let id = try readSigned()
            guard let id = Int16(exactly: id) else { throw malformed("the number of a field has more than 16 bits") }
            last = Int(id)
        }
        guard last <= Int(Int16.max) else { throw malformed("the number of a field has more than 16 bits") }
        return Field(id: last, type: type)
    }

    /// The truth value of a field.
    func bool(_ field: Field) throws(DataError) -> Bool {
        switch field.type {
        case .boolTrue: return true
        case .boolFalse: return false
        default: throw malformed("field \(field.id) is no truth value")
        }
    }

    /// The integer of a field of any width.
    mutating func integer(_ field: Field) throws(DataError) -> Int64 {
        switch field.type {
        case .byte: return Int64(Int8(bitPattern: try byte()))
        case .int16, .int32, .int64: return try readSigned()
        default: throw malformed("field \(field.id) is no integer")
        }
    }

    /// The integer of a field that fits 32 bits.
    mutating func int32(_ field: Field) throws(DataError) -> Int {
        let value = try integer(field)
        guard let value = Int32(exactly: value) else { throw malformed("field \(field.id) has more than 32 bits") }
        return Int(value)
    }

    /// The bytes of a field.
    mutating func binary(_ field: Field) throws(DataError) -> [UInt8] {
        guard field.type == .binary else { throw malformed("field \(field.id) holds no bytes") }
        return try readBinary()
    }

    /// The text of a field.
    mutating func text(_ field: Field) throws(DataError) -> String {
        let bytes = try binary(field)
        return try text(of: bytes)
    }

    /// The bytes of an element of a list.
    mutating func readBinary() throws(DataError) -> [UInt8] {
        let count = try readUnsigned()
        guard count <= UInt64(remaining) else {
            throw malformed("\(count) bytes are announced and \(remaining) are left")
        }
        defer { position += Int(count) }
        return Array(bytes[position..<position + Int(count)])
    }

    /// The text of an element of a list.
    mutating func readText() throws(DataError) -> String { try text(of: readBinary()) }

    private func text(of bytes: [UInt8]) throws(DataError) -> String {
        guard let text = bytes.withUnsafeBufferPointer({ UTF8Validation.string($0) }) else {
            throw malformed("a text is not valid UTF-8")
        }
        return text
    }

    /// The number of elements of a list of a field; at most as many as bytes are left.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - type: The type that the elements have to have.
    /// - Returns: The number.
    /// - Throws: ``DataError`` with code `malformedFile`.
    mutating func list(_ field: Field, of type: ThriftType) throws(DataError) -> Int {
        guard field.type == .list || field.type == .set else { throw malformed("field \(field.id) is no list") }
        let (found, count) = try readListHeader()
        guard found == type || count == 0 else {
            throw malformed("the elements of field \(field.id) have another type")
        }
        return count
    }

    private mutating func readListHeader() throws(DataError) -> (ThriftType?, Int) {
        let header = try byte()
        let size = header >> 4 == 15 ? try readUnsigned() : UInt64(header >> 4)
        guard size <= UInt64(remaining) else { throw malformed("a list announces \(size) elements") }
        return (ThriftType(rawValue: header & 15), Int(size))
    }

    /// Begins a structure that is a field.
    func expectStructure(_ field: Field) throws(DataError) {
        guard field.type == .structure else { throw malformed("field \(field.id) is no structure") }
    }

    /// Passes over the value of a field.
    mutating func skip(_ field: Field) throws(DataError) { try skip(field.type, depth: 0, isElement: false) }

    private mutating func skip(_ type: ThriftType, depth: Int, isElement: Bool) throws(DataError) {
        guard depth < Self.maximumDepth else { throw malformed("values are nested too deep") }
        switch type {
        case .boolTrue, .boolFalse: if isElement { _ = try byte() }
        case .byte: _ = try byte()
        case .int16, .int32, .int64: _ = try readUnsigned()
        case .double: try skip(bytes: 8)
        case .uuid: try skip(bytes: 16)
        case .binary: try skip(bytes: Int(clamping: readUnsigned()))
        case .list, .set:
            let (element, count) = try readListHeader()
            guard let element else {
                guard count == 0 else { throw malformed("a list has a type that does not exist") }
                return
            }
            for _ in 0..<count { try skip(element, depth: depth + 1, isElement: true) }
        case .map:
            let count = try readUnsigned()
            guard count <= UInt64(remaining) else { throw malformed("a map announces \(count) entries") }
            guard count > 0 else { return }
            let types = try byte()
            guard let key = ThriftType(rawValue: types >> 4), let value = ThriftType(rawValue: types & 15) else {
                throw malformed("a map has a type that does not exist")
            }
            for _ in 0..<count {
                try skip(key, depth: depth + 1, isElement: true)
                try skip(value, depth: depth + 1, isElement: true)
            }
        case .structure:
            var last = 0
            while let field = try nextField(after: &last) { try skip(field.type, depth: depth + 1, isElement: false) }
        }
    }

    private mutating func skip(bytes count: Int) throws(DataError) {
        guard count <= remaining else { throw malformed("\(count) bytes are announced and \(remaining) are left") }
        position += count
    }
}
