/// The product of two dense row-major matrices.
///
/// Every element of the product is the sum of its terms in rising order of the inner index, starting from 0, each term
/// multiplied and then added (never fused). Blocking, packing and threads do not change that order, so the result has
/// the same bits for every number of threads and on every processor.
package enum MatrixKernels {
    /// Rows of the left matrix in one work item, a multiple of the four that are computed together.
    private static var rowsPerItem: Int { 64 }
    /// Terms of the inner sum between two visits of the result: a packed panel stays in the first-level cache.
    private static var innerBlock: Int { 512 }

    /// `product` = `left` (rows × inner) · `right` (inner × columns); all three are there in full.
    package static func product(
        _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, into product: UnsafeMutablePointer<Double>,
        rows: Int, inner: Int, columns: Int, threads: Int
    ) {
        multiply(DoubleLanes.self, left, right, product, rows, inner, columns, threads)
    }

    /// `product` = `left` (rows × inner) · `right` (inner × columns); all three are there in full.
    package static func product(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, into product: UnsafeMutablePointer<Float>,
        rows: Int, inner: Int, columns: Int, threads: Int
    ) {
        multiply(FloatLanes.self, left, right, product, rows, inner, columns, threads)
    }

    @inline(__always)
    private static func multiply<Lanes: LaneVector>(
        _: Lanes.Type, _ left: UnsafePointer<Lanes.Scalar>, _ right: UnsafePointer<Lanes.Scalar>,
        _ product: UnsafeMutablePointer<Lanes.Scalar>, _ rows: Int, _ inner: Int, _ columns: Int, _ threads: Int
    ) {
        product.update(repeating: 0, count: rows * columns)
        let items = Chunks(count: rows, size: rowsPerItem)
        nonisolated(unsafe) let (left, right, product) = (left, right, product)
        parallelFor(count: items.chunkCount, threads: threads) { item in
            let range = items.range(item)
            let panel = UnsafeMutablePointer<Lanes.Scalar>.allocate(capacity: min(inner, innerBlock) * Lanes.width)
            defer { panel.deallocate() }
            var start = 0
            while start < inner {
                let block = min(innerBlock, inner - start)
                var column = 0
                while column + Lanes.width <= columns {
                    for step in 0..<block {
                        let source = right + ((start + step) * columns + column)
                        Lanes(loading: source).store(to: panel + step * Lanes.width)
                    }
                    let shape = Panel(
                        lanes: Lanes.self, left: left + start, stride: inner, panel: panel, block: block,
                        product: product + column, columns: columns)
                    shape.addRows(range)
                    column += Lanes.width
                }
                while column < columns {
                    for row in range {
                        var sum = product[row * columns + column]
                        for step in start..<(start + block) {
                            sum += left[row * inner + step] * right[step * columns + column]
                        }
                        product[row * columns + column] = sum
                    }
                    column += 1
                }
                start += block
            }
        }
    }
}

/// One packed panel of the right matrix, `block` rows by the lane width, and where its products go.
private struct Panel<Lanes: LaneVector> {
    var left: UnsafePointer<Lanes.Scalar>
    var stride: Int
    var panel: UnsafePointer<Lanes.Scalar>
    var block: Int
    var product: UnsafeMutablePointer<Lanes.Scalar>
    var columns: Int

    @inline(__always)
    init(
        lanes: Lanes.Type, left: UnsafePointer<Lanes.Scalar>, stride: Int, panel: UnsafePointer<Lanes.Scalar>,
        block: Int, product: UnsafeMutablePointer<Lanes.Scalar>, columns: Int
    ) {
        self.left = left
        self.stride = stride
        self.panel = panel
        self.block = block
        self.product = product
        self.columns = columns
    }

    /// Adds this block's terms to the given rows: four rows at a time, then one by one.
    @inline(__always)
    func addRows(_ rows: Range<Int>) {
        var row = rows.lowerBound
        while row + 4 <= rows.upperBound {
            addFourRows(row)
            row += 4
        }
        while row < rows.upperBound {
            var sum = Lanes(loading: product + row * columns)
            let terms = left + row * stride
            for step in 0..<block {
                sum = sum + Lanes(repeating: terms[step]) * Lanes(loading: panel + step &* Lanes.width)
            }
            sum.store(to: product + row * columns)
            row += 1
        }
    }

    @inline(__always)
    private func addFourRows(_ row: Int) {
        let target = product + row * columns
        var first = Lanes(loading: target)
        var second = Lanes(loading: target + columns)
        var third = Lanes(loading: target + 2 * columns)
        var fourth = Lanes(loading: target + 3 * columns)
        let terms = left + row * stride
        for step in 0..<block {
            let values = Lanes(loading: panel + step &* Lanes.width)
            first = first + Lanes(repeating: terms[step]) * values
            second = second + Lanes(repeating: terms[stride &+ step]) * values
            third = third + Lanes(repeating: terms[2 &* stride &+ step]) * values
            fourth = fourth + Lanes(repeating: terms[3 &* stride &+ step]) * values
        }
        first.store(to: target)
        second.store(to: target + columns)
        third.store(to: target + 2 * columns)
        fourth.store(to: target + 3 * columns)
    }
}
