import MLCore
import MLObservability

@main
struct OneTrait {
    static func main() {
        let observer: any EventObserver = LoggingObserver()
        observer.observe(Event(.warning, "consumer.started", message: "one trait"))
        print("one trait: an event was logged")
    }
}
