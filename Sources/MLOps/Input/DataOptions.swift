#if CommandLine
import ArgumentParser
import MLCore
import MLData

/// How tables are read: the options that all commands on data have.
struct DataOptions: ParsableArguments {
    /// What happens to rows that cannot be read.
    enum MalformedRows: String, CaseIterable, ExpressibleByArgument, Sendable {
        case error
        case quarantine
    }

    @Option(help: "The format of the tables; without it the ending of a name decides.")
    var format: TableFormat?

    @Option(help: ArgumentHelp("The character between the fields of a CSV file.", valueName: "character"))
    var delimiter: String?

    @Option(
        help: ArgumentHelp(
            "What happens to rows that cannot be read: the command ends, or they are put aside and counted.",
            valueName: "what"))
    var malformed = MalformedRows.error

    @Option(
        help: ArgumentHelp(
            "A JSON list of the columns to read: [{\"name\": …, \"type\": …, \"allowsMissing\": …}, …].",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var schema: String?

    @Option(help: ArgumentHelp("The columns to read, with commas between them.", valueName: "names"))
    var columns: String?

    @Option(help: ArgumentHelp("Use only the first rows.", valueName: "count"))
    var limit: Int?

    @Option(
        help: ArgumentHelp("Fields of a CSV file that mean missing, with commas between them.", valueName: "tokens"))
    var missing: String?

    /// The options for other tables than the one that a command is about: what they say of columns and rows is of that
    /// one.
    var ofWholeTables: DataOptions {
        var options = self
        (options.schema, options.columns, options.limit) = (nil, nil, nil)
        return options
    }

    func validate() throws {
        if schema != nil, columns != nil { throw ValidationError("--schema and --columns exclude each other") }
        if let limit, limit < 0 { throw ValidationError("--limit \(limit) is negative") }
        if let delimiter, delimiter.count != 1 { throw ValidationError("--delimiter takes one character") }
    }
}
#endif
