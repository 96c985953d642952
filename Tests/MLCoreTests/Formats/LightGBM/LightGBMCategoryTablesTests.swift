import Testing

@testable import MLCore

@Suite("Category tables written as LightGBM's Python package writes them")
struct LightGBMCategoryTablesTests {
    private func reread(_ tables: String) throws -> (original: ImportedModel, copy: ImportedModel) {
        let trailer = LightGBMSample.trailer.replacing(#"["red", "green", "blue"]"#, with: tables)
        let original = try LightGBMReader().model(from: Array(LightGBMSample.text(trailer: trailer).utf8))
        return (original, try LightGBMReader().model(from: try LightGBMWriter().bytes(of: original)))
    }

    @Test(
        "a model keeps its objective, its trees and its tables",
        arguments: [
            #"["red", "green", "blue"]"#, #"["a \"quoted\" \\ text", "line\nbreak", "ünïcödé, <=50K"]"#,
            "[10, 20.5, 1e300]",
            #"[false, true, "x"]"#, #"[1, 2, "x"]"#,
        ])
    func roundTrip(_ tables: String) throws {
        let (original, copy) = try reread(tables)
        #expect(copy.inputs == original.inputs)
        #expect(copy.objective == original.objective)
        guard case .trees(let first) = original.body, case .trees(let second) = copy.body else {
            throw CoreError(.malformedModel, "no trees")
        }
        #expect(first == second)
    }

    @Test(
        "an objective without parameters keeps its name",
        arguments: ["gamma", "huber", "regression_l1 sqrt", "lambdarank"])
    func objectives(_ objective: String) throws {
        let model = try LightGBMReader().model(from: Array(LightGBMSample.text(objective: objective).utf8))
        let bytes = try LightGBMWriter().bytes(of: model)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\nobjective=\(objective)\n"))
    }

    @Test("tables with gaps and hashes are an error")
    func inexpressible() {
        for encoding in [
            ImportedInput.Encoding.categories(["a": 0, "b": 2]), .categories(["a": 0, "b": 0]),
            .numberCategories([1: 5]), .hashedCategories([1: 0]),
        ] {
            #expect(throws: CoreError.self) {
                try LightGBMCategoryTables([ImportedInput(name: "a", encoding: encoding)])
            }
        }
    }
}
