extension SHA256 {
    /// The first 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3).
    static let initialState = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]

    /// Runs the compression function over whole blocks.
    ///
    /// `blocks.count` is a multiple of 64: both callers cut it so.
    static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
        guard let first = blocks.baseAddress, blocks.count >= blockSize else { return }
        constants.withUnsafeBufferPointer { table in
            guard let constants = table.baseAddress else { return }
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { scratch in
                guard let window = scratch.baseAddress else { return }
                var offset = 0
                while offset &+ blockSize <= blocks.count {
                    load(first + offset, into: window)
                    state &+= rounds(state, window, constants)
                    offset &+= blockSize
                }
            }
        }
    }

    /// The first 16 words of the message schedule W (6.2.2 step 1).
    @inline(__always)
    private static func load(_ block: UnsafeRawPointer, into window: UnsafeMutablePointer<UInt32>) {
        var t = 0
        while t < 16 {
            window[t] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: t &* 4, as: UInt32.self))
            t &+= 1
        }
    }

    /// Replaces the four words from `t` on by the words 16 places later.
    @inline(__always)
    private static func advanceFour(_ window: UnsafeMutablePointer<UInt32>, _ t: Int) {
        advance(window, t)
        advance(window, t &+ 1)
        advance(window, t &+ 2)
        advance(window, t &+ 3)
    }
    @inline(__always)
    private static func advance(_ window: UnsafeMutablePointer<UInt32>, _ t: Int) {
        let older = window[(t &+ 1) & 15]
        let newer = window[(t &+ 14) & 15]
        let sigma0 = rotated(older, 7) ^ rotated(older, 18) ^ (older &>> 3)
        let sigma1 = rotated(newer, 17) ^ rotated(newer, 19) ^ (newer &>> 10)
        window[t] = window[t] &+ sigma0 &+ window[(t &+ 9) & 15] &+ sigma1
    }

    /// The 64 rounds of 6.2.2 step 3; the working variables rotate by name, not by copying.
    @inline(__always)
    private static func rounds(
        _ state: SIMD8<UInt32>, _ w: UnsafeMutablePointer<UInt32>, _ constants: UnsafePointer<UInt32>
    ) -> SIMD8<UInt32> {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        var k = constants
        var left = 4
        while true {
            round(a, b, c, &d, e, f, g, &h, w[0] &+ k[0])
            round(h, a, b, &c, d, e, f, &g, w[1] &+ k[1])
            round(g, h, a, &b, c, d, e, &f, w[2] &+ k[2])
            round(f, g, h, &a, b, c, d, &e, w[3] &+ k[3])
            round(e, f, g, &h, a, b, c, &d, w[4] &+ k[4])
            round(d, e, f, &g, h, a, b, &c, w[5] &+ k[5])
            round(c, d, e, &f, g, h, a, &b, w[6] &+ k[6])
            round(b, c, d, &e, f, g, h, &a, w[7] &+ k[7])
            round(a, b, c, &d, e, f, g, &h, w[8] &+ k[8])
            round(h, a, b, &c, d, e, f, &g, w[9] &+ k[9])
            round(g, h, a, &b, c, d, e, &f, w[10] &+ k[10])
            round(f, g, h, &a, b, c, d, &e, w[11] &+ k[11])
            round(e, f, g, &h, a, b, c, &d, w[12] &+ k[12])
            round(d, e, f, &g, h, a, b, &c, w[13] &+ k[13])
            round(c, d, e, &f, g, h, a, &b, w[14] &+ k[14])
            round(b, c, d, &e, f, g, h, &a, w[15] &+ k[15])
            left &-= 1
            if left == 0 { break }
            advanceFour(w, 0)
            advanceFour(w, 4)
            advanceFour(w, 8)
            advanceFour(w, 12)
            k += 16
        }
        return SIMD8(a, b, c, d, e, f, g, h)
    }

    /// One round; each sum of three rotations is written as nested rotations, which need fewer registers.
    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ word: UInt32
    ) {
        let sum1 = rotated(e ^ rotated(e ^ rotated(e, 14), 5), 6)
        let choice = g ^ (e & (f ^ g))
        let first = h &+ sum1 &+ choice &+ word
        let sum0 = rotated(a ^ rotated(a ^ rotated(a, 9), 11), 2)
        let majority = (a & b) | (c & (a | b))
        d = d &+ first
        h = first &+ sum0 &+ majority
    }

    @inline(__always)
    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        (word &>> count) | (word &<< (32 &- count))
    }
}
