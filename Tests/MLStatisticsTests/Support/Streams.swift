import MLCore
import Testing

/// Streams of numbers that sketches find hard in different ways.
enum Streams: String, CaseIterable, CustomTestStringConvertible {
    case sorted, reversed, shuffled, ties, zipf, zoomIn, normal

    var testDescription: String { rawValue }

    func numbers(_ count: Int, seed: UInt64 = 1) -> [Double] {
        var random = SeededGenerator(seed: seed)
        switch self {
        case .sorted: return (0..<count).map(Double.init)
        case .reversed: return (0..<count).reversed().map(Double.init)
        case .shuffled: return (0..<count).map(Double.init).shuffled(using: &random)
        case .ties: return (0..<count).map { _ in Double(random.next(below: 7)) }
        case .zipf: return (0..<count).map { _ in (1 / (random.nextUniform() + 1e-6)).rounded(.down) }
        case .zoomIn: return (0..<count).map { $0.isMultiple(of: 2) ? Double($0) : -Double($0) }.reversed()
        case .normal:
            return (0..<count).map { _ in NormalQuantile.value(at: random.nextUniform()) }
                .filter(\.isFinite)
        }
    }
}
