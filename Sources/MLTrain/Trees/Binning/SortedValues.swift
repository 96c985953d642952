/// Sorts values that are no NaN, zeros of both signs as equals in the order in which they came.
///
/// Byte by byte of the bits from the lowest on; a byte in which no two values differ is left out.
///
/// - Parameter values: Values without NaN.
/// - Returns: The values in ascending order.
/// - Complexity: O(values) for each byte in which values differ.
func sortedValues(_ values: [Double]) -> [Double] {
    // Below this, comparing is faster than counting.
    guard values.count > 1024 else { return values.sorted() }
    // Bits that are in the order of the values: negative numbers are turned over.
    var keys = values.map { value -> UInt64 in
        let bits = (value + 0).bitPattern
        return bits >> 63 == 0 ? bits ^ 1 << 63 : ~bits
    }
    var differing: UInt64 = 0
    for key in keys { differing |= key ^ keys[0] }
    var target = keys
    for shift in stride(from: UInt64(0), to: 64, by: 8) where differing >> shift & 255 != 0 {
        var starts = [Int](repeating: 0, count: 257)
        for key in keys { starts[Int(key >> shift & 255) + 1] += 1 }
        for byte in 0..<256 { starts[byte + 1] += starts[byte] }
        for key in keys {
            let byte = Int(key >> shift & 255)
            target[starts[byte]] = key
            starts[byte] += 1
        }
        swap(&keys, &target)
    }
    return keys.map { Double(bitPattern: $0 >> 63 == 1 ? $0 ^ 1 << 63 : ~$0) }
}
