import MLCore

/// The promises of reading back a stored component, whatever the component does.
enum StoredFormChecks {
    /// Checks how changed stored forms are read.
    ///
    /// - Parameters:
    ///   - stored: A valid stored form.
    ///   - report: Gets one check for each promise.
    ///   - read: Reads a stored form as the component.
    static func run(
        _ stored: EncodedComponent, _ report: inout CheckReport, read: (EncodedComponent) throws -> Void
    ) {
        report.check("an unknown format version is refused") {
            refusal(.unknownComponent) { try read(stored.with(formatVersion: stored.formatVersion + 1000)) }
        }
        report.check("damaged stored forms are refused") {
            for (place, damaged) in damages(of: stored) {
                do {
                    try read(damaged)
                    return "\(place) was accepted"
                } catch is CoreError {
                    continue
                }
            }
            return nil
        }
        report.check("stored sizes beyond all memory are refused or harmless") {
            for damaged in inflations(of: stored) {
                do { try read(damaged) } catch is CoreError { continue }
            }
            return nil
        }
    }

    /// `nil` when `body` throws a ``CoreError`` with a code.
    static func refusal(_ code: CoreError.Code, _ body: () throws -> Void) -> String? {
        do {
            try body()
            return "nothing was thrown"
        } catch let error as CoreError where error.code == code {
            return nil
        } catch {
            return "threw \(error) instead of \(code)"
        }
    }

    /// Stored forms with something cut off, here or in a nested component.
    private static func damages(of stored: EncodedComponent) -> [(String, EncodedComponent)] {
        var result = [
            ("an empty parameter text", stored.with(parameters: [])),
            ("a shortened parameter text", stored.with(parameters: stored.parameters.dropLast())),
        ]
        for (name, blob) in stored.blobs.sorted(by: { $0.key < $1.key }) where !blob.isEmpty {
            result.append(("a shortened blob \(name)", stored.with(blob: name, blob.dropLast())))
            result.append(("an absent blob \(name)", stored.with(blob: name, nil)))
        }
        if !stored.children.isEmpty {
            result.append(("an absent child", stored.with(children: stored.children.dropLast())))
        }
        for (index, child) in stored.children.enumerated() {
            for (place, damaged) in damages(of: child) {
                result.append(("\(place) of child \(index)", stored.with(child: index, damaged)))
            }
        }
        return result
    }

    /// Stored forms in which a number of the parameters, or the first bytes of a blob, became as large as they can.
    private static func inflations(of stored: EncodedComponent) -> [EncodedComponent] {
        var result: [EncodedComponent] = []
        for number in numbers(in: stored.parameters) {
            for huge in ["2147483647", "9007199254740991", "9223372036854775807", "-1"] {
                var text = stored.parameters
                text.replaceSubrange(number, with: Array(huge.utf8))
                result.append(stored.with(parameters: text))
            }
        }
        for (name, blob) in stored.blobs.sorted(by: { $0.key < $1.key }) {
            for huge in [[0xFF, 0xFF, 0xFF, 0x7F], [UInt8](repeating: 0xFF, count: 9) + [0x01]] as [[UInt8]] {
                for start in 0..<min(2, blob.count + 1) {
                    result.append(stored.with(blob: name, blob[..<start] + huge + blob.dropFirst(start + huge.count)))
                }
            }
        }
        for (index, child) in stored.children.enumerated() {
            for inflated in inflations(of: child) { result.append(stored.with(child: index, inflated)) }
        }
        return result
    }

    /// Where the first few runs of digits are in a text.
    private static func numbers(in text: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var position = 0
        while position < text.count, result.count < 16 {
            let start = position
            while position < text.count, (48...57).contains(text[position]) { position += 1 }
            if position > start {
                result.append(start..<position)
            } else {
                position += 1
            }
        }
        return result
    }
}

extension EncodedComponent {
    fileprivate func with(
        formatVersion: Int? = nil, parameters: [UInt8]? = nil, children: [EncodedComponent]? = nil
    ) -> EncodedComponent {
        EncodedComponent(
            kind: kind, formatVersion: formatVersion ?? self.formatVersion, parameters: parameters ?? self.parameters,
            blobs: blobs, children: children ?? self.children)
    }

    fileprivate func with(blob name: String, _ bytes: [UInt8]?) -> EncodedComponent {
        var blobs = blobs
        blobs[name] = bytes
        return EncodedComponent(
            kind: kind, formatVersion: formatVersion, parameters: parameters, blobs: blobs, children: children)
    }

    fileprivate func with(child index: Int, _ child: EncodedComponent) -> EncodedComponent {
        var children = children
        children[index] = child
        return with(children: children)
    }
}
