/// Memory for sums of significands by sign and exponent, used again for each block of numbers.
package final class SignificandSums {
    /// Sums of the significands of numbers of one sign and exponent, and of their squares, 128 bits each.
    struct Sums {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var squareLow: UInt64 = 0
        var squareHigh: UInt64 = 0
    }

    /// One for each sign and exponent; all are zero between uses.
    let table: UnsafeMutablePointer<Sums>
    /// The number of signs and exponents.
    static var count: Int { 4096 }

    /// Creates memory of 128 KiB.
    package init() {
        table = .allocate(capacity: Self.count)
        table.initialize(repeating: Sums(), count: Self.count)
    }

    deinit { table.deallocate() }
}

extension ExactMoments {
    /// The most numbers whose squares are summed in 128 bits: 2¹⁶ squares of 106 bits each.
    private static var blockSize: Int { 1 << 16 }

    /// Adds finite numbers in any order; the result is the same bit for bit as by any other way of adding them.
    ///
    /// Significands of one sign and exponent are summed as integers, which is exact, and enter the sums block by block
    /// (as the "large superaccumulator" of Neal 2015).
    ///
    /// - Parameters:
    ///   - numbers: Finite numbers.
    ///   - memory: Memory for the sums of a block.
    package mutating func add(_ numbers: UnsafeBufferPointer<Double>, using memory: SignificandSums) {
        for start in stride(from: 0, to: numbers.count, by: Self.blockSize) {
            let end = min(start + Self.blockSize, numbers.count)
            add(block: UnsafeBufferPointer(rebasing: numbers[start..<end]), memory.table)
        }
    }

    private mutating func add(
        block numbers: UnsafeBufferPointer<Double>, _ table: UnsafeMutablePointer<SignificandSums.Sums>
    ) {
        for index in 0..<numbers.count {
            let bits = numbers[index].bitPattern
            let significand = bits & 0xF_FFFF_FFFF_FFFF | 0x10_0000_0000_0000
            let square = significand.multipliedFullWidth(by: significand)
            let sums = table + Int(truncatingIfNeeded: bits &>> 52)
            let (low, carry) = sums.pointee.low.addingReportingOverflow(significand)
            sums.pointee.low = low
            sums.pointee.high &+= carry ? 1 : 0
            let (squareLow, squareCarry) = sums.pointee.squareLow.addingReportingOverflow(square.low)
            sums.pointee.squareLow = squareLow
            sums.pointee.squareHigh &+= square.high &+ (squareCarry ? 1 : 0)
        }
        count = count.addingClamped(Int64(numbers.count))
        // Zeros and subnormal numbers have no leading bit, and squares of large numbers no place: one by one.
        var areAllOrdinary = true
        for head in 0..<SignificandSums.count where table[head].low | table[head].high != 0 {
            let sums = table[head]
            table[head] = SignificandSums.Sums()
            let biased = UInt64(head & 0x7FF)
            guard biased != 0, biased < Self.largest else {
                areAllOrdinary = false
                continue
            }
            let exponent = Int(biased) - 1075
            WideSum(low: sums.low, middle: sums.high).add(to: &sum, exponent: exponent, isNegative: head >> 11 == 1)
            if 2 * exponent >= -1074 {
                WideSum(low: sums.squareLow, middle: sums.squareHigh)
                    .add(to: &squares, exponent: 2 * exponent, isNegative: false)
            }
        }
        guard !areAllOrdinary else { return }
        for number in numbers {
            let biased = number.bitPattern &>> 52 & 0x7FF
            if biased == 0, number != 0 { sum.add(number) }
            if biased >= Self.largest {
                sum.add(number)
                squares.add(.infinity)
            }
        }
    }
}
