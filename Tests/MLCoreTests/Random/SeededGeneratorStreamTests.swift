import MLCore
import Testing

/// Golden values: made by an independent Python program, itself checked against published vectors (xoshiro256** from the
/// state 1, 2, 3, 4 of Rust's `rand_xoshiro`; SplitMix64 from 1234567; PHP's `Xoshiro256StarStar(1234)`).
@Suite("SeededGenerator streams")
struct SeededGeneratorStreamTests {
    private func take(_ count: Int, from generator: SeededGenerator) -> [UInt64] {
        var generator = generator
        return (0..<count).map { _ in generator.next() }
    }

    @Test("A seed gives the published stream of xoshiro256** seeded by SplitMix64")
    func seeds() {
        let expected: [UInt64: [UInt64]] = [
            0: [0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0, 0x6aa5_94f1_262d_2d2c],
            1: [0xb3f2_af6d_0fc7_10c5, 0x853b_5596_4736_4cea, 0x92f8_9756_082a_4514, 0x642e_1c7b_c266_a3a7],
            42: [0x1578_0b2e_0c2e_c716, 0x6104_d986_6d11_3a7e, 0xae17_5332_39e4_99a1, 0xecb8_ad47_03b3_60a1],
            .max: [0x8f55_20d5_2a7e_ad08, 0xc476_a018_caa1_802d, 0x81de_31c0_d260_469e, 0xbf65_8d7e_065f_3c2f],
        ]
        for (seed, values) in expected {
            #expect(take(4, from: SeededGenerator(seed: seed)) == values)
        }
    }

    @Test("Keys give their golden streams")
    func derivation() {
        let root = SeededGenerator(seed: 42)
        #expect(
            take(3, from: root.derived(0)) == [0x7d06_0e2e_bd05_f084, 0x7a44_ae5b_d804_c85d, 0x605e_ba21_48d2_317a])
        #expect(
            take(3, from: root.derived(1)) == [0xad88_acac_f5cb_b860, 0x01e0_7582_6b49_a381, 0xcf0d_e68a_2fc6_229c])
        #expect(
            take(3, from: root.derived(1, 2)) == [0x1819_70f2_fd3e_fa95, 0x040c_50da_84b9_250f, 0xb1ff_866c_03d2_00b1])
        #expect(
            take(3, from: root.derived()) == [0x9be9_7124_be1f_d8e8, 0xcba5_a1a8_18b6_9f80, 0xcab0_6993_08c6_af0c])
        #expect(SeededGenerator(seed: 42, stream: 1) == root.derived(1))
    }

    @Test("Deriving does not advance; splitting takes one draw and gives another stream each time")
    func splitting() {
        let root = SeededGenerator(seed: 9)
        var generator = root
        _ = generator.derived(5)
        #expect(generator == root)
        let first = generator.split()
        let second = generator.split()
        #expect(first != second)
        var stepped = root
        _ = stepped.next()
        _ = stepped.next()
        #expect(generator == stepped)
    }

    @Test("Thousands of keys, names and splits give streams without a shared first value")
    func distinctStreams() {
        let root = SeededGenerator(seed: 3)
        var starts: Set<UInt64> = []
        var splitting = root
        for key in 0..<2000 {
            var keyed = root.derived(UInt64(key))
            var paired = root.derived(UInt64(key), 0)
            var named = root.derived(named: "column \(key)")
            var split = splitting.split()
            var seeded = SeededGenerator(seed: UInt64(key))
            for value in [keyed.next(), paired.next(), named.next(), split.next(), seeded.next()] {
                starts.insert(value)
            }
        }
        #expect(starts.count == 10_000)
    }

    @Test("Names that share a prefix, a length or padding give different streams")
    func names() {
        let root = SeededGenerator(seed: 3)
        let names = ["", "\0", "\0\0", "a", "a\0", "abcdefgh", "abcdefg", "abcdefgh\0", "abcdefghi", "ABCDEFGH"]
        #expect(Set(names.map { root.derived(named: $0) }).count == names.count)
    }

    @Test("Streams of neighbouring keys are not correlated")
    func correlation() {
        let count = 20_000
        var left = SeededGenerator(seed: 0, stream: 0)
        for key in UInt64(1)...4 {
            var right = SeededGenerator(seed: 0, stream: key)
            var sum = 0.0
            for _ in 0..<count { sum += (left.nextUniform() - 0.5) * (right.nextUniform() - 0.5) * 12 }
            // The sum has variance n: five standard deviations.
            #expect(abs(sum) < 5 * Double(count).squareRoot())
        }
    }
}
