/// A certificate for this machine that signs itself, made for tests and good for nothing else.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBmzCCAUGgAwIBAgIUCwoiE26rn+XzJKy5b+f+srOnv6swCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEzMDE0NTgwNVoYDzIxMjYxMTA2
        MTQ1ODA1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAASrwBAA9uiI+Wevkm4E3k617PiPvmu1mO86biDgdaUzf3mNhw5fPkGj
        TyAbxSXvvQ1k45GcEWeFOQOUP7m6I8kKo28wbTAdBgNVHQ4EFgQUROencNz/EeE/
        nUUHqL9V48ogFGQwHwYDVR0jBBgwFoAUROencNz/EeE/nUUHqL9V48ogFGQwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSAAwRQIgS7RsJkwQratd31l1ABcgZ+JxkInEez82d+kZHu9qAmwCIQDB
        5IZWIJIYzbpE/wlCBoemR5ueOEZJg5SwaUoQn+siWg==
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5GUzAR5JDCsiS6DD
        qXgCg2mASan0VG9X97AKMEPp4SShRANCAASrwBAA9uiI+Wevkm4E3k617PiPvmu1
        mO86biDgdaUzf3mNhw5fPkGjTyAbxSXvvQ1k45GcEWeFOQOUP7m6I8kK
        -----END PRIVATE KEY-----
        """

    /// That of another certificate.
    static let otherKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgb0CwNmi9sCfnVtAY
        EiUfx8gZ2TdPjeN03WbkBnDXCN2hRANCAASrcdFHz6+Ga18fsDPXJwRfUKFy+EYw
        stK+QbYTZGs/o3fHOcWAzu0gHUUjC08H84qL7wgejfxbyaAdcY1pCzYi
        -----END PRIVATE KEY-----
        """

    /// Writes both to a folder.
    static func write(to folder: ScratchFolder) throws -> (certificate: String, key: String) {
        try folder.write(certificate + "\n", to: "cert.pem")
        try folder.write(key + "\n", to: "key.pem")
        return (folder["cert.pem"], folder["key.pem"])
    }
}
