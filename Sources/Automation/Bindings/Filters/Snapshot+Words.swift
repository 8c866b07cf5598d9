public import ContactStore
public import Contacts

extension Snapshot {
    /// A segment's rule in words, the segments that it uses written out.
    public func rule(of segment: Segment) -> String { FilterWords(catalog: catalog).words(segment.filter) }
}
