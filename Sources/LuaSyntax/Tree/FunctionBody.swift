/// The parameters and statements of a function.
public final class FunctionBody {
    public let parameters: [LocalVariable]
    public let isVararg: Bool
    public let block: Block

    init(parameters: [LocalVariable], isVararg: Bool, block: Block) {
        self.parameters = parameters
        self.isVararg = isVararg
        self.block = block
    }
}
