public import MLLedger

/// One thing that goes wrong with files.
public struct FileFault: Hashable, Sendable, CustomStringConvertible {
    /// What happens to a call.
    public enum Effect: Hashable, Sendable {
        /// Nothing is done, and the call is refused.
        case refuse(FileFailureReason)
        /// The call is carried out, and refused all the same.
        case performThenRefuse(FileFailureReason)
        /// No more than this many bytes are read or written, and the call succeeds.
        case short(Int)
        /// This many bytes are written, and the call is refused with EIO.
        case torn(Int)
    }

    /// What happens.
    public let effect: Effect
    /// The number of the call it happens to, from 1, counting only those it can happen to.
    public let call: Int
    /// Whether it happens to all later calls, too.
    public let isPersistent: Bool

    /// The operations it happens to, if it can happen to them.
    public let operations: Set<FileFailure.Operation>

    /// Creates a fault.
    ///
    /// - Parameters:
    ///   - effect: What happens.
    ///   - call: The number of the call it happens to, from 1, counting only those it can happen to.
    ///   - isPersistent: Whether it happens to all later calls, too.
    ///   - operations: The operations it may happen to; all by default.
    public init(
        _ effect: Effect, call: Int, isPersistent: Bool = false,
        operations: Set<FileFailure.Operation> = Set(FileFailure.Operation.allCases)
    ) {
        self.effect = effect
        self.call = call
        self.isPersistent = isPersistent
        self.operations = operations
    }

    /// Such as `refuse(ENOSPC …) of call 3`.
    public var description: String { "\(effect) of call \(call)\(isPersistent ? " and all later ones" : "")" }

    /// The effects that a store has to survive: every reason a volume gives, interrupted calls, and partial transfers.
    public static let allEffects: [Effect] = [
        .refuse(.deviceFailure), .refuse(.noSpace), .refuse(.quotaExceeded), .refuse(.readOnlyVolume),
        .refuse(.tooManyOpenFiles), .refuse(.permissionDenied), .refuse(.interrupted),
        .performThenRefuse(.deviceFailure), .performThenRefuse(.interrupted), .short(1), .short(512), .torn(0),
        .torn(1), .torn(512),
    ]
}

extension FileFault.Effect {
    private static let changes: Set<FileFailure.Operation> = [
        .makeDirectory, .createExclusively, .link, .rename, .remove,
    ]
    private static let openings: Set<FileFailure.Operation> = [
        .openRoot, .openDirectory, .openForReading, .createExclusively, .list,
    ]

    /// Whether this can happen to an operation.
    public func canHappen(to operation: FileFailure.Operation) -> Bool {
        switch self {
        case .refuse(.noSpace), .refuse(.quotaExceeded):
            operation != .remove && Self.changes.contains(operation) || operation == .write || operation == .synchronize
        case .refuse(.readOnlyVolume): Self.changes.contains(operation)
        case .refuse(.tooManyOpenFiles): Self.openings.contains(operation)
        case .refuse(.permissionDenied): Self.changes.contains(operation) || Self.openings.contains(operation)
        case .refuse: true
        case .performThenRefuse: operation != .createExclusively && Self.changes.contains(operation)
        case .short: operation == .read || operation == .write
        case .torn: operation == .write
        }
    }
}
