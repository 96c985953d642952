public import MLCore

/// An error of MLRegistry: a version, alias or promotion that cannot be.
public struct RegistryError: ModuleError {
    /// The codes of ``RegistryError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `registry`.
    public static var domain: String { "registry" }
    /// The kind of failure.
    public let code: Code
    /// The text parts and the cause.
    public let details: ErrorDetails

    /// Creates an error from its parts.
    public init(code: Code, details: ErrorDetails) {
        self.code = code
        self.details = details
    }
}

extension RegistryError.Code {
    /// No model of this name is registered.
    public static let unknownModel = Self(rawValue: "unknownModel")
    /// No such version of the model.
    public static let unknownVersion = Self(rawValue: "unknownVersion")
    /// The alias does not point to a version.
    public static let unknownAlias = Self(rawValue: "unknownAlias")
    /// The alias or model was changed by somebody else first.
    public static let conflict = Self(rawValue: "conflict")
    /// Promotion needs a passed gate or an audited override.
    public static let gateNotPassed = Self(rawValue: "gateNotPassed")
    /// The alias has no earlier version.
    public static let nothingToRollBackTo = Self(rawValue: "nothingToRollBackTo")
    /// Stored bytes do not match their digest.
    public static let corrupt = Self(rawValue: "corrupt")
    /// Two versions have incompatible signatures.
    public static let signatureMismatch = Self(rawValue: "signatureMismatch")
}
