import MLCore

/// A table of a FlatBuffers message; every access is checked against the bytes of the message.
///
/// References lead forward only, so no walk along them comes back to where it was.
struct FlatTable {
    private let bytes: [UInt8]
    private let name: String
    private let position: Int
    private let vtable: Int
    private let fieldCount: Int

    /// The outermost table of a message.
    ///
    /// - Parameters:
    ///   - bytes: The message.
    ///   - name: What errors call the input.
    /// - Throws: ``DataError`` with code `malformedFile`.
    init(root bytes: [UInt8], name: String) throws(DataError) {
        try self.init(bytes, reference: 0, name: name)
    }

    /// The table that the number at an offset refers to.
    private init(_ bytes: [UInt8], reference: Int, name: String) throws(DataError) {
        self.bytes = bytes
        self.name = name
        position = try Self.target(bytes, reference, name)
        let distance = Int(try Self.load(bytes, position, as: Int32.self, name))
        vtable = position - distance
        let size = Int(try Self.load(bytes, vtable, as: UInt16.self, name))
        guard size >= 4, size % 2 == 0, size <= bytes.count - vtable else { throw Self.malformed(name) }
        fieldCount = (size - 4) / 2
    }

    /// The size of the whole message.
    var messageByteCount: Int { bytes.count }

    private static func malformed(_ name: String) -> DataError {
        DataError(.malformedFile, "the metadata refer to places outside of them", at: name)
    }

    private static func load<Number: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: [UInt8], _ offset: Int, as type: Number.Type, _ name: String
    ) throws(DataError) -> Number {
        let size = MemoryLayout<Number>.size
        guard offset >= 0, offset <= bytes.count - size else { throw malformed(name) }
        return bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }

    /// Where the number at an offset leads.
    private static func target(_ bytes: [UInt8], _ offset: Int, _ name: String) throws(DataError) -> Int {
        let distance = Int(try load(bytes, offset, as: UInt32.self, name))
        guard distance > 0, distance < bytes.count - offset else { throw malformed(name) }
        return offset + distance
    }

    /// Where a field is, or `nil` when it has its default.
    private func place(_ field: Int) throws(DataError) -> Int? {
        guard field < fieldCount else { return nil }
        let offset = Int(try Self.load(bytes, vtable + 4 + 2 * field, as: UInt16.self, name))
        return offset == 0 ? nil : position + offset
    }

    /// An integer.
    func integer<Number: FixedWidthInteger & BitwiseCopyable>(
        _ field: Int, default value: Number
    ) throws(DataError) -> Number {
        guard let place = try place(field) else { return value }
        return try Self.load(bytes, place, as: Number.self, name)
    }

    /// A truth value.
    func bool(_ field: Int, default value: Bool = false) throws(DataError) -> Bool {
        try integer(field, default: value ? 1 as UInt8 : 0) != 0
    }

    /// A table.
    func table(_ field: Int) throws(DataError) -> FlatTable? {
        guard let place = try place(field) else { return nil }
        return try FlatTable(bytes, reference: place, name: name)
    }

    /// A text.
    func text(_ field: Int) throws(DataError) -> String? {
        guard let (start, count) = try vector(field, elementSize: 1) else { return nil }
        let text = bytes[start..<start + count].withUnsafeBufferPointer { UTF8Validation.string($0) }
        guard let text else { throw DataError(.malformedFile, "a name is not valid UTF-8", at: name) }
        return text
    }

    /// The number of the elements of a vector of bytes or of references.
    func count(_ field: Int) throws(DataError) -> Int { try vector(field, elementSize: 1)?.count ?? 0 }

    /// The tables of a vector.
    func tables(_ field: Int) throws(DataError) -> [FlatTable] {
        guard let (start, count) = try vector(field, elementSize: 4) else { return [] }
        var tables: [FlatTable] = []
        for index in 0..<count { tables.append(try FlatTable(bytes, reference: start + 4 * index, name: name)) }
        return tables
    }

    /// The integers of a vector of structures that consist of integers of 64 bits, one structure after the other.
    func words(_ field: Int, perElement: Int) throws(DataError) -> [Int64] {
        guard let (start, count) = try vector(field, elementSize: 8 * perElement) else { return [] }
        var words: [Int64] = []
        words.reserveCapacity(count * perElement)
        for index in 0..<(count * perElement) {
            words.append(try Self.load(bytes, start + 8 * index, as: Int64.self, name))
        }
        return words
    }

    /// Where the elements of a vector are; all of them lie within the message.
    private func vector(_ field: Int, elementSize: Int) throws(DataError) -> (start: Int, count: Int)? {
        guard let place = try place(field) else { return nil }
        let start = try Self.target(bytes, place, name)
        let count = Int(try Self.load(bytes, start, as: UInt32.self, name))
        guard count <= (bytes.count - start - 4) / elementSize else { throw Self.malformed(name) }
        return (start + 4, count)
    }
}
