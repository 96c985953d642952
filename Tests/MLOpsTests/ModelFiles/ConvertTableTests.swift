#if CommandLine
import MLCore
import MLData
import Testing

@testable import MLOps

@Suite("mlops convert of tables")
struct ConvertTableTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("A table goes through all formats and stays the same")
    func formats() throws {
        let text = "id,name,score,when\n1,\"a, b\",0.5,2024-01-01T00:00:00.000000Z\n2,,-3.25,\n"
        var last = try folder.write(text, as: "first.csv")
        for ending in ["parquet", "arrow", "arrows", "feather", "ipc", "tsv", "parquet", "csv"] {
            let next = folder.file("next-\(ending).\(ending)")
            let run = Run("convert", last, next, "--json")
            #expect(run.status == .success, "\(ending): \(run.errors)")
            #expect(
                try run.document()["rowCount"] == 2 && run.document()["columns"] == ["id", "name", "score", "when"])
            last = next
        }
        #expect(try folder.text("next-csv.csv") == text)
        let run = Run("convert", last, folder.file("lines.jsonl"))
        #expect(run.status == .success && run.output.contains("jsonl"), "\(run.errors)")
        #expect(try folder.text("lines.jsonl").hasPrefix("{\"id\":1,"))
    }

    @Test("Columns are chosen; what cannot be read is refused, and nothing is written")
    func columns() throws {
        let table = try folder.write("a,b,c\n1,2,3\n", as: "t.csv")
        #expect(Run("convert", table, folder.file("t.parquet"), "--columns", "c,a").status == .success)
        #expect(try ParquetReader().read(path: folder.file("t.parquet")).columnNames == ["c", "a"])
        for (input, output) in [("t.csv", "x.parquet"), ("t.parquet", "x.arrow")] {
            let run = Run("convert", folder.file(input), folder.file(output), "--columns", "z")
            #expect(run.status == .misuse && run.errors.contains("\"z\""), "\(run.errors)")
        }
        let broken = try folder.write("no table", as: "broken.parquet")
        #expect(Run("convert", broken, folder.file("x.csv")).status == .misuse)
        #expect(Run("convert", table, folder.file("model.json")).status == .misuse)
        #expect(!folder.names.contains { $0.hasPrefix("x.") || $0.hasSuffix("partial") })
    }
}
#endif
