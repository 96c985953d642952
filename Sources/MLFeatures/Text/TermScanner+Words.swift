extension TermScanner {
    /// Finds the words of a document.
    mutating func scanWords(_ document: UnsafeBufferPointer<UInt8>) {
        let classes = classes
        let wordScalars = wordScalars
        let lowerScalars = lowerScalars
        let lowercases = lowercases
        let minimumLength = minimumLength
        let stopWords = stopWords
        var spans = spans
        self.spans = []
        bytes.withUnsafeMutableBufferPointer { buffer in
            guard let output = buffer.baseAddress else { return }
            var position = 0
            var word = WordState()

            @inline(__always)
            func endWord() {
                if word.length >= minimumLength, !isStopWord(output, word.start..<position) {
                    spans.append(Span(start: word.start, end: position))
                    output[position] = UInt8(ascii: " ")
                    position += 1
                } else {
                    position = word.start
                }
                word = WordState(start: position, length: 0)
            }
            func isStopWord(_ output: UnsafeMutablePointer<UInt8>, _ range: Range<Int>) -> Bool {
                guard let stopWords else { return false }
                return stopWords.position(
                    of: UnsafeBufferPointer(start: output + range.lowerBound, count: range.count)) != nil
            }

            var offset = 0
            while offset < document.count {
                let kind = classes[Int(document[offset])]
                if kind == 0 {
                    if word.length > 0 { endWord() }
                    offset += 1
                } else if kind < 0x80 {
                    output[position] = kind
                    position += 1
                    word.length += 1
                    offset += 1
                } else {
                    let (scalar, length) = UTF8Scalars.decode(document, at: offset)
                    if !WordScalars.contains(scalar.value, basicPlane: wordScalars) {
                        if word.length > 0 { endWord() }
                    } else if !lowercases {
                        position += UTF8Scalars.encode(scalar.value, to: output + position)
                        word.length += 1
                    } else if scalar.value == Lowercase.dottedCapitalI {
                        // Lower-cased this is an i and a combining mark, which ends the word.
                        output[position] = UInt8(ascii: "i")
                        position += 1
                        word.length += 1
                        endWord()
                    } else {
                        var lower = Lowercase.mapping(scalar.value, basicPlane: lowerScalars)
                        if scalar.value == Lowercase.capitalSigma, Lowercase.isFinalSigma(in: document, at: offset) {
                            lower = Lowercase.finalSigma
                        }
                        position += UTF8Scalars.encode(lower, to: output + position)
                        word.length += 1
                    }
                    offset += length
                }
            }
            if word.length > 0 { endWord() }
        }
        self.spans = spans
    }

    /// The word that is being read.
    private struct WordState {
        /// Where it begins in the output.
        var start = 0
        /// The number of its scalars.
        var length = 0
    }
}
