import Contacts

/// Validates names of lists, each spelling once: rows repeat them.
struct ListNames {
    private var known: [String: String] = [:]

    mutating func validated(_ names: [String]) throws(Invalid) -> [String] {
        var result: [String] = []
        for name in names {
            if let valid = known[name] {
                result.append(valid)
                continue
            }
            do throws(Invalid) {
                let valid = try ContactList(validating: 0, name: name).name
                known[name] = valid
                result.append(valid)
            } catch {
                throw Invalid("lists", error.message)
            }
        }
        return result
    }
}
