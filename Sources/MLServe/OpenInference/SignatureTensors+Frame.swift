import MLCore
package import MLData

extension SignatureTensors {
    /// The table that the inputs of a request are.
    ///
    /// - Parameters:
    ///   - tensors: The inputs, with unique names.
    ///   - limits: Bounds rows, and the elements of the table and of the outputs, absent inputs included.
    /// - Returns: A table with the fields of the signature, in their order.
    /// - Throws: ``InferenceFault`` with code `unknownTensor`, `missingTensor`, `invalidShape`, `invalidInput` or
    ///   `limitExceeded`.
    package func frame(of tensors: [InferenceTensor], limits: TensorLimits) throws(InferenceFault) -> DataFrame {
        if let rows = tensors.first?.shape.first {
            let width = max(signature.inputs.fields.count, signature.task.outputCount, 1)
            guard rows <= limits.rowCount, rows <= limits.elementCount / width else {
                throw InferenceFault(.limitExceeded, "\(rows) rows are too many for one request to this model")
            }
        }
        if tensors.count == 1, tensors[0].name == Self.matrixName, takesMatrix { return try frame(matrix: tensors[0]) }
        let fields = signature.inputs.fields
        var columns = [Column?](repeating: nil, count: fields.count)
        var rowCount: Int?
        for tensor in tensors {
            guard let position = signature.inputs.position(of: tensor.name) else {
                throw InferenceFault(.unknownTensor, "the model has no input \(echoed(tensor.name))")
            }
            guard let rows = tensor.shape.first, tensor.shape.dropFirst().allSatisfy({ $0 == 1 }),
                tensor.shape.count <= 2
            else {
                throw InferenceFault(
                    .invalidShape, "the input \(echoed(tensor.name)) has another shape than [rows] or [rows, 1]")
            }
            guard rowCount ?? rows == rows else {
                throw InferenceFault(.invalidShape, "the inputs have different numbers of rows")
            }
            rowCount = rows
            columns[position] = try TensorColumn(field: fields[position]).column(of: tensor.contents)
        }
        guard let rowCount else { throw InferenceFault(.missingTensor, "the request has no inputs") }
        var filled: [Column] = []
        for (field, column) in zip(fields, columns) {
            if let column {
                filled.append(column)
            } else if field.allowsMissing {
                filled.append(Column(missing: field.type, count: rowCount))
            } else {
                throw InferenceFault(.missingTensor, "the input \(echoed(field.name)) is absent")
            }
        }
        return try frame(filled)
    }

    /// Whether all fields can be columns of one tensor.
    private var takesMatrix: Bool {
        !signature.inputs.fields.isEmpty && signature.inputs.fields.allSatisfy { $0.type.isNumeric || $0.type == .bool }
            && signature.inputs.position(of: Self.matrixName) == nil
    }

    private func frame(matrix: InferenceTensor) throws(InferenceFault) -> DataFrame {
        let fields = signature.inputs.fields
        guard matrix.shape.count == 2, matrix.shape[1] == fields.count else {
            throw InferenceFault(
                .invalidShape, "the input \"\(Self.matrixName)\" has another shape than [rows, \(fields.count)]")
        }
        var columns: [Column] = []
        for (position, field) in fields.enumerated() {
            let contents = matrix.contents.column(position, of: fields.count, rowCount: matrix.shape[0])
            columns.append(try TensorColumn(field: field).column(of: contents))
        }
        return try frame(columns)
    }

    private func frame(_ columns: [Column]) throws(InferenceFault) -> DataFrame {
        do {
            return try DataFrame(columns: columns, schema: signature.inputs)
        } catch {
            let place = error.details.place.map { " (\($0))" } ?? ""
            throw InferenceFault(.invalidInput, error.details.problem + place, cause: error)
        }
    }
}

extension TensorContents {
    /// Every `width`th element from a position on.
    fileprivate func column(_ position: Int, of width: Int, rowCount: Int) -> TensorContents {
        func column<Element>(_ values: [Element]) -> [Element] {
            guard width > 0, values.count == rowCount * width else { return [] }
            return values.withUnsafeBufferPointer { values in
                [Element](unsafeUninitializedCapacity: rowCount) { target, initialized in
                    for row in 0..<rowCount { target.initializeElement(at: row, to: values[row * width + position]) }
                    initialized = rowCount
                }
            }
        }
        return switch self {
        case .bool(let values): .bool(column(values))
        case .uint8(let values): .uint8(column(values))
        case .uint16(let values): .uint16(column(values))
        case .uint32(let values): .uint32(column(values))
        case .uint64(let values): .uint64(column(values))
        case .int8(let values): .int8(column(values))
        case .int16(let values): .int16(column(values))
        case .int32(let values): .int32(column(values))
        case .int64(let values): .int64(column(values))
        case .float32(let values): .float32(column(values))
        case .float64(let values): .float64(column(values))
        case .bytes(let values): .bytes(column(values))
        }
    }
}
