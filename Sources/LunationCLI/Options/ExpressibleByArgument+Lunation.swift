public import ArgumentParser
public import Automation
public import ContactStore
public import Contacts

extension Span: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ByteSize: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ImportOptions.Existing: ExpressibleByArgument {}
extension ImportOptions.OnError: ExpressibleByArgument {}
extension TransferFormat: ExpressibleByArgument {}
