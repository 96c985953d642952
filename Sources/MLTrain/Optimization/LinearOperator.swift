/// A matrix that is known by its products.
protocol LinearOperator {
    var rowCount: Int { get }
    var columnCount: Int { get }

    /// The matrix times a vector of ``columnCount`` numbers.
    func product(_ point: [Double]) -> [Double]

    /// The transposed matrix times a vector of ``rowCount`` numbers.
    func transposedProduct(_ vector: [Double]) -> [Double]
}
