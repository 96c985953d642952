import MLCore

/// Fills an array of items block by block, on several threads.
///
/// A block is always 1024 items, whatever the number of threads, so sums over a block and the order of the blocks do
/// not depend on it.
///
/// - Parameters:
///   - target: Item-major; a whole number of items.
///   - width: How many values an item has; at least 1.
///   - threads: How many threads may be used.
///   - body: Fills the slice of a range of items and returns a number of the block, such as a partial loss.
/// - Returns: The number of each block, in order.
func parallelFill(
    _ target: inout [Double], width: Int, threads: Int,
    _ body: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Double>) -> Double
) -> [Double] {
    let itemsPerBlock = 1024
    let itemCount = target.count / width
    let blockCount = (itemCount + itemsPerBlock - 1) / itemsPerBlock
    return target.withUnsafeMutableBufferPointer { target in
        // Blocks are disjoint slices, so no two threads touch the same value.
        nonisolated(unsafe) let target = target
        return parallelMap(count: blockCount, threads: threads) { block in
            let items = block * itemsPerBlock..<min((block + 1) * itemsPerBlock, itemCount)
            let slice = target[items.lowerBound * width..<items.upperBound * width]
            return body(items, UnsafeMutableBufferPointer(rebasing: slice))
        }
    }
}

/// Fills an array of items one by one, on several threads: for items that are much work each.
///
/// - Parameters:
///   - target: Item-major; a whole number of items.
///   - width: How many values an item has; at least 1.
///   - threads: How many threads may be used.
///   - body: Fills an item.
func parallelItems(
    _ target: inout [Double], width: Int, threads: Int,
    _ body: @Sendable (Int, UnsafeMutableBufferPointer<Double>) -> Void
) {
    let itemCount = target.count / width
    target.withUnsafeMutableBufferPointer { target in
        // Items are disjoint slices, so no two threads touch the same value.
        nonisolated(unsafe) let target = target
        parallelFor(count: itemCount, threads: threads) { item in
            body(item, UnsafeMutableBufferPointer(rebasing: target[item * width..<(item + 1) * width]))
        }
    }
}
