package import Driver
internal import Properties

nonisolated(unsafe) private let property = JSONProperty()

@_cdecl("FuzzJSON_main")
package func fuzzJSON(_ count: CInt, _ arguments: Driver.Arguments) -> CInt {
  Driver.run(count, arguments) { Driver.attempt(property, $0, $1) }
}
