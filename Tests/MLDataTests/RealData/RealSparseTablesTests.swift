import Foundation
import MLCore
import MLData
import Testing

private let root = ProcessInfo.processInfo.environment["MLOPS_DATA"]

@Suite("Real sparse tables (MLOPS_DATA)", .enabled(if: root != nil, "set MLOPS_DATA to the folder with the tables"))
struct RealSparseTablesTests {
    private func path(_ name: String) -> String { (root ?? "") + "/" + name }

    private func sums(_ table: LibSVMTable) -> (stored: Int, values: Double, labels: Double) {
        guard case .sparse(let rows, _) = table.features.storage else { return (0, 0, 0) }
        return (rows.values.count, rows.values.reduce(0, +), table.labels.reduce(0, +))
    }

    @Test(
        "XGBoost's mushrooms are read, written and read back",
        arguments: [
            ("agaricus.txt.train", [6513, 143_286, 3140, 127]), ("agaricus.txt.test", [1611, 35_442, 776, 127]),
        ])
    func agaricus(name: String, expected: [Int]) throws {
        let table = try LibSVMReader(indexBase: .zero).read(path: path("xgboost-agaricus/" + name))
        let sums = sums(table)
        #expect(table.labels.count == expected[0] && sums.stored == expected[1] && sums.labels == Double(expected[2]))
        #expect(table.features.featureCount == expected[3] && table.queries == nil)
        let bytes = try LibSVMWriter(firstIndex: 0).bytes(of: table)
        let back = try LibSVMReader(indexBase: .zero).read(bytes: bytes)
        #expect(back.features == table.features && back.labels == table.labels)
        let frame = try table.frame()
        #expect(frame.rowCount == expected[0] && frame.columns.count == expected[3] + 1)
        let again = try LibSVMTable(frame)
        #expect(again.features == table.features && again.labels == table.labels)
    }

    @Test("LightGBM's ranking example is read, with as many rows as its queries have")
    func ranking() throws {
        let table = try LibSVMReader(indexBase: .one).read(path: path("lightgbm-examples/rank.train"))
        let sums = sums(table)
        #expect(table.labels.count == 3005 && sums.stored == 284_736 && sums.labels == 3869)
        #expect(abs(sums.values - 185_036.32) < 1e-6 && table.features.featureCount == 300)
        let queries = try CSVReader(header: .names(["rows"])).read(path: path("lightgbm-examples/rank.train.query"))
        #expect(try Int64.values(of: queries.frame.column("rows"))?.compactMap(\.self).reduce(0, +) == 3005)
    }
}
