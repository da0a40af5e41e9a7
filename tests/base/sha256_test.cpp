#include "base/sha256.hpp"

#include <doctest/doctest.h>

using payoff::Sha256;

TEST_SUITE("base/sha256") {

static std::string digest_of(std::string_view text, std::size_t piece) {
  Sha256 digest;
  for (std::size_t at = 0; at < text.size(); at += piece) digest.add(text.substr(at, piece));
  return std::move(digest).hex();
}

TEST_CASE("sha256: the examples of FIPS 180-4, of NIST's test vectors") {
  CHECK(digest_of("", 1) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest_of("abc", 3) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(digest_of(std::string(1'000'000, 'a'), 1 << 16) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: does not depend on the pieces, at any length about a block") {
  for (std::size_t length = 50; length < 140; ++length) {
    const std::string text(length, static_cast<char>(0x80 + length));
    const std::string whole = digest_of(text, length);
    for (const std::size_t piece : {1, 7, 63, 64, 65}) CHECK(digest_of(text, piece) == whole);
  }
}

}  // TEST_SUITE("base/sha256")
