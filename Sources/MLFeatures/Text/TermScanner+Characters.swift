extension TermScanner {
    /// Finds the words of a document, with a space before and after each, and the characters of each.
    mutating func scanCharacters(_ document: UnsafeBufferPointer<UInt8>) {
        var spans = spans
        var wordEnds = wordEnds
        self.spans = []
        self.wordEnds = []
        bytes.withUnsafeMutableBufferPointer { buffer in
            guard let output = buffer.baseAddress else { return }
            var position = 0
            var isInWord = false

            func write(_ scalar: UInt32) {
                let length = UTF8Scalars.encode(scalar, to: output + position)
                spans.append(Span(start: position, end: position + length))
                position += length
            }
            func endWord() {
                guard isInWord else { return }
                write(0x20)
                wordEnds.append(spans.count)
                isInWord = false
            }

            var offset = 0
            while offset < document.count {
                let (scalar, length) = UTF8Scalars.decode(document, at: offset)
                defer { offset += length }
                if Self.isWhiteSpace(scalar.value) {
                    endWord()
                    continue
                }
                if !isInWord {
                    write(0x20)
                    isInWord = true
                }
                if !lowercases {
                    write(scalar.value)
                } else if scalar.value == Lowercase.dottedCapitalI {
                    write(0x69)
                    write(Lowercase.combiningDotAbove)
                } else if scalar.value == Lowercase.capitalSigma, Lowercase.isFinalSigma(in: document, at: offset) {
                    write(Lowercase.finalSigma)
                } else {
                    write(Lowercase.mapping(scalar.value, basicPlane: lowerScalars))
                }
            }
            endWord()
        }
        self.spans = spans
        self.wordEnds = wordEnds
    }

    /// Whether Python's `str.split()` cuts at a scalar (`str.isspace()`).
    static func isWhiteSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }
}
