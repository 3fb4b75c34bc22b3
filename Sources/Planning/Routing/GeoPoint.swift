package import Domain
internal import Glibc

/// A place on the globe.
package struct GeoPoint: Hashable, Sendable {
  /// Degrees, north is positive.
  package let latitude: Double
  /// Degrees, east is positive.
  package let longitude: Double

  /// A place by its degrees.
  package init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// A place as a record tells it.
  package init(latitude: ExactDecimal, longitude: ExactDecimal) {
    self.init(
      latitude: Double(latitude.millionths) / 1_000_000,
      longitude: Double(longitude.millionths) / 1_000_000)
  }

  /// The great-circle distance to another place in whole metres.
  ///
  /// By the haversine on a sphere with the mean radius of the Earth (IUGG, 6,371,008.8 m); the true
  /// ellipsoid differs by up to 0.5 percent.
  package func metres(to other: GeoPoint) -> Int {
    SpherePoint(self).metres(to: SpherePoint(other))
  }
}

/// A place as a vector of length one from the centre of the Earth.
///
/// The haversine of two places is a quarter of the squared straight line between their vectors, so
/// that sines are taken once per place and not once per pair.
struct SpherePoint: Sendable {
  private static let radius = 6_371_008.8

  private let x: Double
  private let y: Double
  private let z: Double

  /// The vector of a place.
  init(_ point: GeoPoint) {
    let latitude = point.latitude * .pi / 180
    let longitude = point.longitude * .pi / 180
    x = cos(latitude) * cos(longitude)
    y = cos(latitude) * sin(longitude)
    z = sin(latitude)
  }

  /// The great-circle distance, rounded to whole metres.
  func metres(to other: SpherePoint) -> Int {
    let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
    let haversine = (dx * dx + dy * dy + dz * dz) / 4
    // Places that are none are as far apart as can be.
    guard haversine.isFinite else { return .max }
    return Int((2 * Self.radius * asin(min(1, haversine.squareRoot()))).rounded())
  }
}
