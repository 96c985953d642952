/// A part of a FlatBuffers message that is written.
indirect enum FlatObject {
    /// A field of a table.
    enum Field {
        /// A little-endian number of 1, 2, 4 or 8 bytes.
        case number([UInt8])
        case object(FlatObject)
    }

    /// A table; fields that are `nil` keep their defaults.
    case table([Field?])
    case text(String)
    case tables([FlatObject])
    /// Structures of integers of 64 bits.
    case words([Int64], perElement: Int)

    /// A number as a field.
    static func number(_ value: some FixedWidthInteger) -> Field {
        .number(withUnsafeBytes(of: value.littleEndian) { Array($0) })
    }

    /// A truth value as a field.
    static func bool(_ value: Bool) -> Field { .number([value ? 1 : 0]) }

    /// The message whose outermost table this is, padded to a multiple of eight bytes.
    var message: [UInt8] {
        var bytes: [UInt8] = [0, 0, 0, 0]
        let position = append(to: &bytes)
        Self.patch(&bytes, 0, position)
        Self.pad(&bytes, to: 8)
        return bytes
    }

    /// Adds the part, and behind it what it refers to; gives where it begins.
    private func append(to bytes: inout [UInt8]) -> Int {
        switch self {
        case .text(let text):
            Self.pad(&bytes, to: 4)
            let position = bytes.count
            Self.append(UInt32(text.utf8.count), to: &bytes)
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
            return position
        case .words(let words, let perElement):
            while (bytes.count + 4) % 8 != 0 { bytes.append(0) }
            let position = bytes.count
            Self.append(UInt32(words.count / max(1, perElement)), to: &bytes)
            for word in words { Self.append(word, to: &bytes) }
            return position
        case .tables(let tables):
            Self.pad(&bytes, to: 4)
            let position = bytes.count
            Self.append(UInt32(tables.count), to: &bytes)
            for _ in tables { Self.append(UInt32(0), to: &bytes) }
            for (index, table) in tables.enumerated() {
                let target = table.append(to: &bytes)
                Self.patch(&bytes, position + 4 + 4 * index, target)
            }
            return position
        case .table(let fields): return Self.append(fields, to: &bytes)
        }
    }

    private static func append(_ fields: [Field?], to bytes: inout [UInt8]) -> Int {
        // Where each field is in the table, behind the distance to the table of offsets.
        var size = 4
        var offsets: [Int] = []
        for field in fields {
            guard let field else {
                offsets.append(0)
                continue
            }
            let width = if case .number(let number) = field { number.count } else { 4 }
            size = (size + width - 1) / width * width
            offsets.append(size)
            size += width
        }
        pad(&bytes, to: 2)
        let vtable = bytes.count
        append(UInt16(4 + 2 * fields.count), to: &bytes)
        append(UInt16(size), to: &bytes)
        for offset in offsets { append(UInt16(offset), to: &bytes) }
        pad(&bytes, to: 8)
        let position = bytes.count
        append(Int32(position - vtable), to: &bytes)
        bytes.append(contentsOf: repeatElement(0, count: size - 4))
        for (field, offset) in zip(fields, offsets) {
            switch field {
            case nil: break
            case .number(let number):
                for (index, byte) in number.enumerated() { bytes[position + offset + index] = byte }
            case .object(let object):
                let target = object.append(to: &bytes)
                patch(&bytes, position + offset, target)
            }
        }
        return position
    }

    private static func patch(_ bytes: inout [UInt8], _ place: Int, _ target: Int) {
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: (target - place) >> (8 * index)) }
    }

    private static func pad(_ bytes: inout [UInt8], to multiple: Int) {
        while bytes.count % multiple != 0 { bytes.append(0) }
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
