import MLCore

/// Rows with one class each, as the losses of one margin for each class need them.
struct ClassRows: Sendable {
    let classes: [Int32]
    let weights: [Double]?
    let totalWeight: Double
    /// The sum of the weights of each class.
    let classWeights: [Double]

    init(classes: [Int32], classCount: Int, weights: [Double]?) {
        self.classes = classes
        self.weights = weights
        totalWeight = weights?.reduce(0, +) ?? Double(classes.count)
        var sums = [Double](repeating: 0, count: classCount)
        for (row, index) in classes.enumerated() { sums[Int(index)] += weights?[row] ?? 1 }
        classWeights = sums
    }

    private init(_ other: Self, order: [Int32]) {
        classes = order.map { other.classes[Int($0)] }
        weights = other.weights.map { weights in order.map { weights[Int($0)] } }
        totalWeight = other.totalWeight
        classWeights = other.classWeights
    }

    /// Limits of derivatives that are at most 1 for a row of weight 1.
    var derivativeBounds: DerivativeBounds {
        let largest = weights?.max() ?? 1
        return DerivativeBounds(gradient: largest, hessian: largest)
    }

    var blocks: RowBlocks { .even(Chunks(count: classes.count, size: 1024)) }

    /// The same rows in another order.
    func reordered(by order: [Int32]) -> Self { Self(self, order: order) }
}
