#if SQLiteStore
import MLCore
import MLData

/// What is read: a table or a query.
enum TableSource {
    case table(String)
    case query(String, SQLiteParameters)

    var place: String {
        switch self {
        case .table(let name): "table \(TableNames.quotedForPeople(name))"
        case .query: "query"
        }
    }

    /// The statement, bound and to be finalized by the caller, and the columns that never are NULL.
    func open(_ connection: DatabaseConnection) throws -> (statement: PreparedStatement, required: Set<String>) {
        switch self {
        case .table(let name):
            let quoted = try TableNames.existing(name)
            return (try Self.rows(of: quoted, connection, place), try Self.required(of: name, connection, place))
        case .query(let text, let parameters):
            let query = try QueryText(text)
            let (statement, end) = try connection.prepare(query.bytes, at: place)
            guard let statement else { throw QueryText.notReading }
            do {
                try query.checkEnd(from: end)
                guard statement.isReadOnly, statement.columnCount > 0 else { throw QueryText.notReading }
                try parameters.bind(to: statement)
                return (statement, [])
            } catch {
                statement.finalize()
                throw error
            }
        }
    }

    /// All rows in the order of their numbers, or as they come when they have none.
    private static func rows(
        of table: String, _ connection: DatabaseConnection, _ place: String
    ) throws -> PreparedStatement {
        let all = "SELECT * FROM main.\(table)"
        guard let statement = try connection.prepare(Array(all.utf8), at: place).statement else {
            throw QueryText.notReading
        }
        // A column may have one of the names of the row number, which then means the column.
        let names = Set((0..<statement.columnCount).map { statement.name(at: $0).lowercased() })
        guard let number = ["_rowid_", "rowid", "oid"].first(where: { !names.contains($0) }),
            let ordered = try? connection.prepare(Array("\(all) ORDER BY \(number)".utf8), at: place).statement
        else { return statement }
        statement.finalize()
        return ordered
    }

    /// The columns that the table declares as NOT NULL.
    private static func required(
        of table: String, _ connection: DatabaseConnection, _ place: String
    ) throws -> Set<String> {
        let sql = "SELECT name FROM pragma_table_info(?) WHERE \"notnull\" = 1"
        return try connection.statement(sql, at: place) { statement in
            try statement.bind(text: table, at: 1)
            var names: Set<String> = []
            while try statement.step() {
                names.insert(statement.withText(at: 0) { String(decoding: $0, as: UTF8.self) })
            }
            return names
        }
    }
}
#endif
