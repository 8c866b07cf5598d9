/// Arguments that may be left out: `nil` for nil and none, an error for anything else that does not fit.
extension LuaCall {
    public func optionalString(_ i: Int) throws -> String? {
        isNil(i) ? nil : try string(i)
    }

    public func optionalBytes(_ i: Int) throws -> [UInt8]? {
        isNil(i) ? nil : try bytes(i)
    }

    public func optionalInteger(_ i: Int) throws -> Int64? {
        isNil(i) ? nil : try integer(i)
    }

    public func optionalNumber(_ i: Int) throws -> Double? {
        isNil(i) ? nil : try number(i)
    }

    public func optionalBoolean(_ i: Int) throws -> Bool? {
        isNil(i) ? nil : try boolean(i)
    }

    public func optionalFunction(_ i: Int) throws -> LuaFunction? {
        isNil(i) ? nil : try function(i)
    }

    public func optionalTable(_ i: Int) throws -> LuaTable? {
        isNil(i) ? nil : try table(i)
    }

    public func optionalValue(_ i: Int) throws -> LuaValue? {
        isNil(i) ? nil : try value(i)
    }

    public func optionalObject<T: AnyObject>(_ i: Int, as type: T.Type) throws -> T? {
        isNil(i) ? nil : try object(i, as: type)
    }
}
