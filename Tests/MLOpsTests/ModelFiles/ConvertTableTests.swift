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

    @Test("Numbers go through LibSVM and come back; what it cannot hold is refused")
    func sparse() throws {
        let first = try folder.write("x,label,qid,y\n0,1,7,-2.5\n3,0,7,1\n", as: "first.csv")
        for (input, output) in [
            (first, "a.libsvm"), (folder.file("a.libsvm"), "b.parquet"), (folder.file("b.parquet"), "c.svm"),
        ] {
            let run = Run("convert", input, folder.file(output), "--json")
            #expect(run.status == .success, "\(run.errors)")
            #expect(try run.document()["rowCount"] == 2)
        }
        #expect(try folder.text("c.svm") == "1.0 qid:7 2:-2.5\n0.0 qid:7 1:3.0 2:1.0\n")
        let frame = try ParquetReader().read(path: folder.file("b.parquet"))
        #expect(frame.columnNames == ["label", "qid", "f0", "f1"])
        #expect(try frame.column("f0") == Column([0.0, 3]) && frame.column("f1") == Column([-2.5, 1]))
        let chosen = Run("convert", folder.file("c.svm"), folder.file("d.csv"), "--columns", "f1,label")
        #expect(chosen.status == .success, "\(chosen.errors)")
        #expect(try folder.text("d.csv") == "f1,label\n-2.5,1.0\n1.0,0.0\n")
        for (text, problem) in [("a,b\n1,x\n", "string"), ("a,b\n1,\n2,3\n", "missing")] {
            let run = Run("convert", try folder.write(text, as: "bad.csv"), folder.file("bad.svm"))
            #expect(run.status != .success && run.errors.contains(problem), "\(run.errors)")
        }
        #expect(!folder.names.contains("bad.svm"))
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
