import MLCore

/// The log loss of the softmax of one margin for each class.
///
/// The second derivative is `K / (K − 1) · p (1 − p)`, as in LightGBM: with it, the step of two classes is that of the
/// logistic loss.
struct SoftmaxLoss: MarginObjective {
    let classes: [Int32]
    let weights: [Double]?
    let totalWeight: Double
    let startingMargins: [Double]
    let derivativeBounds: DerivativeBounds?

    var outputCount: Int { startingMargins.count }
    var link: TreeEnsemble.Link { .softmax }
    var blocks: RowBlocks { .even(Chunks(count: classes.count, size: 1024)) }
    private var factor: Double { Double(outputCount) / Double(outputCount - 1) }

    init(classes: [Int32], classCount: Int, weights: [Double]?) {
        self.classes = classes
        self.weights = weights
        totalWeight = weights?.reduce(0, +) ?? Double(classes.count)
        var sums = [Double](repeating: 0, count: classCount)
        for (row, index) in classes.enumerated() { sums[Int(index)] += weights?[row] ?? 1 }
        let total = totalWeight
        startingMargins = sums.map { Elementary.log($0 / total) }
        let largest = weights?.max() ?? 1
        derivativeBounds = DerivativeBounds(gradient: largest, hessian: largest)
    }

    private init(_ other: Self, order: [Int32]) {
        classes = order.map { other.classes[Int($0)] }
        weights = other.weights.map { weights in order.map { weights[Int($0)] } }
        totalWeight = other.totalWeight
        startingMargins = other.startingMargins
        derivativeBounds = other.derivativeBounds
    }

    func reordered(by order: [Int32]) -> Self? { Self(self, order: order) }

    func fill(rows: Range<Int>, margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>) {
        let width = outputCount
        for (position, row) in rows.enumerated() {
            let (source, target) = (margins + row * width, derivatives + position * width)
            var largest = -Double.infinity
            for output in 0..<width { largest = max(largest, source[output]) }
            var sum = 0.0
            for output in 0..<width {
                target[output].x = Elementary.exp(source[output] - largest)
                sum += target[output].x
            }
            let (weight, truth) = (weights?[row] ?? 1, Int(classes[row]))
            for output in 0..<width {
                let probability = target[output].x / sum
                target[output] = SIMD2(
                    weight * (probability - (output == truth ? 1 : 0)),
                    weight * (factor * probability * (1 - probability)))
            }
        }
    }

    func loss(rows: Range<Int>, margins: UnsafePointer<Double>) -> Double {
        let width = outputCount
        var total = 0.0
        for row in rows {
            let source = margins + row * width
            var largest = -Double.infinity
            for output in 0..<width { largest = max(largest, source[output]) }
            var sum = 0.0
            for output in 0..<width { sum += Elementary.exp(source[output] - largest) }
            total += (weights?[row] ?? 1) * (Elementary.log(sum) - (source[Int(classes[row])] - largest))
        }
        return total
    }
}

/// The sum of the log losses of one logistic function for each class, against all other classes.
struct OneVersusAllLoss: MarginObjective {
    let classes: [Int32]
    let weights: [Double]?
    let totalWeight: Double
    let startingMargins: [Double]
    let derivativeBounds: DerivativeBounds?
    private let pointLoss = LogisticLoss()

    var outputCount: Int { startingMargins.count }
    var link: TreeEnsemble.Link { .sigmoid }
    var blocks: RowBlocks { .even(Chunks(count: classes.count, size: 1024)) }

    init(classes: [Int32], classCount: Int, weights: [Double]?) {
        self.classes = classes
        self.weights = weights
        totalWeight = weights?.reduce(0, +) ?? Double(classes.count)
        var sums = [Double](repeating: 0, count: classCount)
        for (row, index) in classes.enumerated() { sums[Int(index)] += weights?[row] ?? 1 }
        let total = totalWeight
        startingMargins = sums.map { Elementary.log($0 / (total - $0)) }
        let largest = weights?.max() ?? 1
        derivativeBounds = DerivativeBounds(gradient: largest, hessian: largest)
    }

    private init(_ other: Self, order: [Int32]) {
        classes = order.map { other.classes[Int($0)] }
        weights = other.weights.map { weights in order.map { weights[Int($0)] } }
        totalWeight = other.totalWeight
        startingMargins = other.startingMargins
        derivativeBounds = other.derivativeBounds
    }

    func reordered(by order: [Int32]) -> Self? { Self(self, order: order) }

    func fill(rows: Range<Int>, margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>) {
        let width = outputCount
        for (position, row) in rows.enumerated() {
            for output in 0..<width {
                derivatives[position * width + output] =
                    (weights?[row] ?? 1)
                    * pointLoss.derivatives(
                        margin: margins[row * width + output], target: Int(classes[row]) == output ? 1 : 0)
            }
        }
    }

    func loss(rows: Range<Int>, margins: UnsafePointer<Double>) -> Double {
        let width = outputCount
        var total = 0.0
        for row in rows {
            for output in 0..<width {
                total +=
                    (weights?[row] ?? 1)
                    * pointLoss.loss(
                        margin: margins[row * width + output], target: Int(classes[row]) == output ? 1 : 0)
            }
        }
        return total
    }
}
