extension SeededGenerator {
    /// Shuffles an array in place: every order has the same probability.
    ///
    /// The method is Fisher–Yates from the last position down (Knuth, *The Art of Computer Programming*, volume 2,
    /// algorithm 3.4.2 P), with `next(below: i + 1)` for the partner of position `i`.
    ///
    /// - Parameter elements: The array to shuffle.
    /// - Complexity: O(*n*) draws.
    @inlinable
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        var position = elements.count - 1
        while position > 0 {
            elements.swapAt(position, next(below: position + 1))
            position -= 1
        }
    }

    /// Returns the elements in a random order, as ``shuffle(_:)`` would put them.
    ///
    /// - Parameter elements: The elements.
    /// - Returns: The same elements in another order.
    @inlinable
    public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        shuffle(&elements)
        return elements
    }

    /// Returns the integers from 0 to `count` − 1 in a random order, as ``shuffle(_:)`` would put them.
    ///
    /// - Parameter count: How many integers; 0 or less gives none.
    /// - Returns: The permutation.
    public mutating func permutation(_ count: Int) -> [Int] {
        shuffled(Array(0..<max(count, 0)))
    }

    /// Draws distinct integers from `0 ..< total`: every ordered selection has the same probability.
    ///
    /// The first `count` steps of a Fisher–Yates shuffle from the front. Memory is O(`count`) when few are taken out of
    /// many and O(`total`) otherwise; both ways give the same numbers.
    ///
    /// - Parameters:
    ///   - count: How many to draw.
    ///   - total: How many there are.
    /// - Returns: `count` distinct integers in the order drawn.
    /// - Throws: ``CoreError`` `invalidArgument` when `count` is negative or more than `total`.
    /// - Complexity: O(`count`) draws.
    public mutating func sample(_ count: Int, from total: Int) throws(CoreError) -> [Int] {
        guard count >= 0, count <= total else {
            throw CoreError(
                .invalidArgument, "cannot draw \(count) distinct items out of \(total)",
                remedy: "Ask for a count between 0 and the number of items.")
        }
        return count < total / 8 ? sampleSparsely(count, from: total) : sampleDensely(count, from: total)
    }

    private mutating func sampleDensely(_ count: Int, from total: Int) -> [Int] {
        var items = Array(0..<total)
        for position in 0..<count {
            items.swapAt(position, position + next(below: total - position))
        }
        items.removeLast(total - count)
        return items
    }

    private mutating func sampleSparsely(_ count: Int, from total: Int) -> [Int] {
        var displaced: [Int: Int] = [:]
        var drawn: [Int] = []
        drawn.reserveCapacity(count)
        for position in 0..<count {
            let partner = position + next(below: total - position)
            drawn.append(displaced[partner] ?? partner)
            displaced[partner] = displaced[position] ?? position
        }
        return drawn
    }
}
