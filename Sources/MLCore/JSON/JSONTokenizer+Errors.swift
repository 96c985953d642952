extension JSONTokenizer {
    /// An error about malformed text.
    ///
    /// - Parameters:
    ///   - problem: What is wrong.
    ///   - offset: Where in the bytes, or `nil` for the reading position.
    /// - Returns: The error, naming byte, line and column.
    @inline(never)
    package func malformed(_ problem: String, at offset: Int? = nil) -> CoreError {
        CoreError(.malformedInput, "malformed JSON: \(problem)", at: place(offset ?? position))
    }

    /// An error about a limit, naming byte, line and column.
    @inline(never)
    func limitExceeded(_ problem: String, at offset: Int? = nil) -> CoreError {
        CoreError(
            .limitExceeded, problem, at: place(offset ?? position),
            remedy: "Raise the limit in JSONLimits if the text is trusted.")
    }

    /// An error about what is at the reading position.
    @inline(never)
    func unexpected(_ expected: String) -> CoreError {
        guard let byte = peek() else { return malformed("the text ends where \(expected) should be") }
        if byte == 0xEF, position == 0 { return malformed("the text begins with a byte order mark") }
        let seen = (0x21...0x7E).contains(byte) ? "'\(Unicode.Scalar(byte))'" : "byte 0x\(Hexadecimal.text([byte]))"
        return malformed("expected \(expected), not \(seen)")
    }

    /// `byte B, line L, column C`: bytes from 0 (or the given offset), lines and columns from 1, columns in bytes.
    package func place(_ offset: Int) -> String {
        Self.place(offset, in: bytes, byteOffset: byteOffset, line: firstLine)
    }

    /// `byte B, line L, column C` of an offset in a text that begins at the given byte and line.
    static func place(
        _ offset: Int, in bytes: UnsafeBufferPointer<UInt8>, byteOffset: Int = 0, line firstLine: Int = 1
    ) -> String {
        var line = firstLine
        var column = 1
        for byte in bytes.prefix(offset) {
            column += 1
            if byte == 0x0A {
                line += 1
                column = 1
            }
        }
        return "byte \(byteOffset + offset), line \(line), column \(column)"
    }
}
