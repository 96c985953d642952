import Testing

@testable import MLCore

@Suite("Matching category tables with columns")
struct LightGBMCategoriesTests {
    @Test("declared columns are taken when they fit")
    func declared() throws {
        let infos: [FeatureInfo] = [.range(0...1), .categories(largest: 2), .constant, .categories(largest: 4)]
        #expect(try LightGBMCategories.columns([3, 5], infos, declared: [1, 3]) == [1, 3])
        #expect(try LightGBMCategories.columns([3, 1], infos, declared: [1, 2]) == [1, 2])
    }

    @Test("columns of codes come before ranges, and ranges of the right size before others")
    func inferred() throws {
        let infos: [FeatureInfo] = [
            .range(-1...8), .categories(largest: 2), .range(0...3), .range(0...9), .categories(largest: 5),
        ]
        #expect(try LightGBMCategories.columns([3, 10, 6], infos, declared: [1, 4]) == [1, 3, 4])
        #expect(try LightGBMCategories.columns([3, 6], infos, declared: nil) == [1, 4])
        #expect(try LightGBMCategories.columns([4], [.range(0...3), .range(0...2)], declared: nil) == [0])
    }

    @Test("tables that fit nowhere or in two places are an error")
    func ambiguous() {
        #expect(throws: CoreError.self) {
            try LightGBMCategories.columns([2], [.range(0...1), .range(0...1)], declared: nil)
        }
        #expect(throws: CoreError.self) {
            try LightGBMCategories.columns([2], [.categories(largest: 2)], declared: nil)
        }
        #expect(throws: CoreError.self) { try LightGBMCategories.columns([2, 2], [.constant], declared: nil) }
        #expect(throws: CoreError.self) {
            try LightGBMCategories.columns([2, 2], [.constant, .categories(largest: 1), .constant], declared: nil)
        }
    }
}
