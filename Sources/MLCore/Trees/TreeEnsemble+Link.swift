extension TreeEnsemble {
    /// How margins become outputs.
    public enum Link: Sendable, Hashable {
        /// The margin itself.
        case identity
        /// The logistic function of each margin.
        case sigmoid
        /// The logistic function of each margin times a positive factor: LightGBM's parameter `sigmoid`.
        case scaledSigmoid(Double)
        /// The softmax over the margins of a row.
        case softmax
        /// The exponential of each margin.
        case exponential
        /// The logarithm of one plus the exponential of each margin: LightGBM's `cross_entropy_lambda`.
        case softplus
        /// The square of each margin with the margin's sign: LightGBM's `reg_sqrt`.
        case signedSquare
        /// One where the margin is above zero, else zero: XGBoost's `binary:hinge`.
        case step
        /// The position of the largest margin of a row, the first of equal ones, as a single output: XGBoost's
        /// `multi:softmax`.
        case classIndex

        /// Whether the numbers of margins and outputs go together, and a factor is a positive number.
        package func fits(marginCount: Int, outputCount: Int) -> Bool {
            switch self {
            case .classIndex: outputCount == 1 && marginCount >= 1
            case .scaledSigmoid(let scale): scale > 0 && scale.isFinite && marginCount == outputCount
            default: marginCount == outputCount
            }
        }
    }
}

extension TreeEnsemble {
    /// Turns the margins of a row into its outputs.
    ///
    /// - Parameters:
    ///   - margins: ``marginCount`` margins, overwritten where the link works in place.
    ///   - outputs: As many outputs as the task has; may be the same memory.
    func apply(_ margins: UnsafeMutableBufferPointer<Double>, to outputs: UnsafeMutableBufferPointer<Double>) {
        if aggregation == .meanOutput {
            for margin in margins.indices { margins[margin] /= Double(max(1, treeCounts[margin])) }
        }
        link.apply(margins, to: outputs, arithmetic: arithmetic)
    }
}

extension TreeEnsemble.Link {
    /// Turns the margins of a row into its outputs.
    ///
    /// - Parameters:
    ///   - margins: All margins of the row; overwritten where the link works in place.
    ///   - outputs: As many outputs as the link makes of them; may be the same memory.
    ///   - arithmetic: In which type the margins were added; outputs are rounded to it.
    package func apply(
        _ margins: UnsafeMutableBufferPointer<Double>, to outputs: UnsafeMutableBufferPointer<Double>,
        arithmetic: TreeEnsemble.Arithmetic
    ) {
        let rounds = arithmetic == .float
        switch self {
        case .identity: map(margins, outputs, rounds) { $0 }
        // In `Float`, XGBoost never takes the exponential of more than 88.7: its smallest answer is about 3e-39.
        case .sigmoid where rounds: map(margins, outputs, rounds) { Elementary.sigmoid(max($0, -88.7)) }
        case .sigmoid: map(margins, outputs, rounds) { Elementary.sigmoid($0) }
        case .scaledSigmoid(let scale): map(margins, outputs, rounds) { Elementary.sigmoid(scale * $0) }
        case .exponential: map(margins, outputs, rounds) { Elementary.exp($0) }
        case .softplus: map(margins, outputs, rounds) { Elementary.softplus($0) }
        case .signedSquare: map(margins, outputs, rounds) { $0 < 0 ? -($0 * $0) : $0 * $0 }
        case .step: map(margins, outputs, rounds) { $0 > 0 ? 1 : 0 }
        case .softmax:
            if let first = margins.baseAddress { SoftmaxKernels.softmax(first, count: margins.count) }
            // Not rounded, so that the probabilities sum to 1.
            map(margins, outputs, false) { $0 }
        case .classIndex:
            var best = 0
            for index in margins.indices where margins[index] > margins[best] { best = index }
            if !outputs.isEmpty { outputs[0] = Double(best) }
        }
    }

    @inline(__always)
    private func map(
        _ margins: UnsafeMutableBufferPointer<Double>, _ outputs: UnsafeMutableBufferPointer<Double>, _ rounds: Bool,
        _ transform: (Double) -> Double
    ) {
        for index in outputs.indices {
            let value = transform(margins[index])
            outputs[index] = rounds ? Double(Float(value)) : value
        }
    }
}

extension TreeEnsemble.Link: Codable {
    private enum CodingKeys: String, CodingKey { case scaledSigmoid }

    private static let named: [(name: String, link: Self)] = [
        ("identity", .identity), ("sigmoid", .sigmoid), ("softmax", .softmax), ("exponential", .exponential),
        ("softplus", .softplus), ("signedSquare", .signedSquare), ("step", .step), ("classIndex", .classIndex),
    ]

    /// Decodes the name of a link, or an object with the factor of ``scaledSigmoid(_:)``.
    ///
    /// - Throws: `DecodingError` for an unknown link.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            guard let known = Self.named.first(where: { $0.name == name }) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "an unknown link \"\(name)\""))
            }
            self = known.link
        } else {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self = .scaledSigmoid(try container.decode(Double.self, forKey: .scaledSigmoid))
        }
    }

    /// Encodes the name of the link, or an object with the factor of ``scaledSigmoid(_:)``.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        if case .scaledSigmoid(let scale) = self {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(scale, forKey: .scaledSigmoid)
        } else if let known = Self.named.first(where: { $0.link == self }) {
            var container = encoder.singleValueContainer()
            try container.encode(known.name)
        }
    }
}
