/// Sorts words by their digits, from the lowest on.
enum WordSort {
    /// Sorts `keys` in ascending order with the help of `scratch`, which has the same size; the result is in `keys`.
    ///
    /// - Complexity: O(count) for each of the eleven-bit digits in which the keys differ.
    static func sort(_ keys: UnsafeMutableBufferPointer<UInt64>, _ scratch: UnsafeMutableBufferPointer<UInt64>) {
        let count = keys.count
        guard count > 64, scratch.count >= count, var source = keys.baseAddress, var target = scratch.baseAddress
        else {
            var keys = keys
            keys.sort()
            return
        }
        let digits = 6
        let histogram = UnsafeMutablePointer<Int32>.allocate(capacity: digits << 11)
        histogram.initialize(repeating: 0, count: digits << 11)
        defer { histogram.deallocate() }
        for index in 0..<count {
            var key = source[index]
            for digit in 0..<digits {
                histogram[digit << 11 | Int(key & 0x7FF)] &+= 1
                key &>>= 11
            }
        }
        var isSwapped = false
        for digit in 0..<digits {
            let places = histogram + (digit << 11)
            let shift = UInt64(11 * digit)
            // A digit that is the same everywhere orders nothing.
            if places[Int(source[0] &>> shift & 0x7FF)] == Int32(count) { continue }
            var next: Int32 = 0
            for value in 0..<2048 {
                let width = places[value]
                places[value] = next
                next &+= width
            }
            for index in 0..<count {
                let key = source[index]
                let value = Int(key &>> shift & 0x7FF)
                target[Int(places[value])] = key
                places[value] &+= 1
            }
            swap(&source, &target)
            isSwapped.toggle()
        }
        if isSwapped { target.update(from: source, count: count) }
    }
}
