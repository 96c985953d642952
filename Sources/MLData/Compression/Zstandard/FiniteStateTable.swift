/// A decoding table of finite state entropy (RFC 8878, 4.1).
struct FiniteStateTable {
    /// One state.
    struct State {
        /// The symbol of the state.
        var symbol: UInt8 = 0
        /// How many bits choose the next state.
        var width: UInt8 = 0
        /// What is added to them.
        var base: UInt16 = 0
    }

    /// The states; a power of two of them.
    private(set) var states: [State]
    /// The logarithm of their number.
    let width: Int

    /// A table that always gives one symbol.
    init(repeating symbol: UInt8) {
        states = [State(symbol: symbol)]
        width = 0
    }

    /// Makes the table of normalised counts; -1 stands for a probability below one state.
    ///
    /// - Precondition: The counts add up to 2^`width`, where -1 counts as 1.
    init(counts: [Int], width: Int) {
        self.width = width
        let size = 1 << width
        states = [State](repeating: State(), count: size)
        var next = [Int](repeating: 0, count: counts.count)
        var high = size - 1
        for (symbol, count) in counts.enumerated() {
            if count < 0 {
                states[high].symbol = UInt8(truncatingIfNeeded: symbol)
                high -= 1
                next[symbol] = 1
            } else {
                next[symbol] = count
            }
        }
        let step = size >> 1 + size >> 3 + 3
        var position = 0
        for (symbol, count) in counts.enumerated() where count > 0 {
            for _ in 0..<count {
                states[position].symbol = UInt8(truncatingIfNeeded: symbol)
                repeat { position = (position + step) & (size - 1) } while position > high
            }
        }
        for index in 0..<size {
            let symbol = Int(states[index].symbol)
            let number = next[symbol]
            next[symbol] += 1
            let bits = width - (Int.bitWidth - 1 - number.leadingZeroBitCount)
            states[index].width = UInt8(truncatingIfNeeded: bits)
            states[index].base = UInt16(truncatingIfNeeded: number << bits - size)
        }
    }

    /// Reads the description of a table.
    ///
    /// - Parameters:
    ///   - input: The next byte; moved behind the description.
    ///   - last: The end of the bytes.
    ///   - maximumWidth: The largest logarithm of the number of states.
    ///   - maximumSymbol: The largest symbol.
    /// - Throws: ``CompressionFault`` when the description does not add up.
    init(
        reading input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, maximumWidth: Int, maximumSymbol: Int
    ) throws(CompressionFault) {
        let available = (last - input) * 8
        var position = 0
        let first = input
        func peek(_ width: Int) -> Int {
            var value = 0
            for bit in 0..<width where position + bit < available {
                value |= Int(first[(position + bit) >> 3] >> UInt8((position + bit) & 7) & 1) << bit
            }
            return value
        }
        let width = peek(4) + 5
        position = 4
        guard width <= maximumWidth else { throw CompressionFault("a table of states is too large") }
        var remaining = 1 << width + 1
        var threshold = 1 << width
        var bits = width + 1
        var counts: [Int] = []
        while remaining > 1 {
            guard counts.count <= maximumSymbol else { throw CompressionFault("a table has too many symbols") }
            guard position < available else { throw .truncated }
            let least = 2 * threshold - 1 - remaining
            var value = peek(bits)
            if value & (threshold - 1) < least {
                value &= threshold - 1
                position += bits - 1
            } else {
                if value >= threshold { value -= least }
                position += bits
            }
            let count = value - 1
            remaining -= abs(count)
            counts.append(count)
            guard remaining >= 1 else { throw CompressionFault("the counts of a table do not add up") }
            if count == 0 {
                var repetition: Int
                repeat {
                    guard position < available else { throw .truncated }
                    repetition = peek(2)
                    position += 2
                    guard counts.count + repetition <= maximumSymbol + 1 else {
                        throw CompressionFault("a table has too many symbols")
                    }
                    counts.append(contentsOf: repeatElement(0, count: repetition))
                } while repetition == 3
            }
            while remaining < threshold {
                bits -= 1
                threshold >>= 1
            }
        }
        guard position <= available else { throw .truncated }
        input += (position + 7) >> 3
        self.init(counts: counts, width: width)
    }
}
