import Intake
import Testing

/// Answers of FIPS 180-4, appendix B, and of its test vectors.
@Suite struct ContentDigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `a content has the digest that the standard says`(_ content: String, _ digest: String) {
    #expect(ContentDigest.sha256(Array(content.utf8)) == digest)
  }

  @Test(arguments: [1, 63, 64, 65, 1_000])
  func `a content in pieces has the digest of the whole`(_ size: Int) {
    let content = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var digest = ContentDigest()
    for start in stride(from: 0, to: content.count, by: size) {
      content[start..<min(start + size, content.count)].withUnsafeBytes { digest.add($0) }
    }
    #expect(digest.text() == ContentDigest.sha256(content))
  }
}
