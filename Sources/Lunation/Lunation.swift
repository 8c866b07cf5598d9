/// Everything that a program needs to embed Lunation, in one import.
///
/// Open a ``Workspace``, make a ``Script`` and hand it to a ``ScriptRunner``; `LuaModule` and `LuaMember` declare bindings of
/// your own.
@_exported public import Automation
@_exported public import ContactStore
@_exported public import Contacts
@_exported public import Lua
@_exported public import Mailtrap
@_exported public import Scheduler
@_exported public import Scheduling
@_exported public import Service
