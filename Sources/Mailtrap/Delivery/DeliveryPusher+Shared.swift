import ContactStore
import Contacts

/// Lists and fields: they go before the contacts that speak of them.
extension DeliveryPusher {
    func deliverShared() throws {
        // A name that another list still has is taken by way of another one, which takes a second round.
        for _ in 0..<2 {
            for change in try queue.sharedChanges() where !isStopped { try deliver(change.target) }
        }
    }

    /// Makes a list or a field that the account does not have and contacts speak of.
    func make(_ target: DeliveryTarget) throws { try deliver(target) }

    /// Brings a list or a field to where it is here. What the account says against it is set aside.
    private func deliver(_ target: DeliveryTarget) throws {
        try findMade(target)
        let change = try queue.sharedChange(target)
        let isMade = change.name != nil && change.remote == nil
        let name: String? = if case .list = target { change.name } else { change.tag }
        try queue.claim(target, making: isMade ? name : nil)
        refusals[target] = nil
        if try makeRoom(change) { return }
        let result: Result<Bool, CallError> =
            switch target {
            case .list: try deliverList(change)
            case .field: try deliverField(change)
            }
        var outcome: DeliveryOutcome
        switch result {
        case .success(let isCalled):
            outcome = .delivered
            if isCalled { report.shared += 1 }
        case .failure(let error):
            do {
                outcome = try self.outcome(of: error)
            } catch {
                try queue.settle(target, .notSent(mayHaveActed: false, message: nil), at: options.now())
                throw error
            }
        }
        try queue.settle(target, outcome, at: options.now())
        switch outcome {
        case .refused(let message):
            refusals[target] = "\(words(change)) is not in the account: \(message)"
            report.refused += 1
        case .notSent(_, let message): throw DeliveryTrouble(message: message ?? "")
        default: break
        }
        tell()
    }

    /// Ties what a call has made whose answer was lost, if it is not to be made under that name any more: it has gone here, or has
    /// another name.
    private func findMade(_ target: DeliveryTarget) throws {
        let change = try queue.sharedChange(target)
        guard change.remote == nil, let made = try queue.madeName(target) else { return }
        switch target {
        case .list where made != change.name:
            let lists = try found { channel throws(CallError) in try await channel.lists(search: made) }
            if let list = try lists.first(where: { try $0.name == made && !queue.isTied($0.id, to: target) }) {
                try queue.tie(target, remote: list.id, name: list.name)
            }
        case .field where made != change.tag:
            let fields = try found { channel throws(CallError) in try await channel.fields() }
            if let field = try fields.first(where: { try $0.mergeTag == made && !queue.isTied($0.id, to: target) }) {
                try queue.tie(target, remote: field.id, name: field.name, tag: field.mergeTag, type: field.dataType)
            }
        default: break
        }
    }

    private func found<Success: Sendable>(
        _ body: @escaping @Sendable (any DeliveryChannel) async throws(CallError) -> Success
    ) throws -> Success {
        switch call(body) {
        case .success(let answer): return answer
        case .failure(let error):
            _ = try outcome(of: error)
            throw DeliveryTrouble(message: error.description)
        }
    }

    /// Gives a list a name that nobody wants, where the one that it is to have is another list's in the account and will not be for
    /// long. True where that was done.
    private func makeRoom(_ change: DeliverySharedChange) throws -> Bool {
        guard case .list(let id) = change.target, let name = change.name, let remote = change.remote, name != change.remoteName,
            try queue.isLeft(name, by: id)
        else { return false }
        let other = "\(name) (\(id), renaming)"
        let renamed = call { channel throws(CallError) in try await channel.renameList(remote, to: other) }
        guard case .success = renamed else { return false }
        try queue.tie(change.target, remote: remote, name: other)
        try queue.settle(change.target, .notSent(mayHaveActed: false, message: nil), at: options.now())
        return true
    }

