/// A prepared statement. Parameters count from 1, columns from 0.
///
/// Text and blobs are read as bytes that stay valid until the next ``step()`` or ``reset()``.
protocol SQLStatement: AnyObject {
    func bind(_ index: Int, _ value: SQLValue) throws(SQLError)
    func bind(_ index: Int, _ value: Int64) throws(SQLError)
    func bind(_ index: Int, text bytes: UnsafeRawBufferPointer) throws(SQLError)
    func bind(_ index: Int, blob bytes: UnsafeRawBufferPointer) throws(SQLError)
    func bindNull(_ index: Int) throws(SQLError)
    /// Goes to the next row; false where there is none.
    func step() throws(SQLError) -> Bool
    /// Ends the execution; parameters stay bound.
    func reset()

    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func real(_ column: Int) -> Double
    func bytes(_ column: Int) -> UnsafeRawBufferPointer
    func value(_ column: Int) -> SQLValue
    /// Reads the columns from 1 on as values of the given kinds, in one call: the hot path of walks.
    func read(_ kinds: UnsafeBufferPointer<RowValue.Kind>, into values: UnsafeMutablePointer<RowValue>)
}

extension SQLStatement {
    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func bind(_ values: [SQLValue]) throws(SQLError) {
        for (index, value) in values.enumerated() { try bind(index + 1, value) }
    }

    /// Runs a statement that answers no rows.
    func run(_ values: [SQLValue] = []) throws(SQLError) {
        try bind(values)
        defer { reset() }
        while try step() {}
    }
}
