#if CommandLine
import ArgumentParser
import MLCore
import MLReport

/// `mlops inspect`: what is in a model file.
struct InspectCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in a model file: format, objective, features, trees and memory.",
        usage: "mlops inspect <model> [<options>]")

    @Argument(
        help: "The model: a bundle, or a file of XGBoost, LightGBM or CatBoost; - is standard input.",
        completion: .file(extensions: ["mlbundle", "json", "ubj", "txt"]))
    var model: String

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    /// How many features people are shown.
    private static let shownFeatures = 40

    func perform(in session: Session) throws -> CommandResult {
        session.progress.show("Loading the model")
        let document = try readingInput { ModelDescription(of: try ModelFile(path: model)) }
        return CommandResult(page: page(of: document), document: document)
    }

    private func page(of document: ModelDescription) -> Page {
        var page = Page()
        page.heading(document.model)
        var facts = [
            Page.Fact(name: "Format", value: Cell(document.format)),
            Page.Fact(name: "Digest", value: Cell(document.digest)),
        ]
        func add(_ name: String, _ value: String?) {
            if let value { facts.append(Page.Fact(name: name, value: Cell(value))) }
        }
        add("Size", document.byteCount.map(NumberText.byteCount))
        add("Objective", document.objective)
        add("Predictor", document.predictor)
        add("Outputs", "\(document.outputCount)")
        if let trees = document.trees {
            add("Margins", "\(trees.marginCount)")
            add("Trees", NumberText.grouped(trees.treeCount))
            add("Depth", "\(trees.maximumDepth)")
            add("Leaves", "\(NumberText.grouped(trees.leafCount)), at most \(trees.maximumLeafCount) a tree")
            add("Nodes", NumberText.grouped(trees.nodeCount))
            add("Splits by category", NumberText.grouped(trees.categoricalSplitCount))
            add("Linear leaves", trees.linearLeafCount == 0 ? nil : NumberText.grouped(trees.linearLeafCount))
            add("Arithmetic", trees.arithmetic)
            add("Memory to score", NumberText.byteCount(trees.scoringByteCount))
        }
        page.facts(facts)
        var features = Table(.text("feature"), .text("type"), .number("splits"), .text("categories"))
        for feature in document.features.prefix(Self.shownFeatures) {
            let categories = feature.categories.map { names in
                "\(names.count): " + names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
            }
            features.append(
                Cell(feature.name, .strong), Cell(feature.type), Cell(feature.splits.map { "\($0)" } ?? "–"),
                Cell(categories ?? ""))
        }
        page.table(features)
        let further = document.features.count - Self.shownFeatures
        if further > 0 {
            page.text("… and \(NumberText.grouped(further)) further features, which --json lists.", .faint)
        }
        return page
    }
}
#endif
