#if CommandLine
import Foundation
import MLCore
import MLData
import Testing

/// A file has its name only when it is whole, whatever ends the process that writes it.
@Suite("Killed writers of tables")
struct KilledWriterTests {
    private static let endings = ["parquet", "arrow", "arrows", "csv", "tsv", "jsonl"]
    private static let rowCount = 30_000

    private let folder: TemporaryFolder
    private let table: String

    init() throws {
        folder = try TemporaryFolder()
        var text = "id,name,score\n"
        for row in 0..<Self.rowCount { text += "\(row),name \(row * 7919 % 30_011),\(row % 977).\(row % 10)\n" }
        table = try folder.write(text, as: "table.csv")
    }

    /// The numbers of rows of a file, which has to be readable to its end.
    private func rows(_ path: String) throws -> Int {
        switch path.split(separator: ".").last {
        case "parquet": try ParquetReader().read(path: path).rowCount
        case "arrow", "arrows": try ArrowReader().read(path: path).rowCount
        case "jsonl": try JSONLReader().read(path: path).frame.rowCount
        case "tsv": try CSVReader(delimiter: "\t").read(path: path).frame.rowCount
        default: try CSVReader().read(path: path).frame.rowCount
        }
    }

    @Test("After kill -9 while a table is written there is the old file or the whole new one", arguments: endings)
    func kill(ending: String) throws {
        let small = try folder.write("id,name,score\n1,a,2.5\n", as: "small.csv")
        var interrupted = 0
        for trial in 0..<6 {
            let target = folder.file("t\(trial).\(ending)")
            let hasOld = trial.isMultiple(of: 2)
            if hasOld { #expect(try BuiltProgram(shell: "$MLOPS convert \(small) \(target)").code == 0) }
            // The writer is killed as soon as something was written under its temporary name, or a little later.
            let run = try BuiltProgram(
                shell: """
                    $MLOPS convert \(table) \(target) > /dev/null 2>&1 &
                    writer=$!
                    while kill -0 $writer 2> /dev/null; do
                        for file in \(target).*.partial; do
                            if [ -e "$file" ]; then
                                [ \(trial) -gt 3 ] && sleep 0.0\(trial)
                                kill -9 $writer
                                break 2
                            fi
                        done
                    done
                    wait $writer
                    echo $?
                    """)
            let wasKilled = run.output.hasSuffix("137\n")
            if wasKilled { interrupted += 1 }
            guard FileManager.default.fileExists(atPath: target) else {
                #expect(!hasOld && wasKilled, "\(ending) \(trial): \(run.output)")
                continue
            }
            let count = try rows(target)
            #expect(count == Self.rowCount || (hasOld && wasKilled && count == 1), "\(ending) \(trial): \(count) rows")
        }
        // Arrow and Parquet files are written at once, so that a writer may be done before the signal arrives.
        #expect(interrupted > 0 || !["csv", "tsv", "jsonl"].contains(ending), "no writer of \(ending) was killed")
    }

    @Test("A file that does not fit is an error that says so, and nothing is left of it", arguments: endings)
    func fullDisk(ending: String) throws {
        let small = try folder.write("id,name,score\n1,a,2.5\n", as: "small.csv")
        let target = folder.file("old.\(ending)")
        #expect(try BuiltProgram(shell: "$MLOPS convert \(small) \(target)").code == 0)
        let before = folder.names
        // A limit of 8 KiB on the size of files, with writing beyond it refused instead of a signal.
        for name in [target, folder.file("new.\(ending)")] {
            let run = try BuiltProgram(shell: "trap '' XFSZ; ulimit -f 8; exec $MLOPS convert \(table) \(name)")
            #expect(run.code != 0 && run.errors.contains("File too large"), "\(run.code) \(run.errors)")
        }
        #expect(folder.names == before)
        #expect(try rows(target) == 1)
    }
}
#endif
