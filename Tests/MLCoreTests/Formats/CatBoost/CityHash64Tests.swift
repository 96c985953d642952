import Testing

@testable import MLCore

@Suite("CityHash64 1.0")
struct CityHash64Tests {
    /// Hashes that CatBoost 1.2.10 wrote into model files as one-hot values, for texts of every branch of the algorithm.
    @Test(
        "the low 32 bits are CatBoost's category hashes",
        arguments: [
            ("x", -784473192),
            ("Private", 2084267031),
            ("123456789", 1389760245),
            ("ünïcödé", 1985973350),
            ("State-gov 123456", -391204241),
            ("Married-civ-spouse", -2019910086),
            (String(repeating: "c", count: 33), -240769680),
            (String(repeating: "d", count: 63), -1150958884),
            (String(repeating: "e", count: 64), -1703005908),
            (String(repeating: "f", count: 65), -585692002),
            (String(repeating: "g", count: 127), -251570281),
            (String(repeating: "i", count: 129), -1717262206),
            (
                "The quick brown fox jumps over the lazy dog, and then over the fence and the next dog, "
                    + "which sleeps as well.", 1185506262
            ),
        ] as [(String, Int32)])
    func hashes(_ text: String, _ value: Int32) {
        #expect(Int32(truncatingIfNeeded: CityHash64.hash(text)) == value)
    }

    @Test("the hash of nothing is the algorithm's constant")
    func empty() { #expect(CityHash64.hash("") == 0x9AE1_6A3B_2F90_404F) }
}
