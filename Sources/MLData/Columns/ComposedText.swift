/// Texts in Normalization Form C of Unicode, in which texts that are equal as strings have the same bytes.
enum ComposedText {
    /// The composed form of a text, by the algorithm of section 3.11 of the Unicode Standard.
    ///
    /// - Complexity: O(scalars), but for long runs of marks, which are sorted.
    static func composed(_ text: String) -> String {
        // Below the first combining mark every text is composed.
        guard text.utf8.contains(where: { $0 >= 0xCC }) else { return text }
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars { append(scalar, to: &scalars) }
        sortMarks(&scalars)
        var result = String.UnicodeScalarView()
        result.append(contentsOf: joined(scalars))
        return String(result)
    }

    private static let decompositions: [UInt32: [Unicode.Scalar]] = {
        var table: [UInt32: [Unicode.Scalar]] = [:]
        var code: UInt32?
        var parts: [Unicode.Scalar] = []
        var number: UInt32 = 0
        func finish() {
            if let part = Unicode.Scalar(number) { parts.append(part) }
            number = 0
        }
        CanonicalDecompositions.text.withUTF8Buffer { bytes in
            for byte in bytes {
                switch byte {
                case 0x30...0x39: number = number &* 16 &+ UInt32(byte - 0x30)
                case 0x61...0x66: number = number &* 16 &+ UInt32(byte - 0x57)
                case 0x3D:
                    code = number
                    number = 0
                case 0x2B: finish()
                default:
                    guard let held = code else { continue }
                    finish()
                    table[held] = parts
                    parts = []
                    code = nil
                }
            }
        }
        if let code {
            finish()
            table[code] = parts
        }
        return table
    }()

    private struct Pair: Hashable {
        let first: Unicode.Scalar
        let second: Unicode.Scalar
    }

    /// The scalars that two others compose to.
    private static let compositions: [Pair: Unicode.Scalar] = {
        var whole: [[Unicode.Scalar]: Unicode.Scalar] = [:]
        for (code, parts) in decompositions {
            guard parts.count > 1, let scalar = Unicode.Scalar(code), !scalar.properties.isFullCompositionExclusion
            else {
                continue
            }
            whole[parts] = scalar
        }
        var table: [Pair: Unicode.Scalar] = [:]
        for (parts, scalar) in whole {
            guard let last = parts.last else { continue }
            let first = parts.count == 2 ? parts[0] : whole[Array(parts.dropLast())]
            if let first { table[Pair(first: first, second: last)] = scalar }
        }
        return table
    }()

    private static func append(_ scalar: Unicode.Scalar, to scalars: inout [Unicode.Scalar]) {
        let value = scalar.value
        if value < 0xC0 { return scalars.append(scalar) }
        if (0xAC00...0xD7A3).contains(value) {
            let index = value - 0xAC00
            let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
            for part in index % 28 == 0 ? parts.dropLast() : parts[...] {
                if let part = Unicode.Scalar(part) { scalars.append(part) }
            }
            return
        }
        if let parts = decompositions[value] { scalars.append(contentsOf: parts) } else { scalars.append(scalar) }
    }

    private static func markClass(_ scalar: Unicode.Scalar) -> UInt8 {
        scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
    }

    /// Puts marks that follow each other in the order of their classes, marks of one class as they were.
    private static func sortMarks(_ scalars: inout [Unicode.Scalar]) {
        var start = 0
        while start < scalars.count {
            guard markClass(scalars[start]) > 0 else {
                start += 1
                continue
            }
            let end = scalars[start...].firstIndex { markClass($0) == 0 } ?? scalars.count
            if end - start > 1 {
                let sorted = scalars[start..<end].enumerated().sorted { left, right in
                    (markClass(left.element), left.offset) < (markClass(right.element), right.offset)
                }
                scalars.replaceSubrange(start..<end, with: sorted.map(\.element))
            }
            start = end
        }
    }

    /// Joins each starter with the marks and vowels after it that it composes with.
    private static func joined(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let current = markClass(scalar)
            if let place = starter, place == result.count - 1 || (lastClass < current && lastClass > 0),
                let composite = composite(result[place], scalar)
            {
                result[place] = composite
                continue
            }
            if current == 0 { starter = result.count }
            lastClass = current
            result.append(scalar)
        }
        return result
    }

    private static func composite(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        let (left, right) = (first.value, second.value)
        if (0x1100...0x1112).contains(left), (0x1161...0x1175).contains(right) {
            return Unicode.Scalar(0xAC00 + ((left - 0x1100) * 21 + (right - 0x1161)) * 28)
        }
        if (0xAC00...0xD7A3).contains(left), (left - 0xAC00) % 28 == 0, (0x11A8...0x11C2).contains(right) {
            return Unicode.Scalar(left + (right - 0x11A7))
        }
        return compositions[Pair(first: first, second: second)]
    }
}
