import Foundation
import Testing

/// Every input that is kept, and random changes of them, through the targets of the fuzzer.
struct CorpusTests {
    /// A filter costs a hundred times what an address does.
    @Test(arguments: [("csv", 1_000), ("email", 5_000), ("filter", 100), ("json", 1_000), ("lua", 500)])
    func keptInputsAndTheirNeighbours(_ name: String, mutations: Int) throws {
        let type = try #require(FuzzTargets.all.first { $0.name == name }?.type)
        let target = try type.init(isAlone: false)
        let corpus = try Corpus(name)
        #expect(corpus.files.count > 10)
        for (file, bytes) in corpus.files {
            #expect(throws: Never.self, "Corpus/\(name)/\(file)") { try target.run(bytes) }
        }
        var mutator = Mutator(corpus: corpus, for: "fuzz \(name)")
        for _ in 0..<mutations {
            let bytes = mutator.next()
            do {
                try target.run(bytes)
            } catch {
                Issue.record("seed \(mutator.seed): \(error)\n\(Data(bytes).base64EncodedString())")
                return
            }
        }
    }
}
