/// A fitted part of a model that can be stored in a ``Bundle`` and read back as an equal value.
///
/// Stored form is data only: a stable ``kind``, a ``formatVersion``, parameters and blobs of numbers. It holds no
/// code, no class name, no path and no address.
public protocol StoredComponent: Sendable {
    /// The stable name of the stored form, such as `linear.classifier`: lower-case words, digits, `.` and `-`.
    static var kind: String { get }

    /// The version of the stored form; rises when the form changes.
    static var formatVersion: Int { get }

    /// The stored form. Equal components have equal stored forms.
    ///
    /// - Throws: ``CoreError`` when a value cannot be stored.
    func encoded() throws -> EncodedComponent

    /// Reads the stored form and checks all of it; afterwards the component cannot fail for structural reasons.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Decodes parts of this component that are components themselves.
    /// - Throws: ``CoreError`` with code `malformedModel` or `unknownComponent`.
    init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws
}
