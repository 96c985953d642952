/// What a volume is like after the power failed.
public enum PowerLoss: Hashable, Sendable {
    /// Nothing is there that was not synchronised.
    case dropsUnsynchronised
    /// Everything is there, as if it had been synchronised.
    case keepsEverything
    /// Of what was not synchronised each change of a directory, and each block of 512 bytes of a file, is there or not,
    /// as the numbers drawn from the seed say; a block that is not there has its synchronised bytes, or zeros.
    case random(seed: UInt64)
}
