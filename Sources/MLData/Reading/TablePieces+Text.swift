import MLCore

extension CSVReader {
    /// The rows of a file as frames, one after the other, in bounded memory.
    ///
    /// Columns without a given type get the type of the first frame; what does not fit it later is a malformed row.
    ///
    /// - Parameters:
    ///   - path: The path of the file, which may be a pipe.
    ///   - rowCount: How many rows a frame has at least, but for the last one.
    /// - Returns: The frames; a table without rows has one, which is empty. Iterating throws ``DataError``: as
    ///   ``read(path:threads:)``, or with code `invalidConfiguration` when rows are to be put aside, of which frames do not
    ///   tell.
    public func frames(path: String, rowCount: Int = 65_536) -> TablePieces<DataFrame> {
        TablePieces(frames: outcomes(path: path, rowCount: rowCount), policy: options.malformedRows, of: "CSV reader")
    }

    /// The rows of a file piece by piece, with their lines and the rows that were put aside, in bounded memory.
    ///
    /// - Parameters:
    ///   - path: The path of the file, which may be a pipe.
    ///   - rowCount: How many rows a piece has at least, but for the last one.
    /// - Returns: The pieces, whose frames are those of ``frames(path:rowCount:)``.
    public func outcomes(path: String, rowCount: Int = 65_536) -> TablePieces<ReadOutcome> {
        TablePieces {
            var chunks = try TableChunks(inferring: self, of: InputFile(path: path), rowCount: rowCount)
            return { try chunks.next() }
        }
    }
}

extension JSONLReader {
    /// The records of a file as frames, one after the other, in bounded memory.
    ///
    /// Unless the options name fields and types, they are those of the first frame: fields that only later ones have are
    /// left out, and what does not fit a type is a malformed row.
    ///
    /// - Parameters:
    ///   - path: The path of the file, which may be a pipe.
    ///   - rowCount: How many rows a frame has at least, but for the last one.
    /// - Returns: The frames. Iterating throws ``DataError``: as ``read(path:threads:)``, or with code
    ///   `invalidConfiguration` when rows are to be put aside, of which frames do not tell.
    public func frames(path: String, rowCount: Int = 65_536) -> TablePieces<DataFrame> {
        TablePieces(frames: outcomes(path: path, rowCount: rowCount), policy: options.malformedRows, of: "JSONL reader")
    }

    /// The records of a file piece by piece, with their lines and the records that were put aside, in bounded memory.
    ///
    /// - Parameters:
    ///   - path: The path of the file, which may be a pipe.
    ///   - rowCount: How many rows a piece has at least, but for the last one.
    /// - Returns: The pieces, whose frames are those of ``frames(path:rowCount:)``.
    public func outcomes(path: String, rowCount: Int = 65_536) -> TablePieces<ReadOutcome> {
        TablePieces {
            var chunks = try TableChunks(inferring: self, of: InputFile(path: path), rowCount: rowCount)
            return { try chunks.next() }
        }
    }
}

extension TablePieces<DataFrame> {
    /// The frames of outcomes of which none is anything but a frame.
    fileprivate init(
        frames outcomes: TablePieces<ReadOutcome>, policy: ReadingOptions.MalformedRows, of reader: String
    ) {
        self.init {
            guard policy == .fail else {
                throw DataError(
                    .invalidConfiguration, "frames do not tell of rows that are put aside", at: reader,
                    remedy: "Take the outcomes, or let malformed rows fail.")
            }
            let next = try outcomes.begin()
            return { try next()?.frame }
        }
    }
}
