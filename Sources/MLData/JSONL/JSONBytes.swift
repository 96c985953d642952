import MLCore

/// Writes values as JSON text.
enum JSONBytes {
    /// Adds a string in quotes; everything but quotes, backslashes and control characters stands for itself.
    static func append(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            case 0x0D: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
            case 0x09: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
            case 0..<0x20:
                bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30])
                bytes.append(contentsOf: Hexadecimal.text([byte]).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds a list as an array of strings.
    static func append(_ lists: TextListBuffer, at row: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (position, index) in lists.range(at: row).enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            lists.texts.withUTF8(at: index) { append($0, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "]"))
    }
}
