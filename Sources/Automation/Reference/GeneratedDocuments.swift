/// Writes the generated parts of the package's documents.
public struct GeneratedDocuments {
    public let workspace: Workspace

    /// - Parameter workspace: one without fields: they would be part of the documents.
    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// The parts and their texts.
    public func parts() throws -> [(part: GeneratedPart, text: String)] {
        [(.reference, ReferenceWriter(declarations: try BindingDeclarations(workspace: workspace)).text), (.rules, RuleWriter.text)]
    }

    /// Brings the documents of a package up to date, and answers which of them were not.
    public func write(to package: String) throws -> [String] {
        var changed: [String] = []
        for (part, text) in try parts() {
            let path = package + "/" + part.document
            let document = String(decoding: try TextFile.read(path), as: UTF8.self)
            guard let replaced = part.replaced(in: document, by: text) else {
                throw ScriptError.unreadable(path: path, reason: "\(path) has no generated part")
            }
            if replaced == document { continue }
            try TextFile.replace(path, replaced)
            changed.append(part.document)
        }
        return changed
    }
}
