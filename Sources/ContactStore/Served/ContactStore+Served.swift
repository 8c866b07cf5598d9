import Contacts

extension ContactStore {
    /// Gives what may go wrong with a request its own words.
    func serving<Result>(_ body: () throws -> Result) throws(ServedError) -> Result {
        do {
            return try body()
        } catch {
            throw ServedError(error, path: path)
        }
    }

    func readingServed<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as SQLError {
            throw StoreError(error, path: path)
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }
}

extension ServedError {
    init(_ error: any Error, path: String) {
        switch error {
        case let error as ServedError: self = error
        case let error as StoreError: self = .store(error)
        case let error as SQLError: self = .store(StoreError(error, path: path))
        case let error as Invalid: self = .invalid([error])
        case CommitError.conflicts: self = .store(.busy(path: path))
        default: self = .store(.unreadable(path: path, reason: "\(error)"))
        }
    }
}
