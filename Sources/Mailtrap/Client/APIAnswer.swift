import NIOHTTP1

/// What came back on a call: any status.
struct APIAnswer {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]
}
