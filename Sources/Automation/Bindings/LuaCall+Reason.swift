import Contacts
import Lua

extension LuaCall {
    /// The longest reason for an unsubscribe, in characters.
    static let maximumReasonLength = 255

    /// Why consent is withdrawn, where it was said.
    func reason(_ index: Int) throws -> String? {
        guard let reason = try optionalString(index), !reason.isEmpty else { return nil }
        guard reason.count <= Self.maximumReasonLength else {
            throw usage("a reason has at most \(Self.maximumReasonLength) characters")
        }
        return reason
    }
}
