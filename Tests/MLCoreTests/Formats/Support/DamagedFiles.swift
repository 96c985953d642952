import MLCore
import Testing

/// Tries what is left of a model's file when it is damaged.
struct DamagedFiles {
    let read: @Sendable ([UInt8]) throws(CoreError) -> ImportedModel

    /// Whether a file is a model; what is accepted has to score.
    func accepts(_ bytes: [UInt8]) throws -> Bool {
        let predictor: any Predictor
        do {
            predictor = try read(bytes).predictor
        } catch {
            return false
        }
        for value in [0, 2, .nan, 1e30, -.infinity] as [Double] {
            do {
                _ = try predictor.predict(FeatureVector([Double](repeating: value, count: predictor.featureCount)))
            } catch let error as CoreError where error.code == .nonFiniteValue {
                // A linear model says so when features leave its sum undefined.
            }
        }
        return true
    }

    /// Expects an error from the first bytes of a file, however many, as long as they are fewer than `complete`.
    func expectErrors(cutting bytes: [UInt8], before complete: Int) throws {
        #expect(try accepts(bytes))
        for count in 0..<complete { #expect(try !accepts(Array(bytes.prefix(count))), "\(count) bytes") }
        for count in complete..<bytes.count { _ = try accepts(Array(bytes.prefix(count))) }
    }

    /// The share of the bits of a file that make it refused when one of them is flipped.
    func refusedShare(flipping bytes: [UInt8]) throws -> Double {
        var refused = 0
        for position in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[position] ^= 1 << bit
                if try !accepts(changed) { refused += 1 }
            }
        }
        return Double(refused) / Double(bytes.count * 8)
    }
}
