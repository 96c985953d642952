extension BinaryReader {
    /// Reads an unsigned integer of variable length (LEB128: seven bits a byte, lowest first).
    ///
    /// - Returns: The integer.
    /// - Throws: ``CoreError`` of code `malformedInput` when the bytes end, when the integer does not fit in 64 bits, or
    ///   when it is written with more bytes than it needs: a number has one form.
    public mutating func readVariableLength() throws(CoreError) -> UInt64 {
        var reader = self
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try reader.read(UInt8.self)
            let bits = UInt64(byte & 0x7F)
            guard shift < 63 || bits <= 1, shift <= 63 else { throw malformed("an integer does not fit in 64 bits") }
            value |= bits << shift
            if byte & 0x80 == 0 {
                guard byte != 0 || shift == 0 else { throw malformed("an integer has needless zero bytes") }
                self = reader
                return value
            }
            shift += 7
        }
    }

    /// Reads a signed integer of variable length (zigzag: 0, −1, 1, −2… as 0, 1, 2, 3…).
    ///
    /// - Returns: The integer.
    /// - Throws: ``CoreError`` as ``readVariableLength()`` does.
    public mutating func readSignedVariableLength() throws(CoreError) -> Int64 {
        let value = try readVariableLength()
        return Int64(bitPattern: value >> 1) ^ (0 &- Int64(bitPattern: value & 1))
    }

    /// Reads a truth value: a byte of 0 or 1.
    ///
    /// - Returns: The truth value.
    /// - Throws: ``CoreError`` of code `malformedInput` for any other byte, or none.
    public mutating func readBool() throws(CoreError) -> Bool {
        let start = self
        let byte = try read(UInt8.self)
        guard byte <= 1 else {
            self = start
            throw malformed("a truth value is \(byte), not 0 or 1")
        }
        return byte == 1
    }

    /// Reads a count of elements of variable length and checks that so many can follow.
    ///
    /// - Parameter size: The fewest bytes of an element; at least 1.
    /// - Returns: The count; its elements fit in the bytes that are left.
    /// - Throws: ``CoreError`` of code `malformedInput` when fewer bytes are left.
    public mutating func readCount(elementSize size: Int = 1) throws(CoreError) -> Int {
        var reader = self
        let announced = try reader.readVariableLength()
        let count = try reader.checkedCount(announced, elementSize: size)
        self = reader
        return count
    }

    /// Reads a count of elements of fixed width and checks that so many can follow.
    ///
    /// - Parameters:
    ///   - type: The type of the count.
    ///   - order: The order of its bytes.
    ///   - size: The fewest bytes of an element; at least 1.
    /// - Returns: The count; its elements fit in the bytes that are left.
    /// - Throws: ``CoreError`` of code `malformedInput` when fewer bytes are left or the count is negative.
    public mutating func readCount<Count: BinaryScalar & FixedWidthInteger>(
        as type: Count.Type, order: ByteOrder = .little, elementSize size: Int = 1
    ) throws(CoreError) -> Int {
        var reader = self
        let announced = try reader.read(type, order: order)
        let count = try reader.checkedCount(announced, elementSize: size)
        self = reader
        return count
    }

    private func checkedCount(_ count: some FixedWidthInteger, elementSize size: Int) throws(CoreError) -> Int {
        guard let exact = Int(exactly: count), exact >= 0, exact <= remaining / max(size, 1) else {
            throw malformed("\(count) elements of \(max(size, 1)) bytes are announced, and \(remaining) bytes are left")
        }
        return exact
    }

    /// Reads bytes after their count of variable length.
    ///
    /// - Returns: The bytes.
    /// - Throws: ``CoreError`` of code `malformedInput` when fewer bytes are left, or `limitExceeded`.
    public mutating func readPrefixedBytes() throws(CoreError) -> [UInt8] {
        var reader = self
        let count = try reader.readCount()
        let bytes = try reader.readBytes(count: count)
        self = reader
        return bytes
    }

    /// Reads a string after its count of UTF-8 bytes of variable length.
    ///
    /// - Returns: The string.
    /// - Throws: ``CoreError`` of code `malformedInput` when fewer bytes are left or they are not UTF-8, or
    ///   `limitExceeded`.
    public mutating func readPrefixedString() throws(CoreError) -> String {
        var reader = self
        let count = try reader.readCount()
        let string = try reader.readString(count: count)
        self = reader
        return string
    }

    /// Reads a string of known length.
    ///
    /// - Parameter count: The number of UTF-8 bytes; it may come from the input without further checks.
    /// - Returns: The string.
    /// - Throws: ``CoreError`` of code `malformedInput` when fewer bytes are left or they are not UTF-8, or
    ///   `limitExceeded`.
    public mutating func readString(count: Int) throws(CoreError) -> String {
        var reader = self
        let start = try reader.advance(count, elementSize: 1)
        let string = try bytes.withUnsafeBufferPointer { (buffer) throws(CoreError) in
            let text = UnsafeBufferPointer(rebasing: buffer[start..<start + count])
            if let offset = UTF8Validation.firstInvalidOffset(in: text) {
                throw malformed("a string is not valid UTF-8 after \(offset) bytes")
            }
            return String(decoding: text, as: UTF8.self)
        }
        self = reader
        return string
    }

    /// Reads bytes that must be these.
    ///
    /// - Parameters:
    ///   - expected: The bytes.
    ///   - what: What they are, for the error, such as `the file signature`.
    /// - Throws: ``CoreError`` of code `malformedInput` when others follow, or too few.
    public mutating func expect(_ expected: [UInt8], _ what: String) throws(CoreError) {
        guard remaining >= expected.count, bytes[position..<position + expected.count].elementsEqual(expected) else {
            throw malformed("\(what) is missing: expected the bytes \(Hexadecimal.text(expected))")
        }
        try skip(expected.count)
    }

    /// Checks that nothing is left.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` when bytes are left.
    public func expectEnd() throws(CoreError) {
        guard isAtEnd else { throw malformed("\(remaining) bytes follow after the end") }
    }
}
