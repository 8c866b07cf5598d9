extension ByteReader {
    /// Decompresses into the buffer; 0 only behind the last member.
    func read(_ members: GzipMembers, into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        while true {
            if inputStart == inputEnd, !members.hasMore, try !fill() {
                guard members.isBetween else { throw .truncatedGzip(file: name) }
                return 0
            }
            if members.isBetween {
                switch members.meaning(of: input[inputStart]) {
                case .member:
                    members.isBetween = false
                    members.inflater.reset()
                case .padding:
                    members.isPadding = true
                    inputStart += 1
                    continue
                case .damage: throw damage
                }
            }
            let step = members.inflater.inflate(UnsafeRawBufferPointer(rebasing: input[inputStart..<inputEnd]), into: buffer)
            inputStart += step.consumed
            members.hasMore = step.produced == buffer.count && step.state == .open
            switch step.state {
            case .open: break
            case .ended: members.isBetween = true
            case .damaged: throw damage
            }
            if step.produced > 0 { return step.produced }
        }
    }

    private var damage: FormatError {
        .damagedGzip(file: name, position: bytesRead - (inputEnd - inputStart))
    }
}
