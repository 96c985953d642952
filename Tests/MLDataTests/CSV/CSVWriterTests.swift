import Foundation
import MLCore
import MLData
import Testing

@Suite("CSV writer")
struct CSVWriterTests {
    @Test("What is written reads back as the same frame", arguments: 0..<100)
    func roundTrip(seed: Int) throws {
        let frame = try RandomFrames.frame(seed: UInt64(seed))
        let writers = [
            CSVWriter(), CSVWriter(delimiter: ";", lineBreak: .carriageReturnLineFeed, missingText: "NA"),
            CSVWriter(delimiter: "1", missingText: "null"),
        ]
        for writer in writers {
            let reader = CSVReader(
                options: .init(schema: frame.schema), delimiter: writer.delimiter, missingTokens: [writer.missingText],
                acceptsNonFiniteNumbers: true)
            #expect(try reader.read(bytes: writer.bytes(of: frame)).frame == frame)
        }
    }

    @Test("Fields are in quotes only where the format needs it")
    func form() throws {
        let frame = try DataFrame([
            ("a b", Column(["x", nil, "", "y,\"z\""])), ("n", Column([1.0, nil, -0.5, 1e300])),
            ("l", Column([["p", "q\""], nil, [], ["\u{1}"]])),
        ])
        let text = String(decoding: try CSVWriter().bytes(of: frame), as: UTF8.self)
        let expected = [
            "a b,n,l", #"x,1.0,"[""p"",""q\""""]""#, ",,", #""",-0.5,[]"#, #""y,""z""",1e+300,"[""\u0001""]""#, "",
        ]
        #expect(text == expected.joined(separator: "\n"))
    }

    @Test("Formulas are defused when asked for")
    func spreadsheetSafe() throws {
        let frame = try DataFrame([
            ("=x", Column(["=1+1", "+", "-2", "@a", "\tb", "ok"])),
            ("n", Column(present: [-1, -2, -3, -4, -5, -6] as [Int64])),
        ])
        let text = String(decoding: try CSVWriter(isSpreadsheetSafe: true).bytes(of: frame), as: UTF8.self)
        #expect(text.hasPrefix("\"'=x\",n\n\"'=1+1\",-1\n\"'+\",-2\n\"'-2\",-3\n\"'@a\",-4\n\"'\tb\",-5\nok,-6\n"))
    }

    @Test("A file is replaced in one step and no partial file stays behind")
    func files() throws {
        let directory = try TemporaryDirectory()
        let frame = try DataFrameTests.films()
        let path = directory.path("films.csv")
        try CSVWriter().write(frame, to: path)
        try CSVWriter().write(frame, to: path)
        #expect(try directory.bytes("films.csv") == CSVWriter().bytes(of: frame))
        #expect(try directory.names() == ["films.csv"])
        let error = #expect(throws: DataError.self) { try CSVWriter().write(frame, to: directory.path("no/films.csv")) }
        #expect(error?.code == .fileUnwritable)
        let late = try DataFrame([("t", Column(present: [Timestamp(microseconds: .max)]))])
        #expect(throws: DataError.self) { try CSVWriter().write(late, to: path) }
        #expect(try directory.names() == ["films.csv"])
        #expect(try directory.bytes("films.csv") == CSVWriter().bytes(of: frame))
    }

    @Test("Bad settings and frames without columns are refused")
    func errors() throws {
        #expect(throws: DataError.self) { try CSVWriter(delimiter: "é").validated() }
        #expect(throws: DataError.self) { try CSVWriter(missingText: "a,b").validated() }
        #expect(throws: DataError.self) { try CSVWriter().bytes(of: DataFrame([])) }
    }
    @Test("What is no file keeps its name: a pipe, a directory, and a link to one of them")
    func specialFiles() throws {
        let directory = try TemporaryDirectory()
        let frame = try DataFrameTests.films()
        let (pipe, link) = (directory.path("pipe.csv"), directory.path("link.csv"))
        try #require(mkfifo(pipe, 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: pipe)
        let names = try directory.names()
        for path in [pipe, link, directory.path("")] {
            let error = #expect(throws: DataError.self) { try CSVWriter().write(frame, to: path) }
            #expect(error?.code == .fileUnwritable && error?.details.problem.contains("not a file") == true)
        }
        var status = stat()
        #expect(lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(try directory.names() == names)
    }
}
