import MLCore

/// The log loss of the softmax of one margin for each class.
///
/// The second derivative is `K / (K − 1) · p (1 − p)`, as in LightGBM: with it, the step of two classes is that of the
/// logistic loss.
struct SoftmaxLoss: MarginObjective {
    private var rows: ClassRows
    let startingMargins: [Double]
    let derivativeBounds: DerivativeBounds?

    var outputCount: Int { startingMargins.count }
    var link: TreeEnsemble.Link { .softmax }
    var totalWeight: Double { rows.totalWeight }
    var blocks: RowBlocks { rows.blocks }
    private var classes: [Int32] { rows.classes }
    private var weights: [Double]? { rows.weights }
    private var factor: Double { Double(outputCount) / Double(outputCount - 1) }

    init(classes: [Int32], classCount: Int, weights: [Double]?) {
        let rows = ClassRows(classes: classes, classCount: classCount, weights: weights)
        self.rows = rows
        startingMargins = rows.classWeights.map { Elementary.log($0 / rows.totalWeight) }
        derivativeBounds = rows.derivativeBounds
    }

    func reordered(by order: [Int32]) -> Self? {
        var next = self
        next.rows = rows.reordered(by: order)
        return next
    }

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
    private var rows: ClassRows
    let startingMargins: [Double]
    let derivativeBounds: DerivativeBounds?
    private let pointLoss = LogisticLoss()

    var outputCount: Int { startingMargins.count }
    var link: TreeEnsemble.Link { .sigmoid }
    var totalWeight: Double { rows.totalWeight }
    var blocks: RowBlocks { rows.blocks }
    private var classes: [Int32] { rows.classes }
    private var weights: [Double]? { rows.weights }

    init(classes: [Int32], classCount: Int, weights: [Double]?) {
        let rows = ClassRows(classes: classes, classCount: classCount, weights: weights)
        self.rows = rows
        startingMargins = rows.classWeights.map { Elementary.log($0 / (rows.totalWeight - $0)) }
        derivativeBounds = rows.derivativeBounds
    }

    func reordered(by order: [Int32]) -> Self? {
        var next = self
        next.rows = rows.reordered(by: order)
        return next
    }

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
