#if CommandLine
/// Finds what somebody may have meant.
enum Misspelling {
    /// Longer words are not compared.
    private static let longest = 100

    /// ` (did you mean "train"?)`, or nothing when no known word is near.
    ///
    /// - Parameters:
    ///   - word: A word that is not known.
    ///   - known: The words that are.
    /// - Returns: The hint, to be put behind a sentence.
    static func hint(_ word: String, _ known: [String]) -> String {
        nearest(word, known).map { " (did you mean \"\($0)\"?)" } ?? ""
    }

    /// The known word with the fewest mistakes, the first of several; at most one mistake for three letters.
    static func nearest(_ word: String, _ known: [String]) -> String? {
        let typed = Array(word.lowercased())
        guard typed.count <= longest else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in known where candidate.count <= longest {
            let letters = Array(candidate.lowercased())
            let distance = mistakes(typed, letters)
            guard distance <= max(1, max(typed.count, letters.count) / 3) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.word
    }

    /// How many letters have to be put in, left out, replaced or swapped with their neighbour (the distance of Damerau
    /// and Levenshtein, each letter touched once).
    private static func mistakes(_ first: [Character], _ second: [Character]) -> Int {
        var before = [Int](repeating: 0, count: second.count + 1)
        var previous = Array(0...second.count)
        for row in 0..<first.count {
            var current = [row + 1] + previous.dropFirst()
            for column in 0..<second.count {
                let replaced = previous[column] + (first[row] == second[column] ? 0 : 1)
                current[column + 1] = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    current[column + 1] = min(current[column + 1], before[column - 1] + 1)
                }
            }
            (before, previous) = (previous, current)
        }
        return previous[second.count]
    }
}
#endif
