extension ContactStore {
    /// The live account that the store mirrors; nil where it is a store of its own.
    public func remote() throws -> Remote? {
        let connection = try connect(.run)
        return try translating { try RemoteTables(connection: connection).remote() }
    }

    /// Makes an account the store's, or changes how it is reached.
    ///
    /// - Throws: ``RemoteError/other(account:)`` where the store mirrors another one.
    public func setRemote(_ remote: Remote) throws {
        let connection = try connect(.run)
        try translating {
            let tables = RemoteTables(connection: connection)
            try connection.transaction {
                var remote = remote
                if let old = try tables.remote() {
                    guard old.account == remote.account, old.baseURL == remote.baseURL else {
                        throw RemoteError.other(account: old.account, name: old.accountName)
                    }
                    (remote.addedAt, remote.pulledAt) = (old.addedAt, old.pulledAt)
                }
                try tables.set(remote)
            }
        }
    }

    /// Parts the store from its account: contacts stay, what ties them to the account's ids goes, and so does what is queued for it.
    /// Answers what was there.
    @discardableResult
    public func removeRemote() throws -> Remote? {
        let connection = try connect(.run)
        return try translating {
            let tables = RemoteTables(connection: connection)
            return try connection.transaction {
                let old = try tables.remote()
                try tables.clear()
                return old
            }
        }
    }

    /// The lists that are the account's, with their ids there.
    public func remoteLists() throws -> [RemoteList] {
        let connection = try connect(.run)
        return try translating { try RemoteTables(connection: connection).lists() }
    }

    /// The fields that are the account's, with their ids there.
    public func remoteFields() throws -> [RemoteField] {
        let connection = try connect(.run)
        return try translating { try RemoteTables(connection: connection).fields() }
    }

    /// Ties lists and fields to the account's ids: those that a delivery has created there, or that were found to be the same.
    public func tie(lists: [RemoteList] = [], fields: [RemoteField] = []) throws {
        let connection = try connect(.run)
        try translating {
            try connection.transaction {
                let tables = RemoteTables(connection: connection)
                for list in lists { try tables.tie(list) }
                for field in fields { try tables.tie(field) }
            }
        }
    }

    /// Forgets that lists and fields were the account's: they are gone there.
    public func untie(lists: [Int64] = [], fields: [Int64] = []) throws {
        let connection = try connect(.run)
        try translating {
            try connection.transaction {
                let tables = RemoteTables(connection: connection)
                for list in lists { try tables.untie(list: list) }
                for field in fields { try tables.untie(field: field) }
            }
        }
    }
}
