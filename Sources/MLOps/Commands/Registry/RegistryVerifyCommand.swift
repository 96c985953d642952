#if CommandLine
import ArgumentParser
import MLCore
import MLLedger
import MLRegistry

/// `mlops registry verify`: whether everything stored is what was stored.
struct RegistryVerifyCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every entry of the ledger and the bytes of every blob it names.",
        usage: "mlops registry verify --store <store> [--expect <head>]",
        discussion: """
            The exit code is 1 when anything was changed. A history that was cut at its end shows only against a head \
            that was kept elsewhere: keep what this command prints, and give it with --expect.
            """)

    @Option(help: ArgumentHelp("A head from an earlier check that the ledger must contain.", valueName: "head"))
    var expect: String?

    @OptionGroup
    var registry: StoreOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    /// The keys of `--json`.
    private struct Document: Encodable {
        struct Break: Encodable {
            let entry: UInt64
            let reason: String
        }

        let verified: Bool
        let checkedEntries: UInt64
        let head: HeadDocument?
        let firstBreak: Break?
        let stateFault: String?
        let backwardTimestamps: UInt64
        let notes: [String]
    }

    func perform(in session: Session) throws -> CommandResult {
        let expected = try readingInput { try expect.map(Self.head) }
        let registry = try registry.open(in: session)
        session.progress.show("Verifying")
        let report = try registry.audit(expecting: expected)
        let verification = report.verification
        var page = Page()
        page.facts(
            [
                Page.Fact(name: "Entries", value: "\(NumberText.grouped(verification.checkedEntries))"),
                Page.Fact(name: "Head", value: "\(verification.head?.kept ?? "–")"),
            ])
        if let fault = verification.firstBreak {
            page.text("Entry \(fault.sequence) is not what it was: \(fault.reason).", .bad)
        } else if let fault = report.stateFault {
            page.text("The entries do not make a registry: \(fault).", .bad)
        } else {
            page.text("Every entry and every blob is what it was.", .good)
        }
        if verification.backwardTimestamps > 0 {
            page.text("The clock went backwards \(verification.backwardTimestamps) times.", .warning)
        }
        for note in verification.notes { page.text(note, .warning) }
        return CommandResult(
            page: page,
            document: Document(
                verified: report.isVerified, checkedEntries: verification.checkedEntries,
                head: verification.head.map(HeadDocument.init),
                firstBreak: verification.firstBreak.map { Document.Break(entry: $0.sequence, reason: $0.reason) },
                stateFault: report.stateFault, backwardTimestamps: verification.backwardTimestamps,
                notes: verification.notes),
            isPositive: report.isVerified)
    }

    private static func head(_ text: String) throws -> LedgerHead {
        guard let head = LedgerHead(kept: text) else {
            throw CommandError(
                .invalidUsage, "\"\(text.prefix(80))\" is no head", at: "--expect",
                remedy: "Write NUMBER:DIGEST, as verify prints it.")
        }
        return head
    }
}
#endif