    private func deliverList(_ change: DeliverySharedChange) throws -> Result<Bool, CallError> {
        switch (change.name, change.remote) {
        case (nil, nil): return .success(false)
        case (nil, let remote?):
            // By what it is called nobody knows from here on whether the account has it still: it may come back here meanwhile.
            try queue.tie(change.target, remote: remote)
            let result = call { channel throws(CallError) in try await channel.deleteList(remote) }
            if case .success = result { try queue.tie(change.target, remote: nil) }
            return result.map { _ in true }
        case (let name?, nil):
            // It may be there, from a call whose answer was lost or by somebody else's hand.
            let found = call { channel throws(CallError) in try await channel.lists(search: name) }
            guard case .success(let lists) = found else { return found.map { _ in false } }
            for list in lists where list.name == name {
                if try queue.isTied(list.id, to: change.target) { continue }
                try queue.tie(change.target, remote: list.id, name: list.name)
                return .success(false)
            }
            let made = call { channel throws(CallError) in try await channel.createList(name: name) }
            if case .success(let list) = made { try queue.tie(change.target, remote: list.id, name: list.name) }
            return made.map { _ in true }
        case (_?, let remote?) where change.isUncertain:
            let found = call { channel throws(CallError) in try await channel.lists(search: nil) }
            guard case .success(let lists) = found else { return found.map { _ in false } }
            let list = lists.first { $0.id == remote }
            try queue.tie(change.target, remote: list?.id, name: list?.name ?? "")
            return try deliverList(queue.sharedChange(change.target))
        case (let name?, let remote?):
            guard name != change.remoteName else { return .success(false) }
            let renamed = call { channel throws(CallError) in try await channel.renameList(remote, to: name) }
            if case .success = renamed { try queue.tie(change.target, remote: remote, name: name) }
            return renamed.map { _ in true }
        }
    }

    private func deliverField(_ change: DeliverySharedChange) throws -> Result<Bool, CallError> {
        switch (change.name, change.remote) {
        case (nil, nil): return .success(false)
        case (nil, let remote?):
            try queue.tie(change.target, remote: remote, tag: change.remoteTag ?? "")
            let result = call { channel throws(CallError) in try await channel.deleteField(remote) }
            if case .success = result { try queue.tie(change.target, remote: nil) }
            return result.map { _ in true }
        case (let name?, nil):
            let tag = change.tag ?? name
            let type = (change.type ?? .text).rawValue
            let found = call { channel throws(CallError) in try await channel.fields() }
            guard case .success(let fields) = found else { return found.map { _ in false } }
            for field in fields where field.mergeTag == tag {
                if try queue.isTied(field.id, to: change.target) { continue }
                guard field.dataType == type else {
                    return .failure(
                        .refused(APIError(status: 422, messages: [.init("merge_tag", "is that of a field of the type \(field.dataType)")])))
                }
                try queue.tie(change.target, remote: field.id, name: field.name, tag: field.mergeTag, type: field.dataType)
                return .success(false)
            }
            let made = call { channel throws(CallError) in
                try await channel.createField(FieldRequest(name: name, dataType: type, mergeTag: tag))
            }
            if case .success(let field) = made {
                try queue.tie(change.target, remote: field.id, name: field.name, tag: field.mergeTag, type: field.dataType)
            }
            return made.map { _ in true }
        case (_?, let remote?) where change.isUncertain:
            let found = call { channel throws(CallError) in try await channel.fields() }
            guard case .success(let fields) = found else { return found.map { _ in false } }
            let field = fields.first { $0.id == remote }
            try queue.tie(
                change.target, remote: field?.id, name: field?.name ?? "", tag: field?.mergeTag ?? "", type: field?.dataType ?? "")
            return try deliverField(queue.sharedChange(change.target))
        case (let name?, let remote?):
            let tag = change.tag ?? name
            guard name != change.remoteName || tag != change.remoteTag else { return .success(false) }
            let changed = call { channel throws(CallError) in
                try await channel.updateField(remote, FieldRequest(name: name, mergeTag: tag))
            }
            if case .success = changed {
                try queue.tie(change.target, remote: remote, name: name, tag: tag, type: (change.type ?? .text).rawValue)
            }
            return changed.map { _ in true }
        }
    }

    private func words(_ change: DeliverySharedChange) -> String {
        switch change.target {
        case .list(let id): "list \(change.name ?? "#\(id)")"
        case .field(let id): "field \(change.tag ?? "#\(id)")"
        }
    }
}
