/// The `key=value` lines of one section of a LightGBM model file, each read when it is asked for.
struct LightGBMFields {
    private let text: LightGBMText
    /// The name of the section in errors.
    let place: String
    private var values: [String: Range<Int>] = [:]

    /// Creates an empty section.
    ///
    /// - Parameters:
    ///   - text: The text that the fields are in.
    ///   - place: The name of the section in errors.
    init(_ text: LightGBMText, at place: String) {
        self.text = text
        self.place = place
    }

    /// Adds a field.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput` when the section has it already.
    mutating func add(_ key: Range<Int>, _ value: Range<Int>) throws(CoreError) {
        let name = text.string(key)
        guard values.updateValue(value, forKey: name) == nil else {
            throw malformed("\"\(name.prefix(40))\" occurs twice")
        }
    }

    /// Whether the section has a field.
    func has(_ key: String) -> Bool { values[key] != nil }

    /// Where the value of a field is.
    subscript(key: String) -> Range<Int>? { values[key] }

    /// Where the value of a field is that must be there.
    func required(_ key: String) throws(CoreError) -> Range<Int> {
        guard let range = values[key] else { throw malformed("\"\(key)\" is missing") }
        return range
    }

    /// An integer field within bounds.
    func integer(_ key: String, in bounds: ClosedRange<Int64>) throws(CoreError) -> Int {
        var tokens = text.tokens(try required(key))
        guard let token = tokens.next(), tokens.next() == nil, let value = NumberParser.int64(token),
            bounds.contains(value)
        else { throw malformed("\"\(key)\" is not an integer from \(bounds.lowerBound) to \(bounds.upperBound)") }
        return Int(value)
    }

    /// A list of 32-bit integers of known length; a field that is not there has none when the length is zero.
    func integers(_ key: String, count: Int) throws(CoreError) -> [Int32] {
        try list(key, count: count) { NumberParser.int64($0).flatMap { Int32(exactly: $0) } }
    }

    /// A list of unsigned 32-bit integers of known length.
    func words(_ key: String, count: Int) throws(CoreError) -> [UInt32] {
        try list(key, count: count) { NumberParser.uint64($0).flatMap { UInt32(exactly: $0) } }
    }

    /// A list of numbers of known length; the words `inf` and `-inf` are numbers.
    func numbers(_ key: String, count: Int) throws(CoreError) -> [Double] {
        try list(key, count: count) { NumberParser.double($0) ?? Self.infinity($0) }
    }

    @inline(__always)
    private func list<Element>(
        _ key: String, count: Int, _ parse: (UnsafeBufferPointer<UInt8>) -> Element?
    ) throws(CoreError) -> [Element] {
        guard count > 0 else { return [] }
        let range = try required(key)
        var elements: [Element] = []
        // Every element takes a byte, and a separator follows all but the last.
        guard count <= range.count / 2 + 1 else { throw malformed("\"\(key)\" has fewer than \(count) elements") }
        elements.reserveCapacity(count)
        for token in text.tokens(range) {
            guard elements.count < count else { throw malformed("\"\(key)\" has more than \(count) elements") }
            guard let element = parse(token) else {
                let shown = String(decoding: token.prefix(40), as: UTF8.self)
                throw malformed("\"\(key)\" has the element \"\(shown)\"")
            }
            elements.append(element)
        }
        guard elements.count == count else {
            throw malformed("\"\(key)\" has \(elements.count) elements where \(count) are needed")
        }
        return elements
    }

    private static func infinity(_ token: UnsafeBufferPointer<UInt8>) -> Double? {
        switch String(decoding: token.prefix(5), as: UTF8.self) {
        case "inf", "+inf": .infinity
        case "-inf": -.infinity
        default: nil
        }
    }

    /// An error about this section.
    func malformed(_ problem: String) -> CoreError { CoreError(.malformedInput, problem, at: place) }
}
