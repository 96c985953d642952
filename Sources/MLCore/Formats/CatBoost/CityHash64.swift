/// The 64-bit hash that CatBoost makes category numbers with: version 1.0 of Google's CityHash (Pike and Alakuijala,
/// 2011), whose later versions give other numbers.
enum CityHash64 {
    private static let k0: UInt64 = 0xC3A5_C85C_97CB_3127
    private static let k1: UInt64 = 0xB492_B66F_BE98_F273
    private static let k2: UInt64 = 0x9AE1_6A3B_2F90_404F
    private static let k3: UInt64 = 0xC949_D7C7_509E_6557

    /// The hash of a text's UTF-8.
    static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash($0) }
    }

    /// The hash of bytes.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let input = Input(bytes)
        return switch bytes.count {
        case 0...16: upTo16(input)
        case 17...32: upTo32(input)
        case 33...64: upTo64(input)
        default: long(input)
        }
    }

    /// Bytes read as little-endian numbers; the callers stay within the count.
    private struct Input {
        let bytes: UnsafeRawBufferPointer
        var count: Int { bytes.count }
        var length: UInt64 { UInt64(bytes.count) }

        init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = UnsafeRawBufferPointer(bytes) }

        func word(_ offset: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }

        /// The word that ends this many bytes before the end, counted from its beginning.
        func last(_ distance: Int) -> UInt64 { word(count - distance) }

        func half(_ offset: Int) -> UInt64 {
            UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
    }

    private typealias Pair = (first: UInt64, second: UInt64)

    private static func rotate(_ value: UInt64, _ shift: UInt64) -> UInt64 {
        shift == 0 ? value : value >> shift | value << (64 - shift)
    }

    private static func mix(_ value: UInt64) -> UInt64 { value ^ value >> 47 }

    private static func combine(_ low: UInt64, _ high: UInt64) -> UInt64 {
        let factor: UInt64 = 0x9DDF_EA08_EB38_2D69
        let first = mix((low ^ high) &* factor)
        return mix((high ^ first) &* factor) &* factor
    }

    private static func upTo16(_ input: Input) -> UInt64 {
        let count = input.count
        if count > 8 {
            let last = input.last(8)
            return combine(input.word(0), rotate(last &+ input.length, input.length)) ^ last
        }
        if count >= 4 { return combine(input.length &+ input.half(0) << 3, input.half(count - 4)) }
        guard count > 0 else { return k2 }
        let y = UInt64(input.bytes[0]) &+ UInt64(input.bytes[count >> 1]) << 8
        let z = input.length &+ UInt64(input.bytes[count - 1]) << 2
        return mix(y &* k2 ^ z &* k3) &* k2
    }

    private static func upTo32(_ input: Input) -> UInt64 {
        let a = input.word(0) &* k1
        let b = input.word(8)
        let c = input.last(8) &* k2
        let d = input.last(16) &* k0
        return combine(
            rotate(a &- b, 43) &+ rotate(c, 30) &+ d, a &+ rotate(b ^ k3, 20) &- c &+ input.length)
    }

    private static func upTo64(_ input: Input) -> UInt64 {
        var a = input.word(0) &+ (input.length &+ input.last(16)) &* k0
        let v = half(a, input.word(24), input.word(8), input.word(16))
        a = input.word(16) &+ input.last(32)
        let w = half(a, input.last(8), input.last(24), input.last(16))
        let r = mix((v.first &+ w.second) &* k2 &+ (w.first &+ v.second) &* k0)
        return mix(r &* k0 &+ v.second) &* k2
    }

    /// One half of the hash of 33 to 64 bytes.
    private static func half(_ start: UInt64, _ z: UInt64, _ second: UInt64, _ third: UInt64) -> Pair {
        var a = start
        let b = rotate(a &+ z, 52)
        var c = rotate(a, 37)
        a = a &+ second
        c = c &+ rotate(a, 7)
        a = a &+ third
        return (a &+ z, b &+ rotate(a, 31) &+ c)
    }

    private static func weak(_ input: Input, _ offset: Int, _ a: UInt64, _ b: UInt64) -> Pair {
        var a = a &+ input.word(offset)
        let b = rotate(b &+ a &+ input.word(offset + 24), 21)
        let c = a
        a = a &+ input.word(offset + 8) &+ input.word(offset + 16)
        return (a &+ input.word(offset + 24), b &+ rotate(a, 44) &+ c)
    }

    private static func long(_ input: Input) -> UInt64 {
        var x = input.word(0)
        var y = input.last(16) ^ k1
        var z = input.last(56) ^ k0
        var v = weak(input, input.count - 64, input.length, y)
        var w = weak(input, input.count - 32, input.length &* k1, k0)
        z = z &+ mix(v.second) &* k1
        x = rotate(z &+ x, 39) &* k1
        y = rotate(y, 33) &* k1
        for start in stride(from: 0, to: (input.count - 1) & ~63, by: 64) {
            x = rotate(x &+ y &+ v.first &+ input.word(start + 16), 37) &* k1
            y = rotate(y &+ v.second &+ input.word(start + 48), 42) &* k1
            x ^= w.second
            y ^= v.first
            z = rotate(z ^ w.first, 33)
            v = weak(input, start, v.second &* k1, x &+ w.first)
            w = weak(input, start + 32, z &+ w.second, y)
            swap(&z, &x)
        }
        return combine(
            combine(v.first, w.first) &+ mix(y) &* k1 &+ z, combine(v.second, w.second) &+ x)
    }
}
