/// Reads the values of a model file one after another, whichever of XGBoost's two encodings it has.
///
/// Each method checks that the next value is of its kind and throws ``CoreError`` of code `malformedInput` otherwise.
/// An object that has a key twice is refused, also within values that are skipped.
protocol XGBoostSource {
    /// The format of the file.
    static var format: ModelFormat { get }

    /// Enters an object; ``nextKey()`` reads its members.
    mutating func beginObject() throws(CoreError)

    /// The key of the next member, whose value has to be read next, or `nil` after the last.
    mutating func nextKey() throws(CoreError) -> String?

    /// Enters an array; ``nextElement()`` leads to its elements.
    mutating func beginArray() throws(CoreError)

    /// Whether another element follows, which has to be read next; after the last the array is left.
    mutating func nextElement() throws(CoreError) -> Bool

    /// A text.
    mutating func text() throws(CoreError) -> String

    /// A whole number.
    mutating func integer() throws(CoreError) -> Int64

    /// An array of numbers.
    mutating func floats() throws(CoreError) -> [Float]

    /// An array of whole numbers or truth values; `true` is 1.
    mutating func integers() throws(CoreError) -> [Int64]

    /// Passes over a value of any kind, checking its form.
    mutating func skip() throws(CoreError)

    /// Throws unless the whole file is read.
    mutating func expectEnd() throws(CoreError)
}

extension XGBoostSource {
    /// The members of an object whose values are texts.
    mutating func texts() throws(CoreError) -> [String: String] {
        var members: [String: String] = [:]
        try beginObject()
        while let key = try nextKey() { members[key] = try text() }
        return members
    }

    /// An array of texts.
    mutating func textArray() throws(CoreError) -> [String] {
        var elements: [String] = []
        try beginArray()
        while try nextElement() { elements.append(try text()) }
        return elements
    }

    /// An array of whole numbers within a type.
    mutating func integers<Integer: FixedWidthInteger>(_ type: Integer.Type, _ name: String) throws(CoreError)
        -> [Integer]
    {
        let wide = try integers()
        var narrow: [Integer] = []
        narrow.reserveCapacity(wide.count)
        for value in wide {
            guard let value = Integer(exactly: value) else {
                throw CoreError(.malformedModel, "\(value) is out of range", at: name)
            }
            narrow.append(value)
        }
        return narrow
    }
}
