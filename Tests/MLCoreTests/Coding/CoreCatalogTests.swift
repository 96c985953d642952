import MLCore
import Testing

@Suite("ComponentCatalog.core")
struct CoreCatalogTests {
    @Test("The built-in kinds are distinct and follow the grammar; stored models depend on them")
    func kinds() {
        let kinds = ComponentCatalog.core.kinds
        #expect(
            kinds == [
                "baseline.constant", "baseline.keyword", "composition.one-vs-rest", "linear.booster", "linear.model",
                "trees.ensemble",
            ])
        #expect(kinds.allSatisfy(ComponentCatalog.isKind))
    }
}
