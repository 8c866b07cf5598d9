import Contacts

/// Where a row's address is normalised.
final class EmailBuffer {
    private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: EmailAddress.maximumLength, alignment: 1)

    deinit {
        bytes.deallocate()
    }

    func normalised(_ email: UnsafeRawBufferPointer) throws(Invalid) -> UnsafeRawBufferPointer {
        do throws(EmailProblem) {
            let length = try EmailAddress.normalise(bytes: email, into: bytes)
            return UnsafeRawBufferPointer(rebasing: bytes[0..<length])
        } catch {
            throw Invalid("email", error.description)
        }
    }
}
