/// How much a foreign model file may ask of its reader.
///
/// Reading takes time and memory linear in the file's size. Only two numbers that a file announces decide about more
/// memory than the file has bytes: its features and its outputs, which need not occur in any tree. They have limits of
/// their own. Everything beyond a limit is refused with ``CoreError`` of code `limitExceeded` before memory is taken.
public struct ImportLimits: Sendable, Hashable {
    /// The longest file, in bytes.
    ///
    /// The default is 2 GiB.
    public var maximumByteCount: Int
    /// The most features.
    ///
    /// The default is 2²⁰.
    public var maximumFeatureCount: Int
    /// The most outputs: classes or targets.
    ///
    /// The default is 2¹⁶.
    public var maximumOutputCount: Int

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - maximumByteCount: The longest file, in bytes.
    ///   - maximumFeatureCount: The most features.
    ///   - maximumOutputCount: The most outputs: classes or targets.
    public init(
        maximumByteCount: Int = 2 << 30, maximumFeatureCount: Int = 1 << 20, maximumOutputCount: Int = 1 << 16
    ) {
        self.maximumByteCount = maximumByteCount
        self.maximumFeatureCount = maximumFeatureCount
        self.maximumOutputCount = maximumOutputCount
    }

    /// Throws unless a file is short enough.
    package func check(byteCount: Int, of format: ModelFormat) throws(CoreError) {
        guard byteCount <= maximumByteCount else {
            throw exceeded("\(byteCount) bytes, and at most \(maximumByteCount) are read", format)
        }
    }

    /// Throws unless the number of features that a file announces is allowed.
    package func check(featureCount: Int, of format: ModelFormat) throws(CoreError) {
        guard featureCount <= maximumFeatureCount else {
            throw exceeded("\(featureCount) features, and at most \(maximumFeatureCount) are read", format)
        }
    }

    /// Throws unless the number of outputs that a file announces is allowed.
    package func check(outputCount: Int, of format: ModelFormat) throws(CoreError) {
        guard outputCount <= maximumOutputCount else {
            throw exceeded("\(outputCount) outputs, and at most \(maximumOutputCount) are read", format)
        }
    }

    private func exceeded(_ problem: String, _ format: ModelFormat) -> CoreError {
        CoreError(
            .limitExceeded, "the model has \(problem)", at: format.rawValue,
            remedy: "Raise the limit in ImportLimits if the file is trusted.")
    }
}
