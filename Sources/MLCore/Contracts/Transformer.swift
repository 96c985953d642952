/// A fitted transformation with one kernel, used for whole tables and for single requests alike.
///
/// What a table gives for a row is what the row alone gives, bit for bit: training and serving run the same code.
public protocol Transformer<Input, Output>: StoredComponent {
    /// What one row gives to the transformation.
    associatedtype Input
    /// What the transformation makes of it.
    associatedtype Output

    /// Transforms one input.
    ///
    /// - Throws: The error of the module for an input that the fitted state does not cover.
    func transform(_ input: Input) throws -> Output

    /// Transforms many inputs; dispatches once for the batch, not once for each value.
    ///
    /// - Throws: The error of the module for an input that the fitted state does not cover.
    func transform(batch inputs: [Input]) throws -> [Output]
}

extension Transformer {
    /// Transforms the inputs one after the other.
    ///
    /// - Throws: What ``transform(_:)`` throws.
    public func transform(batch inputs: [Input]) throws -> [Output] { try inputs.map(transform) }
}
