import MLData

extension Loop {
    /// Shows what the titles look like before anything is learned from them.
    mutating func profile(_ titles: Titles) throws {
        console.begin("Profile")
        let profile = try TableProfile(of: titles.frame)
        console.tell("\(profile)")
        findings.profile = profile
    }
}
