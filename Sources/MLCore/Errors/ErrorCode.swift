/// A stable, extensible error code: a struct over a string.
///
/// Two codes are equal when their raw values are equal. Raw values are part of the public API: they appear in logs and
/// in machine-readable output and do not change between minor versions.
public protocol ErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible where RawValue == String {
    /// Creates a code from its stable text.
    init(rawValue: String)
}

extension ErrorCode {
    /// The raw value.
    public var description: String { rawValue }
}
