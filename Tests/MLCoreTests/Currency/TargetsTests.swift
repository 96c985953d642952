import MLCore
import Testing

@Suite("Targets, label sets and training sets")
struct TargetsTests {
    @Test("Label sets keep each row's labels once, in vocabulary order")
    func labelSets() throws {
        let sets = try LabelSets([["c", "a", "c"], [], ["b"]], labels: ["a", "b", "c"])
        #expect(sets.rowCount == 3)
        #expect(sets.offsets == [0, 2, 2, 3])
        #expect(sets.indices == [0, 2, 1])
        let selected = try sets.selecting(rows: [2, 0, 0, 1])
        #expect(selected.offsets == [0, 1, 3, 5, 5])
        #expect(selected.indices == [1, 0, 2, 0, 2])
        #expect(selected.labels == sets.labels)
        #expect(try sets.selecting(rows: []).rowCount == 0)
        #expect(try LabelSets([], labels: []).rowCount == 0)
        for position in [-1, 3, Int.min, Int.max] {
            expectCoreError(.invalidArgument) { try sets.selecting(rows: [0, position]) }
        }
        expectCoreError(.duplicateName) { try LabelSets([], labels: ["a", "b", "a"]) }
        #expect {
            try LabelSets([["a"], ["x"]], labels: ["a", "b"])
        } throws: { error in
            (error as? CoreError)?.code == .unknownName && "\(error)".contains("row 1") && "\(error)".contains("a, b")
        }
    }

    @Test("Class targets are positions in unique labels")
    func classTargets() throws {
        #expect(try ClassTargets(["b", "a", "b"]).labels == ["a", "b"])
        #expect(try ClassTargets(["b", "a", "b"]).indices == [1, 0, 1])
        #expect(try ClassTargets(["b"], labels: ["c", "b"]).indices == [1])
        #expect(try ClassTargets([String]()).indices.isEmpty)
        expectCoreError(.unknownName) { try ClassTargets(["x"], labels: ["a"]) }
        expectCoreError(.duplicateName) { try ClassTargets(indices: [0], labels: ["a", "a"]) }
        expectCoreError(.duplicateName) { try ClassTargets(["a"], labels: ["a", "a"]) }
        for index in [Int32(-1), 2, .max, .min] {
            #expect {
                try ClassTargets(indices: [0, 1, index], labels: ["a", "b"])
            } throws: { error in
                (error as? CoreError)?.code == .invalidArgument && "\(error)".contains("row 2")
            }
        }
    }

    @Test("The task follows from the targets, two classes being a binary one")
    func task() throws {
        #expect(Targets.numbers([1]).task == .regression(targets: ["target"]))
        #expect(
            Targets.classes(try ClassTargets(["b", "a"])).task == .binary(negative: "a", positive: "b"))
        #expect(
            Targets.classes(try ClassTargets(indices: [0], labels: ["a"])).task == .multiclass(labels: ["a"]))
        #expect(
            Targets.labelSets(try LabelSets([[]], labels: ["a", "b"])).task == .multilabel(labels: ["a", "b"]))
    }

    @Test("Selecting rows keeps their order and refuses rows that do not exist")
    func selecting() throws {
        let all: [Targets] = [
            .numbers([1, 2, 3]), .classes(try ClassTargets(["a", "b", "a"])),
            .labelSets(try LabelSets([["a"], [], ["b"]], labels: ["a", "b"])),
        ]
        let expected: [Targets] = [
            .numbers([3, 1, 3]), .classes(try ClassTargets(["a", "a", "a"], labels: ["a", "b"])),
            .labelSets(try LabelSets([["b"], ["a"], ["b"]], labels: ["a", "b"])),
        ]
        for (targets, selected) in zip(all, expected) {
            #expect(targets.rowCount == 3)
            #expect(try targets.selecting(rows: [2, 0, 2]) == selected)
            for position in [-1, 3, Int.max] {
                expectCoreError(.invalidArgument) { try targets.selecting(rows: [position]) }
            }
        }
    }

    @Test("A training set has as many targets and weights as rows, all usable numbers")
    func trainingSet() throws {
        let features = try FeatureMatrix<Double>(values: [1, .nan, 3], rowCount: 3, schema: .numbered(1))
        let data = try TrainingSet(features: features, targets: .numbers([1, 2, 3]), weights: [0, 0.5, 2])
        #expect(data.rowCount == 3)
        let selected = try data.selecting(rows: [2, 2, 0])
        #expect(selected.targets == .numbers([3, 3, 1]))
        #expect(selected.weights == [2, 2, 0])
        #expect(selected.features.storage == .dense([3, 3, 1]))
        expectCoreError(.invalidArgument) { try data.selecting(rows: [3]) }
        expectCoreError(.shapeMismatch) { try TrainingSet(features: features, targets: .numbers([1, 2])) }
        expectCoreError(.shapeMismatch) {
            try TrainingSet(features: features, targets: .numbers([1, 2, 3]), weights: [1])
        }
        for bad in [Double.nan, .infinity, -.infinity] {
            expectCoreError(.nonFiniteValue) { try TrainingSet(features: features, targets: .numbers([1, bad, 3])) }
        }
        for bad in [Double.nan, .infinity, -1, -Double.leastNonzeroMagnitude] {
            #expect {
                try TrainingSet(features: features, targets: .numbers([1, 2, 3]), weights: [1, 1, bad])
            } throws: { error in
                (error as? CoreError)?.code == .nonFiniteValue && "\(error)".contains("row 2")
            }
        }
    }
}
