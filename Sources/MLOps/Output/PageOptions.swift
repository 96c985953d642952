#if CommandLine
import ArgumentParser

/// Where a command writes its result as a page for a browser.
struct PageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write the result as one HTML page here, with charts.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var html: String?

    /// Writes a page if one is wanted.
    ///
    /// - Parameters:
    ///   - page: Makes the HTML.
    ///   - session: Where it is noted that the file was written.
    /// - Throws: `DataError` of code `fileUnwritable`, or what making the page throws.
    func write(_ page: @autoclosure () throws -> String, in session: Session) throws {
        if let html { try OutputFiles.write(page(), to: html, in: session) }
    }
}
#endif
