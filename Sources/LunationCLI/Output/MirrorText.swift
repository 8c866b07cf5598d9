import Formats
import Lunation

/// How old a mirror is, for people and as JSON. Its age is told by the system's clock, whatever `--now` says.
enum MirrorText {
    /// `mirror of account 3 (Shop), 3h 20m old`.
    static func line(_ mirror: MirrorAge, _ style: Style) -> String {
        let now = SystemClock.now
        let whose = "mirror of account \(mirror.account) (\(mirror.accountName))"
        guard let age = mirror.age(at: now) else {
            return style.yellow("\(whose), never pulled: 'lunation sync pull' fetches its contacts")
        }
        let text = "\(whose), \(Numbers.duration(age)) old"
        return mirror.isOld(at: now) ? style.yellow("\(text): 'lunation sync pull' brings it up to date") : style.dim(text)
    }

    static func json(_ mirror: MirrorAge) -> JSONValue {
        let now = SystemClock.now
        return [
            "account": .integer(mirror.account), "pulled_at": mirror.pulledAt.map { .string($0.description) } ?? .null,
            "age_seconds": mirror.age(at: now).map { .integer($0 / 1_000) } ?? .null, "is_old": .bool(mirror.isOld(at: now)),
        ]
    }
}
