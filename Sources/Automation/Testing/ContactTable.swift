import Contacts
import Lua

/// A contact as a plain table: `{ email = …, fields = { plan = "pro" }, lists = { "VIP" }, … }`.
enum ContactTable {
    static func value(_ contact: Contact, lists: [String]) -> LuaValue {
        let fields = contact.fields.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.lua) }
        return .table(
            LuaTable(fields: [
                ("created_at", .string(contact.createdAt.description)), ("email", .string(contact.email.value)),
                ("fields", .table(LuaTable(fields: fields))), ("id", .string(contact.id.description)),
                ("lists", .table(LuaTable(array: lists.map { .string($0) }))), ("status", .string(contact.status.rawValue)),
                ("updated_at", .string(contact.updatedAt.description)),
            ]))
    }
}
