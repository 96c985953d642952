import MLCore
import MLStatistics

/// How the values of columns go together with the classes of the column that a model shall predict.
struct TargetState: Sendable, Hashable, Codable {
    /// The most classes and the most values of a column that are looked at.
    static let classLimit = 50
    static let valueLimit = 1000

    /// Count, mean and central sum of squares of a class, which large numbers make infinite.
    struct Group: Sendable, Hashable, Codable {
        var count = 0.0
        @ExtendedReal var mean = 0.0
        @ExtendedReal var squares = 0.0
    }

    /// A column beside the target.
    struct Association: Sendable, Hashable, Codable {
        /// For each value and class the number of rows; `nil` with too many values.
        var table: [String: [String: Int64]]? = [:]
        /// The numbers of each class; empty for columns without numbers.
        var groups: [String: Group] = [:]
    }

    /// The position of the target in the table.
    let column: Int
    /// The rows of each class; `nil` with too many classes.
    var classes: [String: Int64]? = [:]
    /// One for each column of the table.
    var associations: [Association]

    init(column: Int, columnCount: Int) {
        self.column = column
        associations = [Association](repeating: Association(), count: columnCount)
    }

    /// Adds the rows of a table.
    mutating func add(_ frame: DataFrame) {
        let target = frame.columns[column]
        guard classes != nil, let codes = target.codes(limit: Self.classLimit) else { return forget() }
        let names = codes.firstRows.map { target.uncheckedValue(at: $0).description }
        for (name, count) in zip(names, codes.counts) {
            let known = classes?[name] ?? 0
            classes?[name] = known.addingClamped(Int64(count))
        }
        guard classes?.count ?? 0 <= Self.classLimit else { return forget() }
        for (position, feature) in frame.columns.enumerated() where position != column {
            addTable(feature, position, codes.codes, names)
            if feature.type.isNumeric { addGroups(feature, position, codes.codes, names) }
        }
    }

    /// Adds the rows of another table.
    mutating func merge(_ other: TargetState) {
        guard classes != nil, let added = other.classes else { return forget() }
        classes?.merge(added) { $0.addingClamped($1) }
        guard classes?.count ?? 0 <= Self.classLimit else { return forget() }
        for (position, theirs) in other.associations.enumerated() where associations.indices.contains(position) {
            if let table = theirs.table {
                associations[position].table?.merge(table) { $0.merging($1) { $0.addingClamped($1) } }
                if associations[position].table?.count ?? 0 > Self.valueLimit { associations[position].table = nil }
            } else {
                associations[position].table = nil
            }
            for (name, group) in theirs.groups { associations[position].groups[name, default: Group()].merge(group) }
        }
    }

    private mutating func forget() {
        classes = nil
        for position in associations.indices { associations[position] = Association(table: nil, groups: [:]) }
    }

    private mutating func addTable(_ feature: Column, _ position: Int, _ classCodes: [Int], _ names: [String]) {
        guard associations[position].table != nil else { return }
        guard let codes = feature.codes(limit: Self.valueLimit) else {
            associations[position].table = nil
            return
        }
        var counts = [Int64](repeating: 0, count: codes.count * names.count)
        for (code, label) in zip(codes.codes, classCodes) where code >= 0 && label >= 0 {
            counts[code * names.count + label] += 1
        }
        for (code, row) in codes.firstRows.enumerated() {
            let value = feature.uncheckedValue(at: row).description
            for (label, name) in names.enumerated() where counts[code * names.count + label] > 0 {
                let known = associations[position].table?[value]?[name] ?? 0
                associations[position].table?[value, default: [:]][name] = known.addingClamped(
                    counts[code * names.count + label])
            }
        }
        if associations[position].table?.count ?? 0 > Self.valueLimit { associations[position].table = nil }
    }

    private mutating func addGroups(_ feature: Column, _ position: Int, _ classCodes: [Int], _ names: [String]) {
        guard let numbers = feature.numbers else { return }
        var groups = [Group](repeating: Group(), count: names.count)
        for (number, label) in zip(numbers, classCodes) where label >= 0 && number.isFinite {
            groups[label].count += 1
            groups[label].mean += number
        }
        for label in groups.indices where groups[label].count > 0 { groups[label].mean /= groups[label].count }
        for (number, label) in zip(numbers, classCodes) where label >= 0 && number.isFinite {
            let difference = number - groups[label].mean
            groups[label].squares += difference * difference
        }
        for (label, name) in names.enumerated() {
            associations[position].groups[name, default: Group()].merge(groups[label])
        }
    }
}

extension TargetState.Group {
    mutating func merge(_ other: Self) {
        guard other.count > 0 else { return }
        let total = count + other.count
        let difference = other.mean - mean
        squares += other.squares + difference * difference * count * other.count / total
        mean += difference * other.count / total
        count = total
    }
}
