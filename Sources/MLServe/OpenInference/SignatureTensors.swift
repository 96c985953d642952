package import MLCore

/// A model's signature as the tensors of the Open Inference Protocol.
///
/// The mapping is described at ``InferenceHandler``.
package struct SignatureTensors: Sendable {
    /// What metadata says of a tensor; −1 is the number of rows.
    package struct Description: Sendable, Hashable {
        /// The name.
        package let name: String
        /// The type of the elements.
        package let datatype: TensorDatatype
        /// The size of each dimension.
        package let shape: [Int]
        /// The names of the columns; `nil` where there is one dimension.
        package let columns: [String]?
    }

    /// The name of the tensor that holds all fields.
    package static let matrixName = "features"

    /// The signature.
    package let signature: ModelSignature

    /// Creates the view of a signature.
    package init(_ signature: ModelSignature) { self.signature = signature }

    /// The inputs, in the order of the signature.
    package var inputs: [Description] {
        signature.inputs.fields.map { field in
            Description(name: field.name, datatype: Self.datatype(of: field.type), shape: [-1], columns: nil)
        }
    }

    /// The outputs.
    package var outputs: [Description] {
        let names = signature.task.outputNames
        let label = Description(name: "label", datatype: .bytes, shape: [-1], columns: nil)
        func table(_ name: String, _ datatype: TensorDatatype) -> Description {
            Description(name: name, datatype: datatype, shape: [-1, names.count], columns: names)
        }
        let answers =
            switch signature.task {
            case .regression: [table("value", .float64)]
            case .binary, .multiclass: [label, table("probability", .float64)]
            case .multilabel: [table("labels", .bool), table("probability", .float64)]
            }
        return answers + [Description(name: "prediction_id", datatype: .bytes, shape: [-1], columns: nil)]
    }

    private static func datatype(of type: ColumnType) -> TensorDatatype {
        switch type {
        case .bool: .bool
        case .int64, .timestamp: .int64
        case .double: .float64
        case .float: .float32
        case .string, .stringList: .bytes
        }
    }

    /// An output of a batch.
    func output(_ name: String, of batch: ServedBatch) -> InferenceTensor? {
        let names = signature.task.outputNames
        let table = [batch.rowCount, names.count]
        switch (name, signature.task) {
        case ("value", .regression), ("probability", .binary), ("probability", .multiclass),
            ("probability", .multilabel):
            return InferenceTensor(name, shape: table, .float64(batch.outputs))
        case ("label", .binary), ("label", .multiclass):
            return InferenceTensor(name, shape: [batch.rowCount], .bytes(batch.labels.map { $0.first ?? "" }))
        case ("labels", .multilabel):
            let flags = batch.labels.flatMap { given in names.map(given.contains) }
            return InferenceTensor(name, shape: table, .bool(flags))
        case ("prediction_id", _):
            return InferenceTensor(name, shape: [batch.rowCount], .bytes(batch.identifiers))
        default: return nil
        }
    }
}
