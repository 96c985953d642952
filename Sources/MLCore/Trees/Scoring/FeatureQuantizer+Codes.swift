extension FeatureQuantizer {
    /// The rows of a block of codes.
    static let blockRows = 128
    /// The bytes of a column of a block: the codes with their highest bit flipped, the complements of these, and the
    /// codes as they are; the rest makes it a power of two.
    static let columnStride = 4 * blockRows
    /// Where the codes as they are begin in a column.
    static let plainOffset = 2 * blockRows

    /// Writes the codes of one row, as they are.
    ///
    /// - Parameters:
    ///   - row: The values.
    ///   - comparesDoubles: Whether values are compared in `Double`; the quantizer must have been made for it.
    ///   - codes: One byte for each column.
    @inline(__always)
    func writeRow<Value: NumericScalar>(
        _ row: UnsafePointer<Value>, comparesDoubles: Bool, to codes: UnsafeMutablePointer<UInt8>
    ) {
        if comparesDoubles {
            writeRow(row, doubles, doubleRows, codes)
        } else {
            writeRow(row, floats, floatRows, codes)
        }
    }

    @inline(__always)
    private func writeRow<Value: NumericScalar, Scalar: RankScalar>(
        _ row: UnsafePointer<Value>, _ tables: RankTables<Scalar>, _ rowColumns: RowColumns<Scalar>,
        _ codes: UnsafeMutablePointer<UInt8>
    ) {
        tables.withSearch { tables, search in
            Self.writePlain(rowColumns.oneStep, row, codes) { search.rank1($0, $1) }
            Self.writePlain(rowColumns.twoSteps, row, codes) { search.rank2($0, $1) }
            Self.writePlain(rowColumns.manySteps, row, codes) { search.rank($0, $1) }
            for position in rowColumns.others {
                let feature = features[position]
                let value = Scalar(row[feature.feature])
                let rank = search.rank(value, tables[position])
                for column in feature.firstColumn..<feature.firstColumn &+ feature.columnCount {
                    codes[column] =
                        columns[column].code(ofMissing: Double(value)) ?? columns[column].code(ofRank: rank)
                }
            }
        }
    }

    @inline(__always)
    private static func writePlain<Value: NumericScalar, Scalar: RankScalar>(
        _ plain: [RowColumns<Scalar>.Plain], _ row: UnsafePointer<Value>, _ codes: UnsafeMutablePointer<UInt8>,
        _ rank: (Scalar, RankTables<Scalar>.Table) -> Int
    ) {
        plain.withUnsafeBufferPointer { plain in
            guard var column = plain.baseAddress else { return }
            // By pointer: a copy of each would cost as much as the rank.
            let end = column + plain.count
            while column < end {
                let value = Scalar(row[column.pointee.feature])
                let code = UInt8(truncatingIfNeeded: rank(value, column.pointee.table))
                codes[column.pointee.column] = value == value ? code : column.pointee.missingCode
                column += 1
            }
        }
    }

    /// Writes the codes of up to ``blockRows`` rows.
    ///
    /// Codes are stored with the highest bit flipped, so that signed bytes compare as the codes do, behind them their
    /// complements, which compare the other way round, and last the codes themselves, for walking. Codes of rows behind
    /// `rowCount` are left as they are.
    ///
    /// - Parameters:
    ///   - rows: Row-major values.
    ///   - rowCount: The number of rows.
    ///   - width: The number of values of a row.
    ///   - comparesDoubles: Whether values are compared in `Double`; the quantizer must have been made for it.
    ///   - codes: ``columnStride`` bytes for each column.
    @inline(__always)
    func writeBlock<Value: NumericScalar>(
        _ rows: UnsafePointer<Value>, rowCount: Int, width: Int, comparesDoubles: Bool,
        to codes: UnsafeMutablePointer<UInt8>
    ) {
        if comparesDoubles {
            writeBlock(rows, rowCount, width, doubles, codes)
        } else {
            writeBlock(rows, rowCount, width, floats, codes)
        }
    }

    @inline(__always)
    private func writeBlock<Value: NumericScalar, Scalar: RankScalar>(
        _ rows: UnsafePointer<Value>, _ rowCount: Int, _ width: Int, _ tables: RankTables<Scalar>,
        _ codes: UnsafeMutablePointer<UInt8>
    ) {
        tables.withSearch { tables, search in
            for (position, feature) in features.enumerated() {
                let values = rows + feature.feature
                let table = tables[position]
                let target = codes + feature.firstColumn &* Self.columnStride
                // One loop for each number of steps, so that none of them asks for it in every row.
                switch table.stepCount {
                case 1: writeRanks(values, rowCount, width, feature, target) { search.rank1($0, table) }
                case 2: writeRanks(values, rowCount, width, feature, target) { search.rank2($0, table) }
                default: writeRanks(values, rowCount, width, feature, target) { search.rank($0, table) }
                }
            }
        }
    }

    @inline(__always)
    private func writeRanks<Value: NumericScalar, Scalar: RankScalar>(
        _ values: UnsafePointer<Value>, _ rowCount: Int, _ width: Int, _ feature: Feature,
        _ target: UnsafeMutablePointer<UInt8>, _ rank: (Scalar) -> Int
    ) {
        var needsRules = true
        if feature.isPlain {
            var hasMissing = false
            var row = 0
            while row < rowCount {
                let value = Scalar(values[row &* width])
                hasMissing = hasMissing || value != value
                target[Self.plainOffset &+ row] = UInt8(truncatingIfNeeded: rank(value))
                row &+= 1
            }
            needsRules = hasMissing
            for column in 0..<feature.columnCount where column > 0 {
                (target + (column &* Self.columnStride &+ Self.plainOffset)).update(
                    from: target + Self.plainOffset, count: Self.blockRows)
            }
        } else {
            for row in 0..<rowCount {
                let rank = rank(Scalar(values[row &* width]))
                for column in 0..<feature.columnCount {
                    target[column &* Self.columnStride &+ Self.plainOffset &+ row] =
                        columns[feature.firstColumn &+ column].code(ofRank: rank)
                }
            }
        }
        // Searches give NaN the rank 0, which is its code where it goes left.
        for column in 0..<feature.columnCount {
            let codes = target + column &* Self.columnStride
            let description = columns[feature.firstColumn &+ column]
            if needsRules, description.rule != .nanLeft {
                patch(values, rowCount, width, description, codes) { Double(Scalar($0)) }
            }
            Self.spread(codes)
        }
    }

    /// Replaces the codes of values that the rule of a column treats as missing, as they are when they are compared.
    @inline(__always)
    private func patch<Value: NumericScalar>(
        _ values: UnsafePointer<Value>, _ rowCount: Int, _ width: Int, _ column: Column,
        _ target: UnsafeMutablePointer<UInt8>, _ compared: (Value) -> Double
    ) {
        for row in 0..<rowCount {
            guard let code = column.code(ofMissing: compared(values[row &* width])) else { continue }
            target[Self.plainOffset &+ row] = code
        }
    }

    /// Makes the other forms of the codes of a column of those as they are.
    @inline(__always)
    private static func spread(_ column: UnsafeMutablePointer<UInt8>) {
        let vectors = UnsafeMutableRawPointer(column).assumingMemoryBound(to: SIMD16<UInt8>.self)
        let count = blockRows / 16
        let highest = SIMD16<UInt8>(repeating: 0x80)
        for vector in 0..<count {
            let flipped = vectors[2 &* count &+ vector] ^ highest
            vectors[vector] = flipped
            vectors[count &+ vector] = ~flipped
        }
    }
}

extension FeatureQuantizer.Column {
    /// The code of a value that the rule treats as missing, or `nil` for any other value.
    @inline(__always)
    func code(ofMissing value: Double) -> UInt8? {
        switch rule {
        case .nanLeft: value.isNaN ? 0 : nil
        case .nanRight: value.isNaN ? 255 : nil
        case .nanIsZero: value.isNaN ? zeroCode : nil
        case .zeroLeft: value.magnitude > MissingRule.zeroThreshold ? nil : 0
        case .zeroRight: value.magnitude > MissingRule.zeroThreshold ? nil : 255
        }
    }
}
