package import Driver
internal import SettingsProperties

nonisolated(unsafe) private let property = ConfigurationProperty()

@_cdecl("FuzzConfiguration_main")
package func fuzzConfiguration(_ count: CInt, _ arguments: Driver.Arguments) -> CInt {
  Driver.run(count, arguments) { Driver.attempt(property, $0, $1) }
}
