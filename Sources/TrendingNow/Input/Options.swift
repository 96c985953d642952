/// What the user asked for on the command line.
struct Options {
    /// The JSON Lines files to read; empty for the sample of the package.
    var files: [String] = []
    /// Which column of the files holds which field.
    var columns = ["title": "title", "year": "year", "genres": "genres", "plot": "plot"]
    /// The last year that the first model learns from; `nil` to choose by the share of rows.
    var trainUntil: Int?
    /// The first year after the data of the second training; `nil` to choose by the share of rows.
    var retrainAt: Int?
    /// Plots with fewer words are set aside.
    var minimumWords = 15
    /// How many threads may be used; the results do not depend on it.
    var threads = 2
    /// The seed of every random choice.
    var seed: UInt64 = 42
    /// Where the report, the summary, the model card and the registry are written.
    var output = "trending-now-output"
    /// The port on which the promoted model is served at the end; `nil` to end without serving.
    var servePort: Int?

    static let usage = """
        Usage: trending-now [options]

        Learns the genres of films from their plots and runs the whole loop: ingest, validate, train, evaluate,
        register, serve, monitor, retrain, promote, roll back, audit. Without options it uses the sample of the package.

          --data FILE …         JSON Lines files with the fields title, year, genres and plot
          --field NAME=COLUMN   the column that holds a field, such as plot=description (may be repeated)
          --train-until YEAR    the last year that the first model learns from
          --retrain-at YEAR     the second model learns from all years before this one
          --min-words N         set plots with fewer words aside (default 15)
          --threads N           threads to use; results do not depend on it (default 2)
          --seed N              seed of every random choice (default 42)
          --output DIR          where the report, summary.json, model-card.md and the registry go (default trending-now-output)
          --serve PORT          then serve the promoted model over HTTP on 127.0.0.1 until Ctrl-C; needs the trait
                                HummingbirdServing
          --help                this text
        """
}
