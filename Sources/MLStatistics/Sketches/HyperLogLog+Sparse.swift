extension HyperLogLog {
    /// The most registers that are listed; more would take more memory than the dense form.
    var sparseLimit: Int { (1 << precision) / 4 }

    static func sparseEntry(_ hash: UInt64) -> UInt32 {
        let index = UInt32(truncatingIfNeeded: hash &>> UInt64(64 - sparsePrecision))
        let rest = hash &<< UInt64(sparsePrecision)
        return index &<< 6 | UInt32(truncatingIfNeeded: min(rest.leadingZeroBitCount, 64 - sparsePrecision) + 1)
    }

    /// Adds one register to the list.
    mutating func addSparse(_ entry: UInt32) {
        guard var entries = sparse else { return }
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] &>> 6 < entry &>> 6 { low = middle + 1 } else { high = middle }
        }
        if low < entries.count, entries[low] &>> 6 == entry &>> 6 {
            guard entry > entries[low] else { return }
            sparse = nil
            entries[low] = entry
            sparse = entries
            return
        }
        // The list is changed in place only while nobody else holds it.
        sparse = nil
        entries.insert(entry, at: low)
        sparse = entries
        if entries.count > sparseLimit { densify() }
    }

    /// Adds registers that are in ascending order.
    mutating func addSparse(ascending other: [UInt32]) {
        guard let entries = sparse else { return }
        var merged: [UInt32] = []
        merged.reserveCapacity(entries.count + other.count)
        var (i, j) = (0, 0)
        while i < entries.count || j < other.count {
            if j == other.count || (i < entries.count && entries[i] &>> 6 < other[j] &>> 6) {
                merged.append(entries[i])
                i += 1
            } else if i == entries.count || other[j] &>> 6 < entries[i] &>> 6 {
                merged.append(other[j])
                j += 1
            } else {
                merged.append(max(entries[i], other[j]))
                (i, j) = (i + 1, j + 1)
            }
        }
        sparse = merged
        if merged.count > sparseLimit { densify() }
    }

    /// Goes over to the dense form; what it says of the values is the same as if it had always been dense.
    mutating func densify() {
        guard let entries = sparse else { return }
        sparse = nil
        registers = [UInt8](repeating: 0, count: 1 << precision)
        for entry in entries { raise(entry) }
    }

    /// Raises the register that a listed one belongs to.
    mutating func raise(_ entry: UInt32) {
        let further = Self.sparsePrecision - precision
        let index = Int(entry &>> 6)
        let rest = index & ((1 << further) - 1)
        let register = index &>> further
        let leading = further - (Int.bitWidth - rest.leadingZeroBitCount)
        let rank = rest == 0 ? UInt8(further) + UInt8(entry & 63) : UInt8(leading + 1)
        if rank > registers[register] { registers[register] = rank }
    }
}
