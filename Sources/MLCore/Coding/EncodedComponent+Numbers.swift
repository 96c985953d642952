extension EncodedComponent {
    /// The blob of some numbers: little-endian, one after the other.
    package static func blob<Scalar: BinaryScalar>(of numbers: [Scalar]) -> [UInt8] {
        var writer = BinaryWriter(capacity: numbers.count * MemoryLayout<Scalar>.size)
        writer.writeArray(numbers)
        return writer.bytes
    }

    /// All numbers of a blob, which may be NaN or infinite.
    ///
    /// - Parameter name: The name of the blob.
    /// - Returns: The numbers.
    /// - Throws: ``CoreError`` with code `malformedModel` without the blob, or `malformedInput` when it ends within a
    ///   number.
    package func numbers<Scalar: BinaryScalar>(_ name: String) throws(CoreError) -> [Scalar] {
        let blob = try blob(name)
        var reader = BinaryReader(blob, name: name)
        let numbers = try reader.readArray(of: Scalar.self, count: blob.count / MemoryLayout<Scalar>.size)
        try reader.expectEnd()
        return numbers
    }
}
